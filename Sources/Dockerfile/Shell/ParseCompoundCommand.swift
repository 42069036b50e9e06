/// The grammar of commands, and of the compound ones. What is missing of one is taken as if it were there.
extension ShellParser {
  mutating func parseCommand() -> ShellNode? {
    guard mayGoDeeper() else {
      // No script that a person wrote goes this deep: the rest of it is not looked at.
      index = end
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    if let expression = readArithmeticCommand() {
      return .compound(CompoundCommand(kind: .arithmetic, words: [expression], redirections: readRedirections()))
    }
    if peek == UInt8(ascii: "("), peek(at: 1) != UInt8(ascii: "(") { return parseSubshell() }
    if looksAt("[", "["), peek(at: 2).map(Self.endsWord) ?? false { return parseTest() }
    switch reservedWord() {
    case .openGroup: return parseGroup()
    case .if: return parseIf()
    case .while, .until: return parseLoop()
    case .for, .select: return parseFor()
    case .case: return parseCase()
    case .function: return parseFunction()
    case .coprocess: return parseCoprocess()
    default: return parseSimple()
    }
  }

  private mutating func parseSubshell() -> ShellNode {
    index += 1
    let list = parseList()
    if peek == UInt8(ascii: ")") { index += 1 }
    return .compound(CompoundCommand(kind: .subshell, lists: [list], redirections: readRedirections()))
  }

  private mutating func parseGroup() -> ShellNode {
    skipWord()
    let list = parseList()
    take(.closeGroup)
    return .compound(CompoundCommand(kind: .group, lists: [list], redirections: readRedirections()))
  }

  private mutating func parseIf() -> ShellNode {
    skipWord()
    var lists = [parseList()]
    while let word = reservedWord(), word == .then || word == .elif || word == .else {
      skipWord()
      lists.append(parseList())
    }
    take(.fi)
    return .compound(CompoundCommand(kind: .conditional, lists: lists, redirections: readRedirections()))
  }

  private mutating func parseLoop() -> ShellNode {
    skipWord()
    let condition = parseList()
    let body = parseDoGroup()
    return .compound(CompoundCommand(kind: .loop, lists: [condition, body], redirections: readRedirections()))
  }

  private mutating func parseFor() -> ShellNode {
    skipWord()
    skipBlanks()
    let variable = readWord()?.literal(in: bytes) ?? ""
    var words: [ShellWord] = []
    skipNewlines()
    if reservedWord() == .in {
      skipWord()
      skipBlanks()
      while let word = readWord() {
        words.append(word)
        skipBlanks()
      }
    } else if let expression = readArithmeticCommand() {
      words.append(expression)
    }
    skipSeparators()
    let body = parseDoGroup()
    return .compound(
      CompoundCommand(
        kind: .iteration(variable: variable), words: words, lists: [body], redirections: readRedirections()))
  }

  private mutating func parseDoGroup() -> ShellList {
    skipSeparators()
    take(.do)
    let body = parseList()
    take(.done)
    return body
  }

  private mutating func parseCase() -> ShellNode {
    skipWord()
    skipBlanks()
    var words = readWord().map { [$0] } ?? []
    skipNewlines()
    take(.in)
    var lists: [ShellList] = []
    while true {
      skipSeparators()
      while looksAt(";", ";") {
        index += 2
        skipSeparators()
      }
      if isAtEnd || reservedWord() == .esac { break }
      let start = index
      words += readPatterns()
      lists.append(parseList())
      if index == start { index += 1 }
    }
    take(.esac)
    return .compound(
      CompoundCommand(kind: .selection, words: words, lists: lists, redirections: readRedirections()))
  }

  /// `(a|b)`, the opening parenthesis being optional.
  private mutating func readPatterns() -> [ShellWord] {
    var words: [ShellWord] = []
    if peek == UInt8(ascii: "(") { index += 1 }
    while true {
      skipBlanks()
      if let word = readWord() { words.append(word) }
      skipBlanks()
      guard peek == UInt8(ascii: "|") else { break }
      index += 1
    }
    if peek == UInt8(ascii: ")") { index += 1 }
    return words
  }

  /// `coproc command` or `coproc NAME { …; }`: a name stands in front of a compound command alone.
  private mutating func parseCoprocess() -> ShellNode? {
    skipWord()
    skipBlanks()
    let start = index
    while let byte = peek, ASCII.isNameByte(byte) { index += 1 }
    if index > start, peek.map(ASCII.isBlank) ?? false {
      skipBlanks()
      if reservedWord() == .openGroup || peek == UInt8(ascii: "(") { return parseCommand() }
    }
    index = start
    return parseCommand()
  }

  private mutating func parseFunction() -> ShellNode {
    skipWord()
    skipBlanks()
    let name = readWord()?.literal(in: bytes) ?? ""
    skipBlanks()
    if looksAt("(", ")") { index += 2 }
    return functionBody(named: name)
  }

  mutating func functionBody(named name: String) -> ShellNode {
    skipNewlines()
    var list = ShellList()
    // A function whose body is a function is allowed; only its depth is limited.
    if mayGoDeeper(), let body = parseCommand() {
      list.items.append(ShellList.Item(pipeline: ShellPipeline(commands: [body]), separator: .end))
    }
    return .compound(CompoundCommand(kind: .function(name: name), lists: [list]))
  }
}
