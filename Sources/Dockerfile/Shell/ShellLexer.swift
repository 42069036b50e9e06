/// Reads the words of a shell script. The grammar (`ShellParser`) calls it, and it calls the grammar for substitutions.
struct ShellLexer {
  let bytes: [UInt8]
  var index: Int
  /// How deep substitutions and compound commands are nested; beyond the limit they are read as plain text.
  var depth = 0
  /// Here-documents whose bodies begin behind the next line end.
  var pendingHeredocs: [PendingHeredoc] = []
  /// The bodies found, by the offset of their operator.
  var heredocBodies: [Int: Range<Int>] = [:]

  struct PendingHeredoc {
    var delimiter: [UInt8]
    var chomps: Bool
    var operatorOffset: Int
  }

  static let maximumDepth = 64

  init(bytes: [UInt8], index: Int = 0) {
    self.bytes = bytes
    self.index = index
  }

  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  func peek(at offset: Int) -> UInt8? {
    index + offset < bytes.count ? bytes[index + offset] : nil
  }

  func looksAt(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= bytes.count else { return false }
    return String(decoding: bytes[index..<index + length], as: UTF8.self) == text.description
  }

  /// Skips blanks, continued line ends and a comment; never a line end.
  mutating func skipBlanks() {
    while let byte = peek {
      if ASCII.isBlank(byte) {
        index += 1
      } else if byte == ASCII.backslash, peek(at: 1) == ASCII.newline {
        index += 2
      } else if byte == ASCII.hash {
        while let byte = peek, byte != ASCII.newline { index += 1 }
      } else {
        return
      }
    }
  }

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

  /// Reads a word; nil when none begins here.
  mutating func readWord() -> ShellWord? {
    let start = index
    var builder = WordBuilder()
    while let byte = peek {
      if byte == ASCII.less || byte == UInt8(ascii: ">"), peek(at: 1) == UInt8(ascii: "(") {
        readProcessSubstitution(into: &builder)
      } else if Self.endsWord(byte) {
        break
      } else {
        readPiece(byte, isQuoted: false, into: &builder)
      }
    }
    guard index > start else { return nil }
    return ShellWord(parts: builder.finish(bytes), range: start..<index)
  }

  private mutating func readPiece(_ byte: UInt8, isQuoted: Bool, into builder: inout WordBuilder) {
    switch byte {
    case ASCII.singleQuote where !isQuoted: readSingleQuoted(into: &builder)
    case ASCII.doubleQuote where !isQuoted: readDoubleQuoted(into: &builder)
    case ASCII.backslash: readEscape(isQuoted: isQuoted, into: &builder)
    case ASCII.dollar: readDollar(isQuoted: isQuoted, into: &builder)
    case ASCII.backtick: readBackticks(isQuoted: isQuoted, into: &builder)
    default:
      builder.append(index, isQuoted: isQuoted, of: bytes)
      index += 1
    }
  }

  private mutating func readSingleQuoted(into builder: inout WordBuilder) {
    index += 1
    builder.beginQuoted(at: index, of: bytes)
    while let byte = peek, byte != ASCII.singleQuote {
      builder.append(index, isQuoted: true, of: bytes)
      index += 1
    }
    if index < bytes.count { index += 1 }
  }

  private mutating func readDoubleQuoted(into builder: inout WordBuilder) {
    index += 1
    builder.beginQuoted(at: index, of: bytes)
    while let byte = peek, byte != ASCII.doubleQuote { readPiece(byte, isQuoted: true, into: &builder) }
    if index < bytes.count { index += 1 }
  }

  private mutating func readEscape(isQuoted: Bool, into builder: inout WordBuilder) {
    guard let next = peek(at: 1) else {
      builder.append(index, isQuoted: isQuoted, of: bytes)
      index += 1
      return
    }
    if next == ASCII.newline {
      index += 2
      return
    }
    let isSpecial = !isQuoted || "$`\"\\".utf8.contains(next)
    if !isSpecial { builder.append(index, isQuoted: isQuoted, of: bytes) }
    builder.append(index + 1, isQuoted: true, of: bytes)
    index += 2
  }

  private mutating func readDollar(isQuoted: Bool, into builder: inout WordBuilder) {
    let start = index
    switch peek(at: 1) {
    case UInt8(ascii: "("):
      if peek(at: 2) == UInt8(ascii: "("), let end = arithmeticEnd(from: index + 3) {
        index = end
        builder.append(.arithmetic, start..<index, isQuoted: isQuoted, of: bytes)
      } else {
        index += 2
        let list = readNestedList()
        builder.append(.command(list), start..<index, isQuoted: isQuoted, of: bytes)
      }
    case ASCII.openBrace:
      readBraced(isQuoted: isQuoted, into: &builder)
    case ASCII.singleQuote where !isQuoted:
      index += 1
      readSingleQuoted(into: &builder)
    case let next?:
      let length = nameLength(startingWith: next)
      guard length > 0 else {
        builder.append(index, isQuoted: isQuoted, of: bytes)
        index += 1
        return
      }
      index += 1 + length
      let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
      builder.append(.parameter(name: name, modifier: ""), start..<index, isQuoted: isQuoted, of: bytes)
    case nil:
      builder.append(index, isQuoted: isQuoted, of: bytes)
      index += 1
    }
  }

  private func nameLength(startingWith first: UInt8) -> Int {
    if "@*#?-$!".utf8.contains(first) || ASCII.isDigit(first) { return 1 }
    var length = 0
    while let byte = peek(at: 1 + length), ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.underscore {
      length += 1
    }
    return length
  }

  /// `${name…}`: what is between the braces counts its own braces and quotes.
  private mutating func readBraced(isQuoted: Bool, into builder: inout WordBuilder) {
    let start = index
    index += 2
    var level = 1
    while let byte = peek, level > 0 {
      switch byte {
      case ASCII.openBrace: level += 1
      case ASCII.closeBrace: level -= 1
      case ASCII.backslash: index += 1
      case ASCII.singleQuote where !isQuoted: skipPast(ASCII.singleQuote)
      default: break
      }
      index += 1
    }
    index = min(index, bytes.count)
    let inside = bytes[min(start + 2, index)..<(level == 0 ? index - 1 : index)]
    var nameEnd = inside.startIndex
    while nameEnd < inside.endIndex,
      ASCII.isLetter(inside[nameEnd]) || ASCII.isDigit(inside[nameEnd]) || inside[nameEnd] == ASCII.underscore
    {
      nameEnd += 1
    }
    let name = String(decoding: inside[..<nameEnd], as: UTF8.self)
    let modifier = String(decoding: inside[nameEnd...], as: UTF8.self)
    builder.append(.parameter(name: name, modifier: modifier), start..<index, isQuoted: isQuoted, of: bytes)
  }

  /// Moves to the next `byte` behind the current one.
  private mutating func skipPast(_ byte: UInt8) {
    index += 1
    while let next = peek, next != byte { index += 1 }
  }

  /// The offset behind the `))` that ends an arithmetic expression; nil when it is not one.
  func arithmeticEnd(from start: Int) -> Int? {
    var level = 2
    var position = start
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "(") { level += 1 }
      if bytes[position] == UInt8(ascii: ")") { level -= 1 }
      position += 1
      if level == 0 { return bytes[position - 2] == UInt8(ascii: ")") ? position : nil }
    }
    return nil
  }

  private mutating func readProcessSubstitution(into builder: inout WordBuilder) {
    let start = index
    index += 2
    let list = readNestedList()
    builder.append(.process(list), start..<index, isQuoted: false, of: bytes)
  }

  /// Reads the commands of a substitution, and the `)` that ends it.
  private mutating func readNestedList() -> ShellList {
    guard depth < Self.maximumDepth else {
      index = bytes.count
      return ShellList()
    }
    depth += 1
    defer { depth -= 1 }
    var parser = ShellParser(lexer: self)
    let list = parser.parseList()
    self.index = parser.lexer.index
    self.heredocBodies = parser.lexer.heredocBodies
    self.pendingHeredocs = parser.lexer.pendingHeredocs
    if peek == UInt8(ascii: ")") { index += 1 }
    return list
  }

  /// `` `…` ``: the text inside is a script of its own once its escapes are removed.
  private mutating func readBackticks(isQuoted: Bool, into builder: inout WordBuilder) {
    let start = index
    index += 1
    let contentStart = index
    while let byte = peek, byte != ASCII.backtick { index += byte == ASCII.backslash ? 2 : 1 }
    index = min(index, bytes.count)
    let contentEnd = index
    if index < bytes.count { index += 1 }
    guard depth < Self.maximumDepth else { return }
    // Offsets must stay those of the whole text, so the nested script is the same text, cut behind the substitution.
    var nested = ShellLexer(bytes: Array(bytes[..<contentEnd]), index: contentStart)
    nested.depth = depth + 1
    var parser = ShellParser(lexer: nested)
    builder.append(.command(parser.parseList()), start..<index, isQuoted: isQuoted, of: bytes)
  }
}

/// Collects the parts of a word, joining neighbouring bytes to one literal.
private struct WordBuilder {
  private var parts: [ShellWord.Part] = []
  /// The literal at hand: a run of the text, byte for byte, so that places inside it can be found.
  private var literal: Range<Int>?
  private var literalIsQuoted = false

  mutating func append(_ offset: Int, isQuoted: Bool, of bytes: [UInt8]) {
    if let range = literal, literalIsQuoted == isQuoted, offset == range.upperBound {
      literal = range.lowerBound..<offset + 1
      return
    }
    flush(bytes)
    literal = offset..<offset + 1
    literalIsQuoted = isQuoted
  }

  /// Quotes make a literal even when nothing is between them.
  mutating func beginQuoted(at offset: Int, of bytes: [UInt8]) {
    flush(bytes)
    literal = offset..<offset
    literalIsQuoted = true
  }

  mutating func append(_ kind: ShellWord.Part.Kind, _ range: Range<Int>, isQuoted: Bool, of bytes: [UInt8]) {
    flush(bytes)
    parts.append(ShellWord.Part(kind: kind, range: range, isQuoted: isQuoted))
  }

  mutating func finish(_ bytes: [UInt8]) -> [ShellWord.Part] {
    flush(bytes)
    return parts
  }

  private mutating func flush(_ bytes: [UInt8]) {
    guard let range = literal else { return }
    let text = String(decoding: bytes[range], as: UTF8.self)
    parts.append(ShellWord.Part(kind: .literal(text), range: range, isQuoted: literalIsQuoted))
    literal = nil
  }
}
