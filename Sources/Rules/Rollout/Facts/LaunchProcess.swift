internal import Dockerfile
internal import Linting
internal import Workloads

/// What the first process of a container is, by Kubernetes' rules: `command` replaces ENTRYPOINT and CMD, `args` CMD alone.
struct LaunchProcess: Sendable {
  enum Source: Sendable { case podCommand, podArguments, image }

  var words: [String]
  var source: Source

  var program: String { words.first ?? "" }
}

extension Launch {
  /// nil when it is not known; no words where nothing says what to run.
  var process: LaunchProcess? {
    let texts = { (node: YAMLNode?) in node?.items.map { $0.text ?? "" } }
    let (command, arguments) = (texts(container.command) ?? [], texts(container.arguments) ?? [])
    if !command.isEmpty { return LaunchProcess(words: command + arguments, source: .podCommand) }
    guard let entrypoint = config?.entrypoint else { return nil }
    if !arguments.isEmpty { return LaunchProcess(words: entrypoint + arguments, source: .podArguments) }
    return config?.cmd.map { LaunchProcess(words: entrypoint + $0, source: .image) }
  }
}

/// Programs that start what stands behind them, stay the first process and pass signals on.
let inits: Set = ["tini", "dumb-init", "docker-init", "catatonit"]

/// Programs that only start what stands behind them.
private let starters = inits.union(["gosu", "su-exec", "setpriv", "env", "nice"])

/// What is left of a command line behind the programs that only start it.
func behindStarters(_ words: ArraySlice<String>) -> ArraySlice<String> {
  var rest = words
  while let name = rest.first.map(baseName), starters.contains(name) {
    rest = rest.dropFirst().drop { $0.hasPrefix("-") || $0.contains("=") }
    if name == "gosu" || name == "su-exec" { rest = rest.dropFirst() }
  }
  return rest
}

/// The text that `sh -c` is given; nil for anything but a shell with one.
func shellText(of words: [String]) -> String? { shellTextIndex(in: words).map { words[$0] } }

/// Where that text stands; behind it, what it has as `$0`, `$1`…
func shellTextIndex(in words: [String]) -> Int? {
  guard let shell = words.first, shells.contains(baseName(shell)),
    let flag = words.dropFirst().firstIndex(where: { !$0.hasPrefix("-") || $0.dropFirst().contains("c") }),
    words[flag].hasPrefix("-"), words.indices.contains(flag + 1)
  else { return nil }
  return flag + 1
}

let shells: Set = ["sh", "bash", "ash", "dash", "ksh", "zsh"]

/// The simple commands of a shell text, those of its functions and substitutions left out.
struct ShellCommands {
  struct Command {
    /// Words that are expanded stand as written.
    var words: [String]
    /// Commands with one number are alternatives: each runs when the one before it fails.
    var alternative: Int
    /// Commands with one number run together, joined by `|`.
    var pipeline: Int
    /// Commands with one number are one for the shell: it goes on behind them whether they fail or not.
    var statement: Int
    /// Whether it only runs where a test before it holds: `[ -x tool ] && tool`.
    var isGuarded: Bool
    /// Whether its failure is success: `! tool`.
    var isNegated: Bool
  }

  private(set) var all: [Command] = []
  /// Names that the text itself defines.
  private(set) var functions: Set<String> = []
  /// Whether it is more than one simple command.
  private(set) var isCompound = false
  /// Whether some of it runs only under conditions, or several times.
  private(set) var hasControlFlow = false
  private let bytes: [UInt8]
  private var (group, pipeline, statement) = (0, 0, 0)
  private var (isGuarded, isNegated) = (false, false)

  init(_ text: String) {
    bytes = Array(text.utf8)
    let script = parseShell(bytes)
    add(script.list)
    isCompound = isCompound || all.count > 1
  }

  /// Leaves out the commands for which `isWanted` does not hold. `exec` is no command of its own: what it starts is.
  mutating func keep(_ isWanted: (Command) -> Bool) {
    all = all.filter(isWanted).map { command in
      var command = command
      if command.words.first == "exec" { command.words.removeFirst() }
      return command
    }
  }

  private mutating func add(_ list: ShellList) {
    var isAlternative = false
    let isNegatedOutside = isNegated
    defer { isNegated = isNegatedOutside }
    statement += 1
    for item in list.items {
      if !isAlternative { group += 1 }
      isAlternative = item.separator == .or
      pipeline += 1
      let first = all.count
      isNegated = isNegatedOutside != item.pipeline.isNegated
      for node in item.pipeline.commands {
        switch node {
        case .simple(let command): add(command)
        case .compound(let compound): add(compound)
        }
      }
      let isTest = all[first...].contains { Self.tests.contains($0.words.first ?? "") }
      isGuarded = item.separator == .and && (isTest || isGuarded)
      if item.separator != .and, item.separator != .or { statement += 1 }
    }
    isGuarded = false
  }

  private static let tests: Set = ["[", "[[", "test", "command", "type", "which", "hash"]

  private mutating func add(_ compound: CompoundCommand) {
    isCompound = true
    switch compound.kind {
    case .function(let name):
      functions.insert(name)
      hasControlFlow = true
    case .conditional, .loop, .iteration, .selection: hasControlFlow = true
    case .subshell, .group, .arithmetic: break
    }
    for inner in compound.lists { add(inner) }
  }

  private mutating func add(_ command: SimpleCommand) {
    let words = command.words.map { word in
      word.literal(in: bytes) ?? String(decoding: bytes[word.range], as: UTF8.self)
    }
    guard !words.isEmpty else { return }
    all.append(
      Command(
        words: words, alternative: group, pipeline: pipeline, statement: statement, isGuarded: isGuarded,
        isNegated: isNegated))
  }
}
