/// The grammar of simple commands: assignments, words and redirections.
extension ShellParser {
  /// `[[ … ]]`, in which operators do not end the command.
  mutating func parseTest() -> ShellNode {
    let start = index
    var command = SimpleCommand(range: start..<start)
    while !isAtEnd, peek != ASCII.newline {
      if let word = readWord() {
        command.words.append(word)
        if word.literal(in: bytes) == "]]" { break }
      } else {
        index += 1
      }
      skipBlanks()
    }
    command.range = start..<index
    return .simple(command)
  }

  private static let usualWordCount = 8

  mutating func parseSimple() -> ShellNode? {
    let start = index
    var command = SimpleCommand(range: start..<start)
    command.words.reserveCapacity(Self.usualWordCount)
    var commandEnd = start
    while let byte = peek {
      if let redirection = readRedirection() {
        command.redirections.append(redirection)
      } else if Self.isOperator(byte), !startsProcessSubstitution {
        break
      } else if let first = readWord() {
        let word = withArray(first)
        if command.words.isEmpty, let assignment = assignment(word) {
          command.assignments.append(assignment)
        } else {
          command.words.append(word)
        }
      } else {
        break
      }
      commandEnd = index
      skipBlanks()
      if command.words.count == 1, looksAt("(", ")"), let name = command.words[0].literal(in: bytes) {
        index += 2
        return functionBody(named: name)
      }
    }
    guard commandEnd > start else { return nil }
    command.range = start..<commandEnd
    return .simple(command)
  }

  /// `name=value` or `name+=value` at the head of a command. Its value keeps the place that it has in the text.
  private func assignment(_ word: ShellWord) -> SimpleCommand.Assignment? {
    guard let first = word.parts.first, !first.isQuoted, case .literal = first.kind,
      let equals = bytes[first.range].firstIndex(of: ASCII.equals)
    else { return nil }
    var name = bytes[first.range.lowerBound..<equals]
    if name.last == UInt8(ascii: "+") { name.removeLast() }
    guard let initial = name.first, !ASCII.isDigit(initial), name.allSatisfy(ASCII.isNameByte) else { return nil }
    let value = equals + 1..<first.range.upperBound
    let head = value.isEmpty ? [] : [ShellWord.Part(kind: .literal, range: value, isQuoted: false)]
    let parts = ShellWord.Parts.list(head + word.parts.dropFirst())
    return SimpleCommand.Assignment(
      name: String(decoding: name, as: UTF8.self),
      value: ShellWord(parts: parts, range: value.lowerBound..<max(value.lowerBound, word.range.upperBound)),
      range: word.range)
  }

  // MARK: Redirections

  private static let operators = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"]

  mutating func readRedirections() -> [Redirection] {
    var redirections: [Redirection] = []
    skipBlanks()
    while let redirection = readRedirection() {
      redirections.append(redirection)
      skipBlanks()
    }
    return redirections
  }

  private mutating func readRedirection() -> Redirection? {
    guard let first = peek, ASCII.isDigit(first) || Self.isOperator(first) else { return nil }
    let start = index
    while let byte = peek, ASCII.isDigit(byte) { index += 1 }
    guard let operation = redirectionOperator() else {
      index = start
      return nil
    }
    let operatorOffset = index
    index += operation.utf8.count
    skipBlanks()
    let target = readWord() ?? ShellWord(parts: .list([]), range: index..<index)
    if operation == "<<" || operation == "<<-" {
      pendingHeredocs.append(
        PendingHeredoc(
          delimiter: Array((target.literal(in: bytes) ?? "").utf8), chomps: operation == "<<-",
          operatorOffset: operatorOffset))
    }
    return Redirection(operation: operation, target: target, offset: operatorOffset)
  }

  private func redirectionOperator() -> String? {
    switch peek {
    case ASCII.less where !startsProcessSubstitution, UInt8(ascii: ">") where !startsProcessSubstitution,
      UInt8(ascii: "&") where peek(at: 1) == UInt8(ascii: ">"):
      let rest = bytes[index..<end]
      return Self.operators.first { rest.starts(with: $0.utf8) }
    default:
      return nil
    }
  }
}
