internal import Dockerfile
internal import Linting

extension JSONWriter {
  /// What the build model knows of a stage, after expansion: what the file itself sets, values included.
  mutating func stage(_ stage: Stage, of model: BuildModel, isReachable: Bool) {
    let config = stage.config
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
      json.map(config.environment.entries.map { ($0.name, $0.value) })
      json.name("args")
      json.map(config.arguments.entries.map { ($0.name, $0.value) })
      json.name("user")
      json.optional(config.user?.value) { $0.value($1) }
      json.name("workdir")
      json.optional(config.workdir?.value) { $0.value($1) }
      json.name("shell")
      json.optional(config.shell) { $0.strings($1) }
      json.name("exposedPorts")
      json.strings(config.exposedPorts)
      json.name("volumes")
      json.strings(config.volumes.names)
      json.name("labels")
      json.map(config.labels.entries.map { ($0.name, $0.value) })
      json.name("stopSignal")
      json.optional(config.stopSignal?.value) { $0.value($1) }
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

/// A platform in its usual spelling: `linux/arm64` for `linux/aarch64`. One that leaves the architecture to the builder stays as
/// it is.
private func normalised(_ platform: String) -> String {
  guard let known = Platform(platform), known.os != platform.lowercased() else { return platform }
  return known.description
}
