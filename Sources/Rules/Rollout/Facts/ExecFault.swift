internal import Images
internal import Linting
internal import Workloads

/// Why the program of an exec probe or hook cannot run.
enum ExecFault {
  /// The program itself is missing.
  case program(String)
  /// The shell is there, and of these commands there is not one alternative.
  case commands([String])
  /// A whole command line is the name of the program.
  case oneString(String)
}

extension Launch {
  /// nil when it can run, or nobody knows.
  func execFault(of words: [String]) -> ExecFault? {
    guard let program = words.first else { return nil }
    let isLine = program.contains { $0 == " " || $0 == "\t" }
    switch self.program(program) {
    // What another rule explains better: a PATH of the manifest.
    case .missing where isOnImagePath(program): return nil
    case .missing, .hidden: return isLine ? .oneString(program) : .program(program)
    case .unknown where isLine && image == nil: return .oneString(program)
    case .usable(let file):
      // To the runtime, what has to run the program is as missing as the program would be.
      if let missing = missingInterpreter(of: file) { return .program(missing.title) }
    case .forbidden, .unknown: break
    }
    guard image != nil, let text = shellText(of: words) else { return nil }
    let missing = missingCommands(decisiveCommands(of: text))
    return missing.isEmpty ? nil : .commands(missing)
  }

  /// The commands of a shell text whose failure is its own: under conditions nobody knows which run, and of several one after the other
  /// the last one decides.
  private func decisiveCommands(of text: String) -> ShellCommands {
    var commands = ShellCommands(text)
    let isUnknown = commands.hasControlFlow
    let stopsAtOnce = commands.all.contains { command in
      command.words.first == "set" && command.words.dropFirst().contains { $0.hasPrefix("-") && $0.contains("e") }
    }
    let last = commands.all.last?.statement
    commands.keep { command in
      !isUnknown && !command.isGuarded && !command.isNegated && (stopsAtOnce || command.statement == last)
    }
    return commands
  }

  /// The first command that is missing in all its alternatives, of which each may be several that are joined by `|`.
  func missingCommands(_ commands: ShellCommands) -> [String] {
    for (_, group) in Dictionary(grouping: commands.all, by: \.alternative).sorted(by: { $0.key < $1.key }) {
      // What the shell does itself when the others fail, such as `exit 1`, is no alternative to them.
      let alternatives = group.filter { !["exit", "false", "return"].contains($0.words.first ?? "") }
      let pipelines = Dictionary(grouping: alternatives, by: \.pipeline).sorted { $0.key < $1.key }
      let missing = pipelines.compactMap { _, commandsOfOne in
        commandsOfOne.lazy.compactMap(\.words.first).first { isMissing($0, commands.functions) }
      }
      if !missing.isEmpty, missing.count == pipelines.count {
        return missing.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      }
    }
    return []
  }

  private func isMissing(_ name: String, _ functions: Set<String>) -> Bool {
    let isPlain = name.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || "/._-+".utf8.contains($0) }
    guard isPlain, !shellWords.contains(name), !functions.contains(name), case .missing = program(name),
      !isOnImagePath(name)
    else { return false }
    // The shells that are one program with many others may find these without a file.
    return !isMultiCall
  }

  /// Whether the shell is busybox or toybox built to prefer its own commands; their links are in the image in any case, so
  /// only an image without any link to them is doubtful.
  private var isMultiCall: Bool {
    guard let image, let shell = image.files.entry(at: "bin/sh") else { return false }
    let isBox = shell.displayPath.hasSuffix("busybox") || shell.displayPath.hasSuffix("toybox")
    return isBox && image.files.entry(at: "bin/ls") == nil && image.files.entry(at: "usr/bin/ls") == nil
  }

  /// Whether another container of the pod declares a port, or listens on it; they share one network.
  func isPortOfAnother(_ number: Int) -> Bool {
    pod.servingContainers.contains { other in
      other.name != container.name && (other.ports.contains { $0.number == number } || other.ports.isEmpty)
    }
  }
}

extension Probe {
  /// Where a message about it points: its command, else the whole of it.
  var spot: Range<Int> { (self.node["exec", "command"] ?? node).spot }
}
