/// Parses shell text: POSIX, and the bash forms that Dockerfiles use. It never fails; what it does not understand is
/// passed over, so that the commands behind it are still seen.
///
/// Offsets in the result are offsets into `bytes`; reading begins at `start`.
package func parseShell(_ bytes: [UInt8], from start: Int = 0) -> ShellScript {
  var parser = ShellParser(lexer: ShellLexer(bytes: bytes, index: start))
  var list = parser.parseList()
  while !parser.isAtEnd {
    // A stray `)` or reserved word: go on behind it.
    parser.skipStrayToken()
    list.items += parser.parseList().items
  }
  return ShellScript(list: list, heredocBodies: parser.lexer.heredocBodies)
}

/// The grammar: lists, pipelines, compound and simple commands.
struct ShellParser {
  var lexer: ShellLexer

  var isAtEnd: Bool { lexer.index >= lexer.bytes.count }

  static let reserved: Set<String> = [
    "if", "then", "elif", "else", "fi", "for", "select", "while", "until", "do", "done", "case", "esac", "{", "}", "!",
    "function", "in",
  ]

  /// Words that only ever end or divide a compound command.
  static let closing: Set<String> = ["then", "elif", "else", "fi", "do", "done", "esac", "}"]

  mutating func skipStrayToken() {
    if closingWord() != nil { _ = lexer.readWord() } else { lexer.index += 1 }
  }

  /// Reads commands up to a `)`, `;;`, a word that divides or ends a compound command, or the end; none is consumed.
  mutating func parseList() -> ShellList {
    var list = ShellList()
    while true {
      skipSeparators()
      guard let byte = lexer.peek, byte != UInt8(ascii: ")"), !lexer.looksAt(";;"), closingWord() == nil else {
        return list
      }
      let start = lexer.index
      let pipeline = parsePipeline()
      let separator = readSeparator()
      if !pipeline.commands.isEmpty { list.items.append(ShellList.Item(pipeline: pipeline, separator: separator)) }
      if lexer.index == start { lexer.index += 1 }
    }
  }

  mutating func skipSeparators() {
    while true {
      lexer.skipBlanks()
      if lexer.peek == ASCII.newline {
        endLine()
      } else if lexer.peek == UInt8(ascii: ";"), lexer.peek(at: 1) != UInt8(ascii: ";") {
        lexer.index += 1
      } else {
        return
      }
    }
  }

  mutating func skipNewlines() {
    lexer.skipBlanks()
    while lexer.peek == ASCII.newline {
      endLine()
      lexer.skipBlanks()
    }
  }

  /// Passes a line end, and the here-documents that begin behind it.
  mutating func endLine() {
    lexer.index += 1
    let pending = lexer.pendingHeredocs
    lexer.pendingHeredocs = []
    for heredoc in pending { readHeredocBody(heredoc) }
  }

  mutating func readHeredocBody(_ heredoc: ShellLexer.PendingHeredoc) {
    let start = lexer.index
    while lexer.index < lexer.bytes.count {
      let lineStart = lexer.index
      let lineEnd = lexer.bytes[lineStart...].firstIndex(of: ASCII.newline) ?? lexer.bytes.count
      lexer.index = min(lineEnd + 1, lexer.bytes.count)
      var line = lexer.bytes[lineStart..<lineEnd]
      if heredoc.chomps { line = line.drop { $0 == ASCII.tab } }
      if line.elementsEqual(heredoc.delimiter) {
        lexer.heredocBodies[heredoc.operatorOffset] = start..<lineStart
        return
      }
    }
    lexer.heredocBodies[heredoc.operatorOffset] = start..<lexer.bytes.count
  }

  mutating func readSeparator() -> ShellList.Separator {
    lexer.skipBlanks()
    if lexer.looksAt("&&") {
      lexer.index += 2
      skipNewlines()
      return .and
    }
    if lexer.looksAt("||") {
      lexer.index += 2
      skipNewlines()
      return .or
    }
    switch lexer.peek {
    case UInt8(ascii: "&"):
      lexer.index += 1
      return .background
    case UInt8(ascii: ";") where !lexer.looksAt(";;"):
      lexer.index += 1
      return .sequence
    case ASCII.newline:
      return .sequence
    default:
      return .end
    }
  }

  mutating func parsePipeline() -> ShellPipeline {
    var pipeline = ShellPipeline()
    while plainWord() == "!" {
      _ = lexer.readWord()
      pipeline.isNegated.toggle()
      lexer.skipBlanks()
    }
    while true {
      lexer.skipBlanks()
      guard let command = parseCommand() else { return pipeline }
      pipeline.commands.append(command)
      lexer.skipBlanks()
      guard lexer.peek == UInt8(ascii: "|"), lexer.peek(at: 1) != UInt8(ascii: "|") else { return pipeline }
      lexer.index += lexer.peek(at: 1) == UInt8(ascii: "&") ? 2 : 1
      skipNewlines()
    }
  }

  mutating func parseCommand() -> ShellNode? {
    guard lexer.depth < ShellLexer.maximumDepth else {
      // No script that a person wrote goes this deep: the rest of it is not looked at.
      lexer.index = lexer.bytes.count
      return nil
    }
    lexer.depth += 1
    defer { lexer.depth -= 1 }
    if lexer.peek == UInt8(ascii: "("), lexer.peek(at: 1) != UInt8(ascii: "(") { return parseSubshell() }
    if lexer.looksAt("(("), let end = lexer.arithmeticEnd(from: lexer.index + 2) {
      defer { lexer.index = end }
      return .simple(SimpleCommand(range: lexer.index..<end))
    }
    if lexer.looksAt("[["), lexer.peek(at: 2).map(ShellLexer.endsWord) ?? false { return parseTest() }
    switch plainWord() {
    case "{": return parseGroup()
    case "if": return parseIf()
    case "while", "until": return parseLoop()
    case "for", "select": return parseFor()
    case "case": return parseCase()
    case "function": return parseFunction()
    default: return parseSimple()
    }
  }

  // MARK: Reserved words

  /// The word here, when it is unquoted and literal; not consumed.
  func plainWord() -> String? {
    guard let first = lexer.peek, Self.mayBeReserved(first) else { return nil }
    var end = lexer.index
    while end < lexer.bytes.count, end - lexer.index <= 8, !ShellLexer.endsWord(lexer.bytes[end]) { end += 1 }
    guard end > lexer.index, end - lexer.index <= 8 else { return nil }
    let word = String(decoding: lexer.bytes[lexer.index..<end], as: UTF8.self)
    return Self.reserved.contains(word) ? word : nil
  }

  /// Whether a reserved word begins with the byte: most commands are told apart by it alone.
  static func mayBeReserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "i"), UInt8(ascii: "t"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "s"),
      UInt8(ascii: "w"), UInt8(ascii: "u"), UInt8(ascii: "d"), UInt8(ascii: "c"), ASCII.openBrace, ASCII.closeBrace,
      UInt8(ascii: "!"):
      true
    default: false
    }
  }

  func closingWord() -> String? { plainWord().flatMap { Self.closing.contains($0) ? $0 : nil } }

  mutating func take(_ word: String) {
    lexer.skipBlanks()
    if plainWord() == word { _ = lexer.readWord() }
  }
}
