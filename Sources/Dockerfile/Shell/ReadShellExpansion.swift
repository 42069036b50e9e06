/// What begins with a dollar: variables, arithmetic and substitutions.
extension ShellParser {
  mutating func readDollar(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    switch peek(at: 1) {
    case UInt8(ascii: "("): readParenthesis(isQuoted: isQuoted, into: &builder)
    case ASCII.openBrace: readBraced(isQuoted: isQuoted, into: &builder)
    case ASCII.singleQuote where !isQuoted:
      index += 1
      readEscapedSingleQuoted(into: &builder)
    default:
      let start = index
      let length = nameLength(at: start + 1)
      guard length > 0 else { return readPlain(isQuoted: isQuoted, into: &builder) }
      index += 1 + length
      builder.append(
        .parameter(name: start + 1..<index, hasModifier: false, commands: []), start..<index, isQuoted: isQuoted)
    }
  }

  /// The length of a variable's name behind a `$`; 0 when there is none.
  private func nameLength(at start: Int) -> Int {
    guard start < end else { return 0 }
    if ASCII.isSpecialParameter(bytes[start]) { return 1 }
    return bytes[start..<end].prefix(while: ASCII.isNameByte).count
  }

  // MARK: Braces

  /// `${name…}`.
  private mutating func readBraced(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    let start = index
    index = min(start + 2, end)
    let nameStart = index
    while let byte = peek, ASCII.isNameByte(byte) { index += 1 }
    let name = nameStart..<index
    let hasModifier = peek.map { $0 != ASCII.closeBrace } ?? false
    let commands = hasModifier ? readModifier(isQuoted: isQuoted) : []
    if !isAtEnd { index += 1 }
    builder.append(
      .parameter(name: name, hasModifier: hasModifier, commands: commands), start..<index, isQuoted: isQuoted)
  }

  /// What follows the name, up to the brace that ends it: a word of its own, in which nothing but another `${` opens a brace.
  /// The commands that are substituted in it are what it gives.
  private mutating func readModifier(isQuoted: Bool) -> [ShellList] {
    guard mayGoDeeper() else {
      index = end
      return []
    }
    depth += 1
    defer { depth -= 1 }
    // Between double quotes a single quote stands for itself, unless it is part of a pattern.
    let isVerbatim = isQuoted && !startsPattern
    var inside = ShellWordBuilder()
    while let byte = peek, byte != ASCII.closeBrace {
      switch byte {
      case ASCII.doubleQuote: readDoubleQuoted(into: &inside)
      case ASCII.singleQuote where !isVerbatim: readSingleQuoted(into: &inside)
      case ASCII.backslash, ASCII.dollar, ASCII.backtick: readPiece(byte, isQuoted: isVerbatim, into: &inside)
      default: index += 1
      }
    }
    return inside.finish().substitutions
  }

  /// `${name#…}`, `${name%…}`, `${name/…}` and their like.
  private var startsPattern: Bool { peek.map { "#%/^,".utf8.contains($0) } ?? false }

  // MARK: Parentheses

  /// `$((…))` or `$(…)`.
  private mutating func readParenthesis(isQuoted: Bool, into builder: inout ShellWordBuilder) {
    let start = index
    if peek(at: 2) == UInt8(ascii: "("), let behind = arithmeticEnd(from: start + 3) {
      let commands = substitutions(in: start + 3..<behind - 2)
      index = behind
      builder.append(.arithmetic(commands), start..<index, isQuoted: isQuoted)
    } else {
      index += 2
      let list = readNestedList()
      builder.append(.command(list), start..<index, isQuoted: isQuoted)
    }
  }

  /// `((…))`, when one begins here.
  mutating func readArithmeticCommand() -> ShellWord? {
    guard looksAt("(", "("), let behind = arithmeticEnd(from: index + 2) else { return nil }
    let range = index..<behind
    let commands = substitutions(in: index + 2..<behind - 2)
    index = behind
    return ShellWord(
      parts: .one(ShellWord.Part(kind: .arithmetic(commands), range: range, isQuoted: false)), range: range)
  }

  /// The offset behind the `))` that ends an arithmetic expression; nil when it is not one.
  private func arithmeticEnd(from start: Int) -> Int? {
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

  /// The commands that are substituted in an expression, in which all but expansions stands for itself.
  private mutating func substitutions(in range: Range<Int>) -> [ShellList] {
    let expands = range.contains { bytes[$0] == ASCII.dollar || bytes[$0] == ASCII.backtick }
    guard expands, mayGoDeeper() else { return [] }
    return within(range) { parser in
      var inside = ShellWordBuilder()
      while let byte = parser.peek {
        switch byte {
        case ASCII.backslash, ASCII.dollar, ASCII.backtick: parser.readPiece(byte, isQuoted: true, into: &inside)
        default: parser.index += 1
        }
      }
      return inside.finish().substitutions
    }
  }

  // MARK: Arrays

  /// A word with the `(…)` that makes an array of it, when that stands right behind its `=`.
  mutating func withArray(_ word: ShellWord) -> ShellWord {
    guard peek == UInt8(ascii: "("), word.range.upperBound == index, bytes[index - 1] == ASCII.equals else {
      return word
    }
    let start = index
    index += 1
    var commands: [ShellList] = []
    skipNewlines()
    while let byte = peek, byte != UInt8(ascii: ")") {
      if let element = readWord() { commands += element.parts.substitutions } else { index += 1 }
      skipNewlines()
    }
    if !isAtEnd { index += 1 }
    let array = ShellWord.Part(kind: .array(commands), range: start..<index, isQuoted: false)
    return ShellWord(parts: .list(word.parts + [array]), range: word.range.lowerBound..<index)
  }
}
