/// The words of a shell script: quotes, escapes, expansions. Substitutions are read by the grammar of lists.
extension ShellParser {
  static func endsWord(_ byte: UInt8) -> Bool {
    ASCII.isBlank(byte) || byte == ASCII.newline || isOperator(byte)
  }

  static func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), ASCII.less,
      UInt8(ascii: ">"):
      true
    default: false
    }
  }

  var startsProcessSubstitution: Bool { looksAt("<", "(") || looksAt(">", "(") }

  /// Reads a word; nil when none begins here.
  mutating func readWord() -> ShellWord? {
    let start = index
    var builder = ShellWordBuilder()
    while let byte = peek {
      if startsProcessSubstitution {
        readProcessSubstitution(into: &builder)
      } else if Self.endsWord(byte) {
        break
      } else {
        readPiece(byte, isQuoted: false, into: &builder)
      }
    }
    guard index > start else { return nil }
    return ShellWord(parts: builder.finish(), range: start..<index)
  }

  mutating func readPiece(_ byte: UInt8, isQuoted: Bool, into builder: inout ShellWordBuilder) {
    switch byte {
    case ASCII.singleQuote where !isQuoted: readSingleQuoted(into: &builder)
    case ASCII.doubleQuote where !isQuoted: readDoubleQuoted(into: &builder)
    case ASCII.backslash: readEscape(isQuoted: isQuoted, into: &builder)
    case ASCII.dollar: readDollar(isQuoted: isQuoted, into: &builder)
    case ASCII.backtick: readBackticks(isQuoted: isQuoted, into: &builder)
    default: readPlain(isQuoted: isQuoted, into: &builder)
    }
  }

  /// Reads bytes that stand for themselves, at least one.
  mutating func readPlain(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    let start = index
    repeat { index += 1 } while peek.map { Self.isPlain($0, isQuoted: isQuoted) } ?? false
    builder.append(start..<index, isQuoted: isQuoted)
  }

  private static func isPlain(_ byte: UInt8, isQuoted: Bool) -> Bool {
    switch byte {
    case ASCII.doubleQuote, ASCII.backslash, ASCII.dollar, ASCII.backtick: false
    case ASCII.singleQuote: isQuoted
    default: isQuoted || !endsWord(byte)
    }
  }

  // MARK: Quotes

  mutating func readSingleQuoted(into builder: inout ShellWordBuilder) {
    index += 1
    let start = index
    while let byte = peek, byte != ASCII.singleQuote { index += 1 }
    builder.beginQuoted(at: start)
    builder.append(start..<index, isQuoted: true)
    if !isAtEnd { index += 1 }
  }

  /// `$'…'`, in which a backslash escapes the quote, too.
  mutating func readEscapedSingleQuoted(into builder: inout ShellWordBuilder) {
    index += 1
    builder.beginQuoted(at: index)
    while let byte = peek, byte != ASCII.singleQuote {
      let isEscape = byte == ASCII.backslash
      let isDropped = isEscape && peek(at: 1).map { $0 == ASCII.singleQuote || $0 == ASCII.backslash } ?? false
      let start = isDropped ? index + 1 : index
      index = min(index + (isEscape ? 2 : 1), end)
      builder.append(start..<index, isQuoted: true)
    }
    if !isAtEnd { index += 1 }
  }

  mutating func readDoubleQuoted(into builder: inout ShellWordBuilder) {
    index += 1
    builder.beginQuoted(at: index)
    while let byte = peek, byte != ASCII.doubleQuote { readPiece(byte, isQuoted: true, into: &builder) }
    if !isAtEnd { index += 1 }
  }

  private mutating func readEscape(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    guard let next = peek(at: 1) else {
      readPlain(isQuoted: isQuoted, into: &builder)
      return
    }
    if next != ASCII.newline {
      let isSpecial = !isQuoted || Self.isEscapable(next)
      builder.append((isSpecial ? index + 1 : index)..<index + 2, isQuoted: true)
    }
    index += 2
  }

  /// What a backslash escapes between double quotes.
  private static func isEscapable(_ byte: UInt8) -> Bool {
    byte == ASCII.dollar || byte == ASCII.backtick || byte == ASCII.doubleQuote || byte == ASCII.backslash
  }

  // MARK: Substitutions

  private mutating func readProcessSubstitution(into builder: inout ShellWordBuilder) {
    let start = index
    index += 2
    let list = readNestedList()
    builder.append(.process(list), start..<index, isQuoted: false)
  }

  /// Reads the commands of a substitution, and the `)` that ends it.
  mutating func readNestedList() -> ShellList {
    guard mayGoDeeper() else {
      index = end
      return ShellList()
    }
    depth += 1
    defer { depth -= 1 }
    let list = parseList()
    if peek == UInt8(ascii: ")") { index += 1 }
    return list
  }

  /// `` `…` ``: what is inside is a script of its own.
  private mutating func readBackticks(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    let start = index
    index += 1
    let contentStart = index
    while let byte = peek, byte != ASCII.backtick { index += byte == ASCII.backslash ? 2 : 1 }
    let contentEnd = min(index, end)
    let behind = min(contentEnd + 1, end)
    defer { index = behind }
    guard mayGoDeeper() else { return }
    let list = within(contentStart..<contentEnd) { $0.parseList() }
    builder.append(.command(list), start..<behind, isQuoted: isQuoted)
  }

  /// Reads what stands in a range, as if the text began and ended there, one level deeper.
  mutating func within<Result>(_ range: Range<Int>, _ read: (inout ShellParser) -> Result) -> Result {
    let outer = (index: index, end: end, heredocs: pendingHeredocs)
    (index, end, pendingHeredocs) = (range.lowerBound, range.upperBound, [])
    depth += 1
    defer {
      depth -= 1
      (index, end, pendingHeredocs) = outer
    }
    return read(&self)
  }
}
