extension Invocation {
  init(_ arguments: ArraySlice<ShellCommand.Argument>, of tool: Tool?) {
    var reader = InvocationReader(arguments, of: tool)
    while reader.readNext() {}
    self = reader.line
  }

  /// The options in front of the first operand, and what stands behind them.
  static func leading(
    _ arguments: ArraySlice<ShellCommand.Argument>, of tool: Tool
  ) -> (line: Invocation, rest: ArraySlice<ShellCommand.Argument>) {
    var reader = InvocationReader(arguments, of: tool)
    while !reader.isAtOperand, reader.readNext() {}
    return (reader.line, reader.rest)
  }
}

/// Reads a command line word by word.
private struct InvocationReader {
  private(set) var line = Invocation()
  private(set) var rest: ArraySlice<ShellCommand.Argument>
  private let tool: Tool?
  private let style: Tool.Style
  private var values: WordList
  private var moreValues: WordList = ""
  private var wantsSubcommand: Bool
  private var optionsEnded = false
  private var isFirst = true
  /// Where the first word stands that the manager's table knows as a subcommand; nil before it is looked for.
  private var nextSubcommand: Int?

  init(_ arguments: ArraySlice<ShellCommand.Argument>, of tool: Tool?) {
    self.rest = arguments
    self.tool = tool
    self.style = tool?.style ?? []
    self.values = tool?.values ?? ""
    self.wantsSubcommand = style.contains(.subcommands)
  }

  var isAtOperand: Bool { rest.first.map { optionsEnded || !isOption($0.text) } ?? true }

  /// Reads a word, and the value behind it; false at the end.
  mutating func readNext() -> Bool {
    guard let word = rest.popFirst() else { return false }
    defer { isFirst = false }
    if isFirst, style.contains(.leadingCluster), !word.text.hasPrefix("-") {
      readCluster(word.text[...], of: word, dash: "-", attaches: false)
    } else if optionsEnded || !isOption(word.text) {
      addOperand(word)
    } else if word.text == "--" {
      optionsEnded = true
      if style.contains(.endsAtDashes) { rest = [] }
    } else if word.text.hasPrefix("--") || style.contains(.singleDash) {
      readLong(word)
    } else {
      let attaches = !style.contains(.detachedValues)
      readCluster(word.text.dropFirst(), of: word, dash: String(word.text.prefix(1)), attaches: attaches)
    }
    return true
  }

  private func isOption(_ text: String) -> Bool {
    guard text.utf8.count > 1, let first = text.utf8.first else { return false }
    return first == ASCII.hyphen || (first == UInt8(ascii: "+") && style.contains(.plusOptions))
  }

  private mutating func addOperand(_ word: ShellCommand.Argument) {
    guard wantsSubcommand else {
      line.operands.append(word)
      if line.operands.count == 1, let tool, !tool.starters.isEmpty, tool.starters.contains(path) {
        optionsEnded = true
      }
      return
    }
    if line.subcommands.isEmpty, !word.isKnown, isBeforeSubcommand {
      line.leadingUnknowns.append(word)
      return
    }
    if let tool, line.subcommands.isEmpty, tool.scopes.contains(word.text), !rest.isEmpty {
      rest = rest.dropFirst()
      return
    }
    line.subcommands.append(word)
    let path = self.path
    wantsSubcommand = tool?.groups.contains(path) ?? false
    moreValues = tool?.subcommandValues[path] ?? ""
  }

  /// Whether a subcommand of a package manager is still to come: what stands before it, as in `apt-get $OPTIONS install`,
  /// holds options.
  private var isBeforeSubcommand: Bool {
    mutating get {
      guard let tool, let manager = tool.manager else { return false }
      let next =
        nextSubcommand ?? rest.firstIndex { word in
          word.isKnown && (manager.action(of: word.text) != nil || tool.groups.contains(word.text))
        } ?? rest.endIndex
      nextSubcommand = next
      return rest.indices.contains(next)
    }
  }

  /// The subcommands as the tables name them.
  private var path: String { line.subcommands.isEmpty ? "." : line.joinedSubcommands("/") }

  // MARK: Options

  private mutating func readLong(_ word: ShellCommand.Argument) {
    guard let equals = word.text.utf8.firstIndex(of: ASCII.equals) else {
      addOption(word.text, of: word, value: takesNext(word.text) ? rest.popFirst() : nil)
      return
    }
    var value = word
    value.text = String(word.text[word.text.utf8.index(after: equals)...])
    addOption(String(word.text[..<equals]), of: word, value: value)
  }

  /// `-abc`, letter by letter: the first that takes a value takes what is left, or the next word.
  private mutating func readCluster(_ cluster: Substring, of word: ShellCommand.Argument, dash: String, attaches: Bool)
  {
    var letters = cluster
    while let letter = letters.popFirst() {
      // Behind an expansion that nobody knows, nothing is known of the word.
      if !word.isKnown, letter == "$" || letter == "`" { return }
      var name = dash + String(letter)
      if let next = letters.first, let tool, !tool.pairs.isEmpty, tool.pairs.contains(name + String(next)) {
        name.append(next)
        letters.removeFirst()
      }
      if !letters.isEmpty, attaches, takesValue(name) || letters.first == "=" {
        if letters.first == "=", !takesValue(name) || style.contains(.shortEquals) { letters.removeFirst() }
        var value = word
        value.text = String(letters)
        addOption(name, of: word, value: value)
        return
      }
      addOption(name, of: word, value: takesNext(name) ? rest.popFirst() : nil)
    }
  }

  private mutating func addOption(_ name: String, of word: ShellCommand.Argument, value: ShellCommand.Argument?) {
    line.options.append(Invocation.Option(name: name, value: value, argument: word))
    if let tool, !tool.lastOptions.isEmpty, tool.lastOptions.contains(name) { optionsEnded = true }
  }

  private func takesValue(_ name: String) -> Bool {
    if values.contains(name) || moreValues.contains(name) { return true }
    // `go install --tags` is `go install -tags`.
    return style.contains(.singleDash) && name.hasPrefix("--") && values.contains(name.dropFirst())
  }

  private func takesNext(_ name: String) -> Bool {
    if takesValue(name) { return true }
    guard style.contains(.valuesByDefault), name.utf8.count > 2, let tool, let next = rest.first else { return false }
    return !isOption(next.text) && !tool.flags.contains(name) && !name.hasPrefix("--no-")
  }
}
