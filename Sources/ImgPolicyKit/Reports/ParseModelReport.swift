internal import Dockerfile
internal import Linting

extension JSONWriter {
  /// What the build model knows of a stage, after expansion: what the file itself sets, values included; null for a value that a
  /// base image, or the call of the build, decides.
  mutating func stage(_ stage: Stage, of model: BuildModel, isReachable: Bool) {
    let config = stage.config
    let undecided = Undecided(stage, of: model)
    object { json in
      json.name("index")
      json.value(stage.index)
      json.name("name")
      json.optional(stage.name) { $0.value($1) }
      json.name("line")
      json.value(stage.from.lines.lowerBound)
      json.name("base")
      json.base(stage)
      json.name("platform")
      json.optional(stage.platform.map(normalised)) { $0.value($1) }
      json.name("env")
      json.map(config.environment.entries.map { ($0.name, undecided.variables.contains($0.name) ? nil : $0.value) })
      json.name("args")
      json.map(config.arguments.entries.map { ($0.name, $0.value) })
      json.name("user")
      json.optional(config.user.flatMap(known)) { $0.value($1) }
      json.name("workdir")
      json.optional(config.workdir.flatMap(known)) { $0.value($1) }
      json.name("shell")
      json.optional(config.shell) { $0.strings($1) }
      json.name("exposedPorts")
      json.strings(config.exposedPorts)
      json.name("volumes")
      json.strings(config.volumes.names)
      json.name("labels")
      json.map(config.labels.entries.map { ($0.name, undecided.labels.contains($0.name) ? nil : $0.value) })
      json.name("stopSignal")
      json.optional(config.stopSignal.flatMap(known)) { $0.value($1) }
      json.name("entrypoint")
      json.optional(config.entrypoint?.words) { $0.strings($1) }
      json.name("cmd")
      json.optional(config.cmd?.words) { $0.strings($1) }
      json.name("healthcheck")
      json.optional(config.healthcheck) { $0.healthcheck($1) }
      json.name("dependsOn")
      json.array { json in for index in model.dependencies(of: stage).sorted() { json.value(index) } }
      json.name("reachable")
      json.value(isReachable)
    }
  }

  private mutating func base(_ stage: Stage) {
    object { json in
      switch stage.base {
      case .stage(let index):
        json.name("stage")
        json.value(index)
      case .scratch:
        json.name("image")
        json.value("scratch")
      case .image(let use):
        json.name("image")
        json.value(use.text)
      case .unresolved(let text):
        json.name("image")
        json.value(text)
      }
    }
  }

  /// As the configuration of an image has it: times in seconds, 0 where nothing is said.
  private mutating func healthcheck(_ healthcheck: Healthcheck) {
    // NONE drops its flags, and FROM has none of a check.
    let isBare = healthcheck.isNone || healthcheck.isOfBaseImage
    let seconds = { (flag: String) in isBare ? 0 : healthcheck.seconds(flag) ?? 0 }
    object { json in
      json.name("test")
      json.strings(healthcheck.test)
      json.name("interval")
      json.value(seconds("interval"))
      json.name("timeout")
      json.value(seconds("timeout"))
      json.name("startPeriod")
      json.value(seconds("start-period"))
      json.name("startInterval")
      json.value(seconds("start-interval"))
      json.name("retries")
      json.value(isBare ? 0 : healthcheck.instruction.flag("retries")?.value.flatMap { Int($0) } ?? 0)
    }
  }

  private mutating func map(_ pairs: [(String, String?)]) {
    object { json in
      for (name, value) in pairs {
        json.foreignName(name)
        json.optional(value) { $0.value($1) }
      }
    }
  }
}

private func known(_ setting: Setting) -> String? { setting.isResolved ? setting.value : nil }

/// The names of what a stage has a value for that is not known.
private struct Undecided {
  var variables: Set<String> = []
  var labels: Set<String> = []

  init(_ stage: Stage, of model: BuildModel) {
    for stage in model.chain(of: stage).reversed() {
      for definition in stage.definitions where definition.kind == .environment {
        Self.note(definition.expandedName, definition.newValue, in: &variables)
      }
      for label in stage.labels { Self.note(label.expandedName.text, label.expandedValue, in: &labels) }
    }
  }

  /// The last definition counts.
  private static func note(_ name: String, _ value: VariableValue?, in names: inout Set<String>) {
    if case .known? = value { names.remove(name) } else { names.insert(name) }
  }
}

/// A platform in its usual spelling: `linux/arm64` for `linux/aarch64`. One that leaves the architecture to the builder stays as
/// it is.
private func normalised(_ platform: String) -> String {
  guard let known = Platform(platform), known.os != platform.lowercased() else { return platform }
  return known.description
}
