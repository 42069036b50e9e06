/// The grammar of compound commands. What is missing of one is taken as if it were there.
extension ShellParser {
  mutating func parseSubshell() -> ShellNode {
    lexer.index += 1
    let list = parseList()
    if lexer.peek == UInt8(ascii: ")") { lexer.index += 1 }
    return .compound(CompoundCommand(kind: .subshell, lists: [list], redirections: readRedirections()))
  }

  mutating func parseGroup() -> ShellNode {
    _ = lexer.readWord()
    let list = parseList()
    take("}")
    return .compound(CompoundCommand(kind: .group, lists: [list], redirections: readRedirections()))
  }

  mutating func parseIf() -> ShellNode {
    _ = lexer.readWord()
    var lists = [parseList()]
    while let word = closingWord(), ["then", "elif", "else"].contains(word) {
      _ = lexer.readWord()
      lists.append(parseList())
    }
    take("fi")
    return .compound(CompoundCommand(kind: .conditional, lists: lists, redirections: readRedirections()))
  }

  mutating func parseLoop() -> ShellNode {
    _ = lexer.readWord()
    let condition = parseList()
    let body = parseDoGroup()
    return .compound(CompoundCommand(kind: .loop, lists: [condition, body], redirections: readRedirections()))
  }

  mutating func parseFor() -> ShellNode {
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

  mutating func parseDoGroup() -> ShellList {
    skipSeparators()
    take("do")
    let body = parseList()
    take("done")
    return body
  }

  mutating func parseCase() -> ShellNode {
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
  mutating func readPatterns() -> [ShellWord] {
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

  mutating func parseFunction() -> ShellNode {
    _ = lexer.readWord()
    lexer.skipBlanks()
    let name = lexer.readWord()?.literal ?? ""
    lexer.skipBlanks()
    if lexer.looksAt("()") { lexer.index += 2 }
    return functionBody(named: name)
  }

  mutating func functionBody(named name: String) -> ShellNode {
    skipNewlines()
    var list = ShellList()
    // A function whose body is a function is allowed; only its depth is limited.
    if lexer.depth < ShellLexer.maximumDepth, let body = parseCommand() {
      list.items.append(ShellList.Item(pipeline: ShellPipeline(commands: [body]), separator: .end))
    }
    return .compound(CompoundCommand(kind: .function(name: name), lists: [list]))
  }
}
