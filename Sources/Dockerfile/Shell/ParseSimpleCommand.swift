/// The grammar of simple commands: assignments, words and redirections.
extension ShellParser {
  /// `[[ … ]]`, in which operators do not end the command.
  mutating func parseTest() -> ShellNode {
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

  mutating func parseSimple() -> ShellNode? {
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

  var startsProcessSubstitution: Bool { lexer.looksAt("<(") || lexer.looksAt(">(") }

  /// `name=value` or `name+=value` at the head of a command. Its value keeps the place that it has in the text.
  func assignment(_ word: ShellWord) -> SimpleCommand.Assignment? {
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

  static let operators = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"]

  mutating func readRedirections() -> [Redirection] {
    var redirections: [Redirection] = []
    lexer.skipBlanks()
    while let redirection = readRedirection() {
      redirections.append(redirection)
      lexer.skipBlanks()
    }
    return redirections
  }

  mutating func readRedirection() -> Redirection? {
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
}
