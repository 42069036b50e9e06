internal import Dockerfile

/// Reads what a shell script surely comes to: the commands of its text that stand in no condition, loop or function.
///
/// It stops where nobody can tell what the variables are from there on: at `eval`, and at a file that is read in.
struct StartScriptReader {
  private(set) var demands: [StartScript.Demand] = []
  private(set) var writes: [StartScript.Write] = []
  let script: ShellList
  private let bytes: [UInt8]
  /// The variables that the script itself may have set.
  private var given: Set<String> = []
  private var endsAtFailure = false
  private var isAtEnd = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    script = parseShell(bytes).list
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    endsAtFailure = line.split(separator: " ").dropFirst().contains { $0.hasPrefix("-") && $0.contains("e") }
  }

  mutating func read() { read(script, isSure: true) }

  private mutating func read(_ list: ShellList, isSure: Bool) {
    var before: ShellList.Separator?
    for (index, item) in list.items.enumerated() {
      if isAtEnd { return }
      let isConditional = before == .and || before == .or
      if isSure, !isConditional { note(Check(list.items[index...], in: bytes)) }
      let isForgiven = item.separator == .or
      for node in item.pipeline.commands {
        switch node {
        case .simple(let command): read(command, isSure: isSure && !isConditional, isForgiven: isForgiven)
        case .compound(let compound): read(compound, isSure: isSure && !isConditional)
        }
      }
      before = item.separator
    }
  }

  private mutating func read(_ compound: CompoundCommand, isSure: Bool) {
    switch compound.kind {
    case .group, .subshell:
      for list in compound.lists { read(list, isSure: isSure) }
      return
    case .conditional where isSure: note(Check(compound, in: bytes))
    case .iteration(let variable): given.insert(variable)
    case .conditional, .loop, .selection, .function, .arithmetic: break
    }
    for list in compound.lists { read(list, isSure: false) }
  }

  private mutating func note(_ check: Check?) {
    for name in check?.names ?? [] where !given.contains(name) {
      demands.append(StartScript.Demand(name: name, refusesEmpty: true))
    }
  }

  private mutating func read(_ command: SimpleCommand, isSure: Bool, isForgiven: Bool) {
    for assignment in command.assignments {
      read(assignment.value, isSure: isSure)
      given.insert(assignment.name)
    }
    for word in command.words { read(word, isSure: isSure) }
    let words = command.words.map { $0.literal(in: bytes) }
    switch words.first ?? nil {
    case ".", "source", "eval": isAtEnd = true
    case "export", "readonly", "local", "declare", "typeset":
      for word in command.words.dropFirst() { noteDeclared(String(decoding: bytes[word.range], as: UTF8.self)) }
    case "read": given.formUnion(words.dropFirst().compactMap { $0 })
    case "set":
      if words.dropFirst().contains(where: { $0?.hasPrefix("-") == true && $0?.contains("e") == true }) {
        endsAtFailure = true
      }
    default: break
    }
    guard isSure, !isForgiven else { return }
    let written = WrittenOperands(command, words, in: bytes)
    writes += written.paths.map { path in
      StartScript.Write(path: path, isDirectory: written.areDirectories, isNeeded: endsAtFailure)
    }
  }

  /// `NAME=value` behind `export`. What exports a name that is itself in a variable may export any.
  private mutating func noteDeclared(_ text: String) {
    let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if text.hasPrefix("$") || text.hasPrefix("\"$") { isAtEnd = true }
    if !name.isEmpty, text.dropFirst(name.count).first == "=" { given.insert(String(name)) }
  }

  /// The names in `${NAME:?…}` and `${NAME?…}`, and those that `${NAME:=…}` sets.
  private mutating func read(_ word: ShellWord, isSure: Bool) {
    for part in word.parts {
      guard case .parameter(let range, true, _) = part.kind else { continue }
      let name = String(decoding: bytes[range], as: UTF8.self)
      var operation = bytes[range.upperBound..<part.range.upperBound].prefix(2)
      let refusesEmpty = operation.first == UInt8(ascii: ":")
      if refusesEmpty { operation = operation.dropFirst() }
      switch operation.first {
      case UInt8(ascii: "="): given.insert(name)
      case UInt8(ascii: "?") where isSure && !given.contains(name):
        demands.append(StartScript.Demand(name: name, refusesEmpty: refusesEmpty))
      default: break
      }
    }
  }
}

/// A test that ends the script where a variable is empty.
private struct Check {
  var names: [String]

  /// `[ -z "$NAME" ] && exit 1`, `[ -n "$NAME" ] || exit 1`
  init?(_ items: ArraySlice<ShellList.Item>, in bytes: [UInt8]) {
    guard let test = items.first, let end = items.dropFirst().first, ends(end, in: bytes),
      let (name, isEmpty) = EmptinessTest.read(test.pipeline, in: bytes),
      test.separator == (isEmpty ? .and : .or)
    else { return nil }
    names = [name]
  }

  /// `if [ -z "$NAME" ]; then … exit 1; fi`, where several tests are joined by `||`.
  init?(_ compound: CompoundCommand, in bytes: [UInt8]) {
    guard compound.lists.count >= 2, let condition = compound.lists.first,
      compound.lists[1].items.contains(where: { ends($0, in: bytes) })
    else { return nil }
    var names: [String] = []
    for (index, item) in condition.items.enumerated() {
      guard let (name, isEmpty) = EmptinessTest.read(item.pipeline, in: bytes), isEmpty,
        item.separator == .or || index == condition.items.count - 1
      else { return nil }
      names.append(name)
    }
    self.names = names
  }
}

/// Whether a command ends the script with a failure, or does so after others: `{ echo …; exit 1; }`.
private func ends(_ item: ShellList.Item, in bytes: [UInt8]) -> Bool {
  switch item.pipeline.commands.first {
  case .simple(let command)?:
    let words = command.words.map { $0.literal(in: bytes) }
    return words.first == "exit" && words.count == 2 && words.last != "0" && words.last != .some(nil)
  case .compound(let compound)?:
    guard case .group = compound.kind else { return false }
    return compound.lists.contains { $0.items.contains { ends($0, in: bytes) } }
  case nil: return false
  }
}

/// `[ -z "$NAME" ]`, `test -n "${NAME:-}"`, `[[ -z $NAME ]]`, `[ "$NAME" ]`
private enum EmptinessTest {
  /// The variable, and whether the test holds where it is empty; nil for any other test.
  static func read(_ pipeline: ShellPipeline, in bytes: [UInt8]) -> (name: String, isEmpty: Bool)? {
    guard pipeline.commands.count == 1, case .simple(let command)? = pipeline.commands.first else { return nil }
    var words = command.words[...]
    guard let first = words.popFirst()?.literal(in: bytes), ["[", "[[", "test"].contains(first) else { return nil }
    if first != "test" { words = words.dropLast() }
    var isEmpty = pipeline.isNegated
    if words.first?.literal(in: bytes) == "!" {
      isEmpty.toggle()
      words = words.dropFirst()
    }
    if words.count == 2, let flag = words.popFirst()?.literal(in: bytes) {
      guard flag == "-z" || flag == "-n" else { return nil }
      if flag == "-z" { isEmpty.toggle() }
    }
    guard words.count == 1, let name = words.first.flatMap({ variable($0, in: bytes) }) else { return nil }
    return (name, isEmpty)
  }

  /// The variable that a word is, with nothing in its place where it is not set: `$NAME`, `${NAME}`, `${NAME:-}`.
  private static func variable(_ word: ShellWord, in bytes: [UInt8]) -> String? {
    let parts = word.parts.filter { !$0.range.isEmpty }
    guard parts.count == 1, let part = parts.first, case .parameter(let range, let hasModifier, _) = part.kind else {
      return nil
    }
    let modifier = bytes[range.upperBound..<part.range.upperBound].prefix { $0 != UInt8(ascii: "}") }
    let name = String(decoding: bytes[range], as: UTF8.self)
    guard let first = name.first, first.isLetter || first == "_" else { return nil }
    return !hasModifier || [":-", "-"].contains(String(decoding: modifier, as: UTF8.self)) ? name : nil
  }
}
