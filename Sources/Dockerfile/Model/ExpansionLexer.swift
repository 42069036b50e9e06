/// Reads text, its quotes and its escapes. Substitutions are read by an extension, which reads the words of their
/// modifiers by the same functions, into a text of their own.
struct ExpansionLexer {
  let text: [UInt8]
  let escape: UInt8
  var mode: ExpansionMode
  let environment: Environment
  var index = 0
  var uses: [Expansion.Use] = []
  var depth = 0
  var isResolved = true
  /// Whether a value is left out that the budget did not pay for.
  var isCut = false
  var budget: ExpansionBudget

  init(
    text: [UInt8], escape: UInt8, mode: ExpansionMode, environment: Environment, spending budget: ExpansionBudget
  ) {
    self.text = text
    self.escape = escape
    self.mode = mode
    self.environment = environment
    self.budget = budget
  }

  /// Whether anything in a text is to expand, to unquote or to unescape. In most words nothing is.
  static func changes(_ text: some Sequence<UInt8>, escape: UInt8) -> Bool {
    text.contains { isSpecial($0, escape: escape) }
  }

  private static func isSpecial(_ byte: UInt8, escape: UInt8) -> Bool {
    byte == ASCII.dollar || byte == escape || byte == ASCII.doubleQuote || byte == ASCII.singleQuote
  }

  mutating func run() throws(ExpansionFault) -> Expansion {
    let output = try readText(until: nil)
    return Expansion(output, uses: uses, isResolved: isResolved, isCut: isCut)
  }

  var peek: UInt8? { index < text.count ? text[index] : nil }

  func fault(_ message: String) -> ExpansionFault { ExpansionFault(message: message, offset: index) }

  /// Reads up to an unquoted `stop`, which is consumed, or to the end when there is none.
  mutating func readText(until stop: UInt8?) throws(ExpansionFault) -> ExpansionOutput {
    var output = ExpansionOutput()
    while let byte = peek {
      if byte == stop {
        index += 1
        return output
      }
      switch byte {
      case ASCII.singleQuote where !mode.ignoresQuotes: try readSingleQuoted(into: &output)
      case ASCII.doubleQuote where !mode.ignoresQuotes: try readDoubleQuoted(into: &output)
      case ASCII.dollar: try readDollar(into: &output.bytes)
      case escape: readEscape(into: &output)
      default: readPlain(until: stop, into: &output.bytes)
      }
    }
    guard let stop else { return output }
    let mark = String(decoding: [stop], as: UTF8.self)
    throw fault("the substitution is not closed: expected “\(mark)”")
  }

  /// Reads bytes that stand for themselves, at least one.
  private mutating func readPlain(until stop: UInt8?, into output: inout [UInt8]) {
    let start = index
    repeat { index += 1 } while peek.map { $0 != stop && !Self.isSpecial($0, escape: escape) } ?? false
    output += text[start..<index]
  }

  private mutating func readEscape(into output: inout ExpansionOutput) {
    let start = output.bytes.count
    if mode.keepsEscapes { output.bytes.append(escape) }
    index += 1
    if let next = peek {
      output.bytes.append(next)
      index += 1
    }
    if output.bytes.count > start { output.protect(from: start) }
  }

  private mutating func readSingleQuoted(into output: inout ExpansionOutput) throws(ExpansionFault) {
    guard let end = text[(index + 1)...].firstIndex(of: ASCII.singleQuote) else {
      throw fault("the single quote is not closed")
    }
    let start = output.bytes.count
    output.bytes += mode.keepsQuotes ? text[index...end] : text[(index + 1)..<end]
    output.protect(from: start)
    index = end + 1
  }

  private mutating func readDoubleQuoted(into output: inout ExpansionOutput) throws(ExpansionFault) {
    let (start, quote) = (output.bytes.count, index)
    if mode.keepsQuotes { output.bytes.append(ASCII.doubleQuote) }
    index += 1
    while let byte = peek {
      switch byte {
      case ASCII.doubleQuote:
        index += 1
        if mode.keepsQuotes { output.bytes.append(byte) }
        output.protect(from: start)
        return
      case ASCII.dollar: try readDollar(into: &output.bytes)
      case escape: readQuotedEscape(into: &output.bytes)
      default: readPlain(until: nil, into: &output.bytes)
      }
    }
    index = quote
    throw fault("the double quote is not closed")
  }

  /// Only a few bytes can be escaped between double quotes; before any other the escape character stands for itself.
  private mutating func readQuotedEscape(into output: inout [UInt8]) {
    index += 1
    guard let next = peek else { return }
    let escapesNext = next == ASCII.doubleQuote || next == ASCII.dollar || next == escape
    if !escapesNext || mode.keepsEscapes { output.append(escape) }
    if escapesNext {
      output.append(next)
      index += 1
    }
  }
}
