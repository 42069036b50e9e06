/// The lexer's state. Nested words of modifiers are read by the same functions, into a text of their own.
struct ExpansionLexer {
  let text: [UInt8]
  let escape: UInt8
  var mode: ExpansionMode
  let value: (String) -> VariableValue?
  var index = 0
  var uses: [Expansion.Use] = []
  var depth = 0
  var isResolved = true

  private static let maximumDepth = 64
  /// More uses of variables in one word than anybody reads of.
  private static let maximumUses = 1000
  /// The most bytes that a text may grow to: variables that double each other must not fill the memory.
  private static let maximumLength = 1 << 20

  init(text: [UInt8], escape: UInt8, mode: ExpansionMode, value: @escaping (String) -> VariableValue?) {
    self.text = text
    self.escape = escape
    self.mode = mode
    self.value = value
  }

  mutating func run() throws(ExpansionFault) -> Expansion {
    let output = try readText(until: nil)
    return Expansion(
      text: String(decoding: output.text, as: UTF8.self), words: output.finishedWords(), uses: uses,
      isResolved: isResolved)
  }

  private var peek: UInt8? { index < text.count ? text[index] : nil }

  private func fault(_ message: String) -> ExpansionFault { ExpansionFault(message: message, offset: index) }

  /// Reads up to an unquoted `stop`, which is consumed, or to the end when there is none.
  private mutating func readText(until stop: UInt8?) throws(ExpansionFault) -> ExpansionOutput {
    var output = ExpansionOutput()
    while let byte = peek {
      if byte == stop {
        index += 1
        return output
      }
      guard output.text.count <= Self.maximumLength else { throw fault("the value is longer than a mebibyte") }
      switch byte {
      case ASCII.singleQuote where !mode.ignoresQuotes: output.appendQuoted(try readSingleQuoted())
      case ASCII.doubleQuote where !mode.ignoresQuotes: output.appendQuoted(try readDoubleQuoted())
      case ASCII.dollar: output.appendSplitting(try readDollar())
      case escape: readEscape(into: &output)
      default:
        output.appendSplitting(byte)
        index += 1
      }
    }
    guard let stop else { return output }
    let mark = String(decoding: [stop], as: UTF8.self)
    throw fault("the substitution is not closed: expected “\(mark)”")
  }

  private mutating func readEscape(into output: inout ExpansionOutput) {
    if mode.keepsEscapes { output.appendQuoted([escape]) }
    index += 1
    guard let next = peek else { return }
    output.appendQuoted([next])
    index += 1
  }

  private mutating func readSingleQuoted() throws(ExpansionFault) -> [UInt8] {
    let start = index
    index += 1
    guard let end = text[index...].firstIndex(of: ASCII.singleQuote) else {
      index = start
      throw fault("the single quote is not closed")
    }
    let content = text[index..<end]
    index = end + 1
    return mode.keepsQuotes ? Array(text[start..<index]) : Array(content)
  }

  private mutating func readDoubleQuoted() throws(ExpansionFault) -> [UInt8] {
    let start = index
    index += 1
    var content: [UInt8] = mode.keepsQuotes ? [ASCII.doubleQuote] : []
    while let byte = peek {
      guard content.count <= Self.maximumLength else { throw fault("the value is longer than a mebibyte") }
      switch byte {
      case ASCII.doubleQuote:
        index += 1
        if mode.keepsQuotes { content.append(byte) }
        return content
      case ASCII.dollar:
        content += try readDollar()
      case escape:
        index += 1
        // Only these can be escaped here; before anything else the escape character stands for itself.
        let next = peek
        let escapesNext = next == ASCII.doubleQuote || next == ASCII.dollar || next == escape
        if !escapesNext || mode.keepsEscapes, next != nil { content.append(escape) }
        if escapesNext, let next {
          content.append(next)
          index += 1
        }
      default:
        content.append(byte)
        index += 1
      }
    }
    index = start
    throw fault("the double quote is not closed")
  }

  /// Reads `$…` and gives what it stands for.
  private mutating func readDollar() throws(ExpansionFault) -> [UInt8] {
    let start = index
    index += 1
    guard peek == ASCII.openBrace else {
      let name = readName()
      guard !name.isEmpty else { return [ASCII.dollar] }
      return plainValue(of: name, from: start)
    }
    index += 1
    guard let first = peek else { throw fault("“${” is not closed: expected a name and “}”") }
    if first == ASCII.openBrace || first == ASCII.closeBrace || first == ASCII.colon {
      throw fault("bad substitution: “${” must be followed by the name of a variable")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw fault("substitutions are nested more than \(Self.maximumDepth) deep")
    }
    let name = readName()
    return try readModifier(of: name, from: start)
  }

  private mutating func plainValue(of name: String, from start: Int) -> [UInt8] {
    use(name, from: start).map { Array($0.utf8) } ?? unset(from: start)
  }

  /// What a variable without a value leaves in the text.
  private mutating func unset(from start: Int) -> [UInt8] {
    isResolved = false
    return mode.keepsUnset ? Array(text[start..<index]) : []
  }

  private mutating func use(_ name: String, from start: Int) -> String? {
    let value = value(name)
    if uses.count < Self.maximumUses {
      uses.append(Expansion.Use(name: name, range: start..<index, isSet: value != nil))
    }
    if case .uncertain = value { isResolved = false }
    return value?.text
  }

  /// A run of letters, digits and underscores that starts with no digit; a run of digits; or one special character.
  private mutating func readName() -> String {
    let start = index
    guard let first = peek else { return "" }
    if ASCII.isDigit(first) {
      while let byte = peek, ASCII.isDigit(byte) { index += 1 }
    } else if "@*#?-$!".utf8.contains(first) {
      index += 1
    } else {
      while let width = nameCharacterWidth() { index += width }
    }
    return String(decoding: text[start..<index], as: UTF8.self)
  }

  private func nameCharacterWidth() -> Int? {
    guard let byte = peek else { return nil }
    if byte < 0x80 { return ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.underscore ? 1 : nil }
    let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    let bytes = text[index..<min(index + width, text.count)]
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first, scalar != "\u{FFFD}" else {
      return nil
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return width
    default: return nil
    }
  }

  /// Reads what follows the name inside `${…}`, through the closing brace.
  private mutating func readModifier(of name: String, from start: Int) throws(ExpansionFault) -> [UInt8] {
    guard let operation = peek else { throw fault("“${\(name)” is not closed: expected “}”") }
    let nameEnd = index
    index += 1
    switch operation {
    case ASCII.closeBrace:
      return plainValue(of: name, from: start)
    case ASCII.slash:
      return try readReplacement(of: name, from: start)
    case UInt8(ascii: "#"), UInt8(ascii: "%"):
      return try readTrim(of: name, operation, from: start)
    case ASCII.colon:
      let second = peek
      if second != nil { index += 1 }
      return try readAlternative(of: name, second, colon: true, modifierStart: nameEnd, from: start)
    default:
      return try readAlternative(of: name, operation, colon: false, modifierStart: nameEnd, from: start)
    }
  }

  /// `-`, `+` and `?`, each with or without a colon. The word is evaluated whether it is used or not.
  private mutating func readAlternative(
    of name: String, _ operation: UInt8?, colon: Bool, modifierStart: Int, from start: Int
  ) throws(ExpansionFault) -> [UInt8] {
    let modifier = String(decoding: text[modifierStart..<index], as: UTF8.self)
    let known = operation.map { "-+?".utf8.contains($0) } ?? false
    // Behind a colon the lexer judges the operation late: a variable that stays as written hides it.
    guard known || (colon && operation != nil && !"#%".utf8.contains(operation ?? 0)) else {
      throw fault("unsupported modifier “\(modifier)” in “${\(name)\(modifier)…}”: expected -, +, ?, #, % or /")
    }
    let word = try readText(until: ASCII.closeBrace).text
    let value = use(name, from: start)
    if value == nil, mode.keepsUnset { return Array(text[start..<index]) }
    let counts = value.map { !colon || !$0.isEmpty } ?? false
    switch operation {
    case UInt8(ascii: "-"): return counts ? Array((value ?? "").utf8) : word
    case UInt8(ascii: "+"): return counts ? word : []
    case UInt8(ascii: "?"):
      if counts { return Array((value ?? "").utf8) }
      let reason =
        word.isEmpty ? "is not allowed to be \(colon ? "empty" : "unset")" : String(decoding: word, as: UTF8.self)
      throw fault("\(name): \(reason)")
    default:
      throw fault("unsupported modifier “\(modifier)” in “${\(name)\(modifier)…}”: expected -, +, ?, #, % or /")
    }
  }

  private mutating func readTrim(
    of name: String, _ operation: UInt8, from start: Int
  ) throws(ExpansionFault) -> [UInt8] {
    var pattern = try readRaw(until: ASCII.closeBrace)
    let isGreedy = pattern.first == operation
    if isGreedy { pattern.removeFirst() }
    guard let value = use(name, from: start) else { return unset(from: start) }
    let compiled = try compile(pattern)
    let trimmed =
      operation == UInt8(ascii: "#")
      ? compiled.trimPrefix(of: value, longest: isGreedy) : compiled.trimSuffix(of: value, longest: isGreedy)
    return Array(trimmed.utf8)
  }

  private mutating func readReplacement(of name: String, from start: Int) throws(ExpansionFault) -> [UInt8] {
    let all = peek == ASCII.slash
    if all { index += 1 }
    let pattern = try readRaw(until: ASCII.slash)
    let replacement = String(decoding: try readRaw(until: ASCII.closeBrace), as: UTF8.self)
    guard let value = use(name, from: start) else { return unset(from: start) }
    let compiled = try compile(pattern)
    guard let replaced = compiled.replace(in: value, with: replacement, all: all) else {
      isResolved = false
      return Array(value.utf8)
    }
    return Array(replaced.utf8)
  }

  private mutating func readRaw(until stop: UInt8) throws(ExpansionFault) -> [UInt8] {
    let saved = mode.keepsEscapes
    mode.keepsEscapes = true
    defer { mode.keepsEscapes = saved }
    return try readText(until: stop).text
  }

  private func compile(_ pattern: [UInt8]) throws(ExpansionFault) -> SubstitutionPattern {
    guard let compiled = SubstitutionPattern(String(decoding: pattern, as: UTF8.self)) else {
      throw fault("invalid escape in a pattern: a backslash may stand only before * ? \\ } and /")
    }
    return compiled
  }
}

/// Text that grows as one string and as words at once.
private struct ExpansionOutput {
  var text: [UInt8] = []
  private var words: [Range<Int>] = []
  private var wordStart: Int?

  /// Text whose blanks separate words.
  mutating func appendSplitting(_ bytes: [UInt8]) {
    for byte in bytes { appendSplitting(byte) }
  }

  mutating func appendSplitting(_ byte: UInt8) {
    if ASCII.isBlank(byte) || byte == ASCII.newline {
      endWord()
    } else if wordStart == nil {
      wordStart = text.count
    }
    text.append(byte)
  }

  /// Text whose blanks are its own; even an empty one makes a word.
  mutating func appendQuoted(_ bytes: [UInt8]) {
    wordStart = wordStart ?? text.count
    text += bytes
  }

  func finishedWords() -> [String] {
    let last = wordStart.map { [$0..<text.count] } ?? []
    return (words + last).map { String(decoding: text[$0], as: UTF8.self) }
  }

  private mutating func endWord() {
    if let wordStart { words.append(wordStart..<text.count) }
    wordStart = nil
  }
}
