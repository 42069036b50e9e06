/// What a stage's own instructions, and those of the stages that it is built on, set in the image's configuration.
///
/// What the base image sets is among it only where its archive is given (`BuildOptions.bases`).
package struct StageConfig: Sendable {
  /// By name, the names in the order of their first definition.
  package internal(set) var environment = OrderedMap<String>()
  /// Declared arguments; nil for one without a value.
  package internal(set) var arguments = OrderedMap<String?>()
  package internal(set) var user: Setting?
  /// The directory after all relative steps; nil when none is set.
  package internal(set) var workdir: Setting?
  /// The directory in which commands run, when the file alone tells it for certain: `workdir` says what is written, also on
  /// top of a base image whose own directory is unknown.
  package internal(set) var workingDirectory: String?
  /// nil for the builder's default, `/bin/sh -c`.
  package internal(set) var shell: [String]?
  /// By what is written after expansion, in the order of definition.
  package internal(set) var ports = OrderedMap<PortSpecification>()
  package internal(set) var volumes = OrderedMap<Void>()
  package internal(set) var labels = OrderedMap<String>()
  package internal(set) var stopSignal: Setting?
  package internal(set) var entrypoint: StageCommand?
  package internal(set) var cmd: StageCommand?
  package internal(set) var healthcheck: Healthcheck?

  /// The home directory of the user: what ENV says, or the usual one of the user's name.
  var home: String {
    if let home = environment["HOME"], home.hasPrefix("/") { return home }
    let name = user?.value.prefix { $0 != ":" } ?? ""
    let isRoot = name.isEmpty || name == "root" || name.allSatisfy { $0 == "0" }
    return isRoot ? "/root" : "/home/\(name)"
  }

  mutating func forgetVariables() {
    environment = OrderedMap()
    arguments = OrderedMap()
    labels = OrderedMap()
  }

  /// How many variables and labels the stages on top inherit.
  var variableCount: Int { environment.entries.count + arguments.entries.count + labels.entries.count }

  /// Each exposed port as the image's configuration has it, once: `3000/tcp`.
  package var exposedPorts: [String] {
    var seen: Set<String> = []
    return ports.entries.flatMap { $0.value.entries }.filter { seen.insert($0).inserted }
  }
}

/// The value that an instruction sets for the image's configuration, after expansion.
///
/// An immutable class: each COPY refers to the USER and the WORKDIR in effect.
package final class Setting: Sendable {
  package let value: String
  package let isResolved: Bool
  package let word: Word
  package let instruction: Instruction
  package let stage: Int

  init(value: String, isResolved: Bool, word: Word, instruction: Instruction, stage: Int) {
    self.value = value
    self.isResolved = isResolved
    self.word = word
    self.instruction = instruction
    self.stage = stage
  }
}

/// A CMD or ENTRYPOINT as the configuration gets it.
package struct StageCommand: Sendable {
  /// In shell form, the shell before the text.
  package var words: [String]
  package var isShellForm: Bool
  /// Whether a SHELL instruction was in effect.
  package var hasChosenShell: Bool
  package var instruction: Instruction
  package var stage: Int
}

/// A HEALTHCHECK instruction.
package struct Healthcheck: Sendable {
  package var instruction: Instruction
  /// `HEALTHCHECK NONE` switches a check off that the base may have.
  package var isNone: Bool
  /// `["CMD", …]`, `["CMD-SHELL", text]` or `["NONE"]`, as the configuration gets it.
  package var test: [String]
  package var stage: Int

  /// The time that a flag sets (`interval`, `timeout`, `start-period`, `start-interval`), in seconds; nil without the flag,
  /// and where its value is no duration.
  package func seconds(_ flag: String) -> Double? {
    instruction.flag(flag)?.value.flatMap(GoDuration.nanoseconds).map { $0 / 1e9 }
  }
}
