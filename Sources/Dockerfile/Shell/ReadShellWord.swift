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

  private mutating func readPiece(_ byte: UInt8, isQuoted: Bool, into builder: inout ShellWordBuilder) {
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
  private mutating func readPlain(isQuoted: Bool, into builder: inout ShellWordBuilder) {
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

  private mutating func readSingleQuoted(into builder: inout ShellWordBuilder) {
    index += 1
    let start = index
    while let byte = peek, byte != ASCII.singleQuote { index += 1 }
    builder.beginQuoted(at: start)
    builder.append(start..<index, isQuoted: true)
    if !isAtEnd { index += 1 }
  }

  private mutating func readDoubleQuoted(into builder: inout ShellWordBuilder) {
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

  // MARK: Expansions

  private mutating func readDollar(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    switch peek(at: 1) {
    case UInt8(ascii: "("): readParenthesis(isQuoted: isQuoted, into: &builder)
    case ASCII.openBrace: readBraced(isQuoted: isQuoted, into: &builder)
    case ASCII.singleQuote where !isQuoted:
      index += 1
      readSingleQuoted(into: &builder)
    default:
      let start = index
      let length = nameLength(at: start + 1)
      guard length > 0 else { return readPlain(isQuoted: isQuoted, into: &builder) }
      index += 1 + length
      builder.append(.parameter(name: start + 1..<index, hasModifier: false), start..<index, isQuoted: isQuoted)
    }
  }

  /// The length of a variable's name behind a `$`; 0 when there is none.
  private func nameLength(at start: Int) -> Int {
    guard start < end else { return 0 }
    if ASCII.isSpecialParameter(bytes[start]) { return 1 }
    return bytes[start..<end].prefix(while: ASCII.isNameByte).count
  }

  /// `$((…))` or `$(…)`.
  private mutating func readParenthesis(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    let start = index
    if peek(at: 2) == UInt8(ascii: "("), let behind = arithmeticEnd(from: start + 3) {
      index = behind
      builder.append(.arithmetic, start..<index, isQuoted: isQuoted)
    } else {
      index += 2
      let list = readNestedList()
      builder.append(.command(list), start..<index, isQuoted: isQuoted)
    }
  }

  /// The offset behind the `))` that ends an arithmetic expression; nil when it is not one.
  func arithmeticEnd(from start: Int) -> Int? {
    var level = 2
    var position = start
    // Without the limit, a text of nothing but parentheses would be read to its end from each of them.
    while position < end, level <= Self.maximumDepth {
      if bytes[position] == UInt8(ascii: "(") { level += 1 }
      if bytes[position] == UInt8(ascii: ")") { level -= 1 }
      position += 1
      if level == 0 { return bytes[position - 2] == UInt8(ascii: ")") ? position : nil }
    }
    return nil
  }

  /// `${name…}`: what is between the braces counts its own braces and quotes.
  private mutating func readBraced(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    let start = index
    index += 2
    var level = 1
    while let byte = peek, level > 0 {
      switch byte {
      case ASCII.openBrace: level += 1
      case ASCII.closeBrace: level -= 1
      case ASCII.backslash: index += 1
      case ASCII.singleQuote where !isQuoted: skipToSingleQuote()
      default: break
      }
      index += 1
    }
    index = min(index, end)
    let inside = min(start + 2, index)..<(level == 0 ? index - 1 : index)
    let nameEnd = bytes[inside].firstIndex { !ASCII.isNameByte($0) } ?? inside.upperBound
    let kind = ShellWord.Part.Kind.parameter(
      name: inside.lowerBound..<nameEnd, hasModifier: nameEnd < inside.upperBound)
    builder.append(kind, start..<index, isQuoted: isQuoted)
  }

  /// Moves to the next single quote behind the one here.
  private mutating func skipToSingleQuote() {
    index += 1
    while let next = peek, next != ASCII.singleQuote { index += 1 }
  }

  // MARK: Substitutions

  private mutating func readProcessSubstitution(into builder: inout ShellWordBuilder) {
    let start = index
    index += 2
    let list = readNestedList()
    builder.append(.process(list), start..<index, isQuoted: false)
  }

  /// Reads the commands of a substitution, and the `)` that ends it.
  private mutating func readNestedList() -> ShellList {
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
    let outer = (end: end, heredocs: pendingHeredocs)
    (index, end, pendingHeredocs) = (contentStart, contentEnd, [])
    depth += 1
    let list = parseList()
    depth -= 1
    (end, pendingHeredocs) = outer
    builder.append(.command(list), start..<behind, isQuoted: isQuoted)
  }
}
