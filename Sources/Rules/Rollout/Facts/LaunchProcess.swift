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

  /// The command lines that the process comes to, as far as they show: itself, or behind init programs, entrypoint scripts
  /// and `sh -c`, the commands there.
  var servers: [[String]] { process.map { commandLines(behind: $0.words) } ?? [] }
}

/// Programs that only start what stands behind them.
private let starters: Set = [
  "tini", "dumb-init", "docker-init", "catatonit", "gosu", "su-exec", "setpriv", "env", "nice",
]

/// What is left of a command line behind the programs that only start it.
func behindStarters(_ words: ArraySlice<String>) -> ArraySlice<String> {
  var rest = words
  while let name = rest.first.map(baseName), starters.contains(name) {
    rest = rest.dropFirst().drop { $0.hasPrefix("-") || $0.contains("=") }
    if name == "gosu" || name == "su-exec" { rest = rest.dropFirst() }
  }
  return rest
}

private func commandLines(behind words: [String]) -> [[String]] {
  var rest = behindStarters(words[...])
  while let name = rest.first.map(baseName), name.contains("entrypoint"), rest.count > 1 {
    rest = behindStarters(rest.dropFirst())
  }
  if let text = shellText(of: Array(rest)) {
    return ShellCommands(text).all.map { command in
      command.words.first == "exec" ? Array(command.words.dropFirst()) : command.words
    }
  }
  return rest.isEmpty ? [] : [Array(rest)]
}

/// The text that `sh -c` is given; nil for anything but a shell with one.
func shellText(of words: [String]) -> String? {
  guard let shell = words.first, shells.contains(baseName(shell)),
    let flag = words.dropFirst().firstIndex(where: { !$0.hasPrefix("-") || $0.dropFirst().contains("c") }),
    words[flag].hasPrefix("-"), words.indices.contains(flag + 1)
  else { return nil }
  return words[flag + 1]
}

let shells: Set = ["sh", "bash", "ash", "dash", "ksh", "zsh"]

/// The simple commands of a shell text, those of its functions and substitutions left out.
struct ShellCommands {
  struct Command {
    /// Words that are expanded stand as written.
    var words: [String]
    /// Commands with one number are alternatives: each runs when the one before it fails.
    var alternative: Int
  }

  private(set) var all: [Command] = []
  /// Names that the text itself defines.
  private(set) var functions: Set<String> = []
  /// Whether it is more than one simple command.
  private(set) var isCompound = false
  private let bytes: [UInt8]
  private var group = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    let script = parseShell(bytes)
    add(script.list)
    isCompound = isCompound || all.count > 1
  }

  private mutating func add(_ list: ShellList) {
    var isAlternative = false
    for item in list.items {
      if !isAlternative { group += 1 }
      isAlternative = item.separator == .or
      for node in item.pipeline.commands {
        switch node {
        case .simple(let command): add(command)
        case .compound(let compound):
          isCompound = true
          if case .function(let name) = compound.kind { functions.insert(name) }
          for inner in compound.lists { add(inner) }
        }
      }
    }
  }

  private mutating func add(_ command: SimpleCommand) {
    let words = command.words.map { word in
      word.literal(in: bytes) ?? String(decoding: bytes[word.range], as: UTF8.self)
    }
    if !words.isEmpty { all.append(Command(words: words, alternative: group)) }
  }
}
