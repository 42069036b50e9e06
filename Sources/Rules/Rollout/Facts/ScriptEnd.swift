internal import Dockerfile

/// What a shell script goes over to: the command that it starts in its own place or ends with.
struct ScriptEnd {
  /// Words that are expanded stand as written; empty where nobody can tell the command.
  private(set) var next: [String] = []
  /// Whether a signal comes to that command: it stands in the script's place, or the script has a trap.
  private(set) var passesSignals = false
  /// Whether some command of it changes the directory.
  private(set) var changesDirectory = false
  private let bytes: [UInt8]
  private var isOver = false
  /// Whether it starts what it is given somewhere, and whether it starts another command under a condition.
  private var (mayHandOver, mayStartAnother) = (false, false)
  /// Whether nobody can tell what it is given from there on.
  private var losesArguments = false
  private var functions: Set<String> = []

  init(_ list: ShellList, in bytes: [UInt8]) {
    self.bytes = bytes
    read(list, isSure: true)
    if functions.contains(next.first ?? "") { next = [] }
    let startsGiven = next.isEmpty ? mayHandOver : Self.handsOver(next)
    // Which of several commands starts, depends on what it is given, where that is not itself the command.
    if !startsGiven, mayStartAnother { next = [] }
    if startsGiven, next.isEmpty { (next, passesSignals) = (["$@"], true) }
    if losesArguments, next.contains(where: StartScript.isAllArguments) { next = [] }
  }

  private static func handsOver(_ words: [String]) -> Bool {
    behindStarters(words[...]).first.map(StartScript.isAllArguments) == true
  }

  private mutating func read(_ list: ShellList, isSure: Bool) {
    var before: ShellList.Separator?
    for item in list.items {
      if isOver { return }
      let isPlain =
        before != .and && before != .or && item.separator != .background && item.pipeline.commands.count == 1
      if isSure { next = [] }
      for node in item.pipeline.commands {
        switch node {
        case .simple(let command): read(command, isSure: isSure && isPlain)
        case .compound(let compound): read(compound, isSure: isSure && isPlain)
        }
      }
      before = item.separator
    }
  }

  private mutating func read(_ compound: CompoundCommand, isSure: Bool) {
    if case .function(let name) = compound.kind { functions.insert(name) }
    let isGroup = if case .group = compound.kind { true } else { false }
    for list in compound.lists { read(list, isSure: isSure && isGroup) }
  }

  private mutating func read(_ command: SimpleCommand, isSure: Bool) {
    let words = command.words.map { $0.literal(in: bytes) ?? String(decoding: bytes[$0.range], as: UTF8.self) }
    switch words.first {
    case "cd", "pushd": changesDirectory = true
    case "trap": passesSignals = true
    case "shift": losesArguments = true
    case "set" where isSure && words.dropFirst().first == "--": losesArguments = true
    case "exit" where isSure:
      isOver = true
      return
    case "exec" where words.count > 1:
      let started = Array(words.dropFirst())
      let isItself = started.contains { ["$0", "\"$0\"", "\"$BASH_SOURCE\""].contains($0) }
      if isSure {
        (next, passesSignals, isOver) = (started, true, true)
      } else if Self.handsOver(started) {
        mayHandOver = true
      } else if !isItself {
        mayStartAnother = true
      }
      return
    default: break
    }
    if isSure { next = words }
  }
}
