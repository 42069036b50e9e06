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

  private static let reserved: Set<String> = [
    "if", "then", "elif", "else", "fi", "for", "select", "while", "until", "do", "done", "case", "esac", "{", "}", "!",
    "function", "in",
  ]

  /// Words that only ever end or divide a compound command.
  private static let closing: Set<String> = ["then", "elif", "else", "fi", "do", "done", "esac", "}"]

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

  private mutating func skipSeparators() {
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

  private mutating func skipNewlines() {
    lexer.skipBlanks()
    while lexer.peek == ASCII.newline {
      endLine()
      lexer.skipBlanks()
    }
  }

  /// Passes a line end, and the here-documents that begin behind it.
  private mutating func endLine() {
    lexer.index += 1
    let pending = lexer.pendingHeredocs
    lexer.pendingHeredocs = []
    for heredoc in pending { readHeredocBody(heredoc) }
  }

  private mutating func readHeredocBody(_ heredoc: ShellLexer.PendingHeredoc) {
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

  private mutating func readSeparator() -> ShellList.Separator {
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

  private mutating func parsePipeline() -> ShellPipeline {
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

  private mutating func parseCommand() -> ShellNode? {
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

  // MARK: Compound commands

  private mutating func parseSubshell() -> ShellNode {
    lexer.index += 1
    let list = parseList()
    if lexer.peek == UInt8(ascii: ")") { lexer.index += 1 }
    return .compound(CompoundCommand(kind: .subshell, lists: [list], redirections: readRedirections()))
  }

  private mutating func parseGroup() -> ShellNode {
    _ = lexer.readWord()
    let list = parseList()
    take("}")
    return .compound(CompoundCommand(kind: .group, lists: [list], redirections: readRedirections()))
  }

  private mutating func parseIf() -> ShellNode {
    _ = lexer.readWord()
    var lists = [parseList()]
    while let word = closingWord(), ["then", "elif", "else"].contains(word) {
      _ = lexer.readWord()
      lists.append(parseList())
    }
    take("fi")
    return .compound(CompoundCommand(kind: .conditional, lists: lists, redirections: readRedirections()))
  }

  private mutating func parseLoop() -> ShellNode {
    _ = lexer.readWord()
    let condition = parseList()
    let body = parseDoGroup()
    return .compound(CompoundCommand(kind: .loop, lists: [condition, body], redirections: readRedirections()))
  }

  private mutating func parseFor() -> ShellNode {
    _ = lexer.readWord()
    lexer.skipBlanks()
    let variable = lexer.readWord()?.literal ?? ""
    var words: [ShellWord] = []
    skipNewlines()
    if plainWord() == "in" {
      _ = lexer.readWord()
      lexer.skipBlanks()
      while let word = lexer.readWord() {
        words.append(word)
        lexer.skipBlanks()
      }
    } else if lexer.looksAt("(("), let end = lexer.arithmeticEnd(from: lexer.index + 2) {
      lexer.index = end
    }
    skipSeparators()
    let body = parseDoGroup()
    return .compound(
      CompoundCommand(
        kind: .iteration(variable: variable), words: words, lists: [body], redirections: readRedirections()))
  }

  private mutating func parseDoGroup() -> ShellList {
    skipSeparators()
    take("do")
    let body = parseList()
    take("done")
    return body
  }

  private mutating func parseCase() -> ShellNode {
    _ = lexer.readWord()
    lexer.skipBlanks()
    var words = lexer.readWord().map { [$0] } ?? []
    skipNewlines()
    take("in")
    var lists: [ShellList] = []
    while true {
      skipSeparators()
      while lexer.looksAt(";;") {
        lexer.index += 2
        skipSeparators()
      }
      if isAtEnd || plainWord() == "esac" { break }
      let start = lexer.index
      words += readPatterns()
      lists.append(parseList())
      if lexer.index == start { lexer.index += 1 }
    }
    take("esac")
    return .compound(
      CompoundCommand(kind: .selection, words: words, lists: lists, redirections: readRedirections()))
  }

  /// `(a|b)`, the opening parenthesis being optional.
  private mutating func readPatterns() -> [ShellWord] {
    var words: [ShellWord] = []
    if lexer.peek == UInt8(ascii: "(") { lexer.index += 1 }
    while true {
      lexer.skipBlanks()
      if let word = lexer.readWord() { words.append(word) }
      lexer.skipBlanks()
      guard lexer.peek == UInt8(ascii: "|") else { break }
      lexer.index += 1
    }
    if lexer.peek == UInt8(ascii: ")") { lexer.index += 1 }
    return words
  }

  private mutating func parseFunction() -> ShellNode {
    _ = lexer.readWord()
    lexer.skipBlanks()
    let name = lexer.readWord()?.literal ?? ""
    lexer.skipBlanks()
    if lexer.looksAt("()") { lexer.index += 2 }
    return functionBody(named: name)
  }

  private mutating func functionBody(named name: String) -> ShellNode {
    skipNewlines()
    var list = ShellList()
    // A function whose body is a function is allowed; only its depth is limited.
    if lexer.depth < ShellLexer.maximumDepth, let body = parseCommand() {
      list.items.append(ShellList.Item(pipeline: ShellPipeline(commands: [body]), separator: .end))
    }
    return .compound(CompoundCommand(kind: .function(name: name), lists: [list]))
  }

  // MARK: Simple commands

  /// `[[ … ]]`, in which operators do not end the command.
  private mutating func parseTest() -> ShellNode {
    let start = lexer.index
    var command = SimpleCommand(range: start..<start)
    while !isAtEnd, lexer.peek != ASCII.newline {
      if let word = lexer.readWord() {
        command.words.append(word)
        if word.literal == "]]" { break }
      } else {
        lexer.index += 1
      }
      lexer.skipBlanks()
    }
    command.range = start..<lexer.index
    return .simple(command)
  }

  private mutating func parseSimple() -> ShellNode? {
    let start = lexer.index
    var command = SimpleCommand(range: start..<start)
    var end = start
    while let byte = lexer.peek {
      if let redirection = readRedirection() {
        command.redirections.append(redirection)
      } else if ShellLexer.isOperator(byte), !startsProcessSubstitution {
        break
      } else if let word = lexer.readWord() {
        if command.words.isEmpty, let assignment = assignment(word) {
          command.assignments.append(assignment)
        } else {
          command.words.append(word)
        }
      } else {
        break
      }
      end = lexer.index
      lexer.skipBlanks()
      if command.words.count == 1, lexer.looksAt("()"), let name = command.words[0].literal {
        lexer.index += 2
        return functionBody(named: name)
      }
    }
    guard end > start else { return nil }
    command.range = start..<end
    return .simple(command)
  }

  private var startsProcessSubstitution: Bool { lexer.looksAt("<(") || lexer.looksAt(">(") }

  /// `name=value` or `name+=value` at the head of a command. Its value keeps the place that it has in the text.
  private func assignment(_ word: ShellWord) -> SimpleCommand.Assignment? {
    guard let first = word.parts.first, !first.isQuoted, case .literal(let text) = first.kind,
      let equals = text.utf8.firstIndex(of: ASCII.equals)
    else { return nil }
    var name = text[..<equals]
    if name.last == "+" { name = name.dropLast() }
    guard let initial = name.utf8.first, ASCII.isLetter(initial) || initial == ASCII.underscore,
      name.utf8.allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.underscore })
    else { return nil }
    let skipped = text.utf8.distance(from: text.startIndex, to: equals) + 1
    let valueStart = first.range.lowerBound + skipped
    var parts = word.parts
    let rest = String(text[text.utf8.index(after: equals)...])
    parts[0] = ShellWord.Part(kind: .literal(rest), range: valueStart..<first.range.upperBound, isQuoted: false)
    if rest.isEmpty { parts.removeFirst() }
    return SimpleCommand.Assignment(
      name: String(name), value: ShellWord(parts: parts, range: valueStart..<max(valueStart, word.range.upperBound)))
  }

  // MARK: Redirections

  private static let operators = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"]

  private mutating func readRedirections() -> [Redirection] {
    var redirections: [Redirection] = []
    lexer.skipBlanks()
    while let redirection = readRedirection() {
      redirections.append(redirection)
      lexer.skipBlanks()
    }
    return redirections
  }

  private mutating func readRedirection() -> Redirection? {
    let start = lexer.index
    while let byte = lexer.peek, ASCII.isDigit(byte) { lexer.index += 1 }
    guard let first = lexer.peek, first == ASCII.less || first == UInt8(ascii: ">") || first == UInt8(ascii: "&") else {
      lexer.index = start
      return nil
    }
    let rest = lexer.bytes[lexer.index...]
    guard !startsProcessSubstitution, let operation = Self.operators.first(where: { rest.starts(with: $0.utf8) }) else {
      lexer.index = start
      return nil
    }
    let operatorOffset = lexer.index
    lexer.index += operation.utf8.count
    lexer.skipBlanks()
    let empty = ShellWord(parts: [], range: lexer.index..<lexer.index)
    let target = lexer.readWord() ?? empty
    if operation == "<<" || operation == "<<-" {
      lexer.pendingHeredocs.append(
        ShellLexer.PendingHeredoc(
          delimiter: Array((target.literal ?? "").utf8), chomps: operation == "<<-", operatorOffset: operatorOffset))
    }
    return Redirection(operation: operation, target: target, offset: operatorOffset)
  }

  // MARK: Reserved words

  /// The word here, when it is unquoted and literal; not consumed.
  private func plainWord() -> String? {
    guard let first = lexer.peek, Self.mayBeReserved(first) else { return nil }
    var end = lexer.index
    while end < lexer.bytes.count, end - lexer.index <= 8, !ShellLexer.endsWord(lexer.bytes[end]) { end += 1 }
    guard end > lexer.index, end - lexer.index <= 8 else { return nil }
    let word = String(decoding: lexer.bytes[lexer.index..<end], as: UTF8.self)
    return Self.reserved.contains(word) ? word : nil
  }

  /// Whether a reserved word begins with the byte: most commands are told apart by it alone.
  private static func mayBeReserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "i"), UInt8(ascii: "t"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "s"),
      UInt8(ascii: "w"), UInt8(ascii: "u"), UInt8(ascii: "d"), UInt8(ascii: "c"), ASCII.openBrace, ASCII.closeBrace,
      UInt8(ascii: "!"):
      true
    default: false
    }
  }

  private func closingWord() -> String? { plainWord().flatMap { Self.closing.contains($0) ? $0 : nil } }

  private mutating func take(_ word: String) {
    lexer.skipBlanks()
    if plainWord() == word { _ = lexer.readWord() }
  }
}
