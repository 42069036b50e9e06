internal import Linting

/// The text that a RUN gives to a shell: its line in shell form, or the heredoc that is its whole script.
package struct EmbeddedScript: Sendable {
  /// The text as the shell gets it, with the way back to the file. A `#!` line of its own is part of it.
  package var text: LogicalText
  package var dialect: ShellDialect
  /// Whether the shell is started with `-e`: it ends at the first command that fails.
  package var endsAtFailure: Bool
  /// The variables of the build that the text mentions, in alphabetical order: ENV and ARG before it, environment from
  /// secrets, and the proxies that every build has.
  package var variables: [String]
  package var instruction: Instruction
  /// The name of the stage, or its index where it has none.
  package var stage: String
}

extension BuildModel {
  /// The scripts of all stages in the order of the file. Those of a shell that is not of the Bourne family are left out.
  ///
  /// A trigger is read where ONBUILD declares it, not where a stage of the file runs it.
  package var embeddedScripts: [EmbeddedScript] {
    stages.flatMap { stage in
      var parent: Stage?
      if case .stage(let index) = stage.base, stages.indices.contains(index) { parent = stages[index] }
      var collector = ScriptCollector(stage, on: parent, of: self)
      return collector.scripts()
    }
  }
}

/// Walks the instructions of a stage and keeps what its scripts see of the variables.
private struct ScriptCollector {
  private let stage: Stage
  private let parent: Stage?
  private let model: BuildModel
  /// What the builder calls when neither a comment nor SHELL names a shell; nil for one that is not of the Bourne family.
  private let usualShell: ShellState?
  /// What the stage has defined so far, triggers for other stages not counted.
  private var defined: Set<String>
  private var definedByTriggers: Set<String> = []
  private var nextDefinition = 0
  private var runs: ArraySlice<Run>
  private var triggerRuns: ArraySlice<Run>

  /// The arguments that a build has without any declaration.
  private static let proxies: Set<String> = [
    "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
    "ALL_PROXY", "all_proxy",
  ]

  init(_ stage: Stage, on parent: Stage?, of model: BuildModel) {
    self.stage = stage
    self.parent = parent
    self.model = model
    usualShell = model.isForWindows(stage) ? nil : .standard
    defined = Set(stage.rootFacts?.environment.map(\.name) ?? [])
    runs = stage.runs[...]
    triggerRuns = stage.triggerRuns[...]
  }

  mutating func scripts() -> [EmbeddedScript] {
    var scripts: [EmbeddedScript?] = []
    for instruction in stage.instructions {
      switch instruction.keyword {
      case .run:
        guard let run = runs.popFirst() else { break }
        // A trigger of the base stands where the base declares it.
        if !stage.isTriggered(instruction) { scripts.append(script(of: run)) }
      case .onbuild:
        for trigger in instruction.trigger {
          if trigger.keyword == .run, let run = triggerRuns.popFirst() {
            scripts.append(script(of: run, also: definedByTriggers))
          }
          definedByTriggers.formUnion(trigger.arguments.pairs.map(\.name.text))
        }
      default: break
      }
      noteDefinitions(by: instruction)
    }
    return scripts.compactMap { $0 }
  }

  private mutating func noteDefinitions(by instruction: Instruction) {
    while nextDefinition < stage.definitions.count, stage.definitions[nextDefinition].instruction === instruction {
      defined.insert(stage.definitions[nextDefinition].expandedName)
      nextDefinition += 1
    }
  }

  private func script(of run: Run, also others: Set<String> = []) -> EmbeddedScript? {
    guard let text = shellText(of: run.instruction, source: model.source) else { return nil }
    let given = run.shell.map { ShellState(calling: $0) } ?? usualShell
    guard let shell = ShellState.running(text, given: given), let dialect = shell.dialect else { return nil }
    let secrets = run.mounts.compactMap(\.environmentVariable)
    let variables = identifiers(in: text.bytes).filter { name in
      defined.contains(name) || others.contains(name) || secrets.contains(name) || Self.proxies.contains(name)
        || parent?.environment.knows(name) ?? false
    }
    return EmbeddedScript(
      text: text, dialect: dialect, endsAtFailure: shell.hasErrexit, variables: variables.sorted(),
      instruction: run.instruction, stage: stage.label)
  }
}

/// Everything in a script that could be the name of a variable.
private func identifiers(in bytes: [UInt8]) -> Set<String> {
  var names: Set<String> = []
  var index = 0
  while index < bytes.count {
    let start = index
    while index < bytes.count, ASCII.isNameByte(bytes[index]) { index += 1 }
    if index > start, !ASCII.isDigit(bytes[start]) {
      names.insert(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    if index == start { index += 1 }
  }
  return names
}

extension BuildModel {
  /// Whether the default shell of a stage is that of Windows.
  package func isForWindows(_ stage: Stage) -> Bool {
    if let platform = stage.platform { return Platform(platform)?.os == "windows" }
    guard case .image(let use) = stage.root else { return syntax.directives.escape == ASCII.backtick }
    let name = use.text.lowercased()
    if ["/windows/", "windowsservercore", "nanoserver"].contains(where: name.contains) { return true }
    // A backtick is chosen for the paths of Windows, but an image may tell that it is none of it.
    return syntax.directives.escape == ASCII.backtick && !Self.linuxNames.contains(where: name.contains)
  }

  /// Parts of the names and tags of images that are for Linux alone.
  private static let linuxNames = [
    "alma", "alpine", "amazonlinux", "bookworm", "bullseye", "busybox", "centos", "debian", "distroless", "fedora",
    "jammy",
    "linux", "noble", "rocky", "slim", "trixie", "ubi", "ubuntu", "wolfi",
  ]
}
