internal import Dockerfile
internal import Images

/// What an image tells the runtime that starts it, from its config or else from its Dockerfile. nil is what is not known.
struct RuntimeConfig: Sendable {
  struct Check: Sendable {
    /// `["CMD", …]` or `["CMD-SHELL", text]`.
    var test: [String]
    /// In seconds; nil for the builder's default.
    var interval: Double?
    var timeout: Double?
    var startPeriod: Double?
    var retries: Int?
  }

  /// Empty for none.
  var user: String?
  var entrypoint: [String]?
  var cmd: [String]?
  var environment: [String: String] = [:]
  /// Whether the base image may have variables that nobody has told of.
  var knowsEnvironment = true
  /// `/` for none.
  var workingDirectory: String?
  /// `80/tcp`
  var exposedPorts: [String]?
  var volumes: [String]?
  /// nil where there is none, or nobody knows.
  var healthcheck: Check?
  /// Empty for none.
  var stopSignal: String?

  /// nil when there is neither a Linux image with a config, nor a Dockerfile with a stage.
  init?(image: ImageModel?, dockerfile: BuildModel?) {
    if let image {
      guard let config = image.linuxConfig, image.format != .rootFileSystem else { return nil }
      self.init(config)
    } else if let stage = dockerfile?.target {
      self.init(stage)
    } else {
      return nil
    }
    // A health check is dropped where an image takes OCI's form; the Dockerfile still tells what was meant.
    if healthcheck == nil, image?.isOCIConfig == true, let stage = dockerfile?.target {
      healthcheck = stage.config.healthcheck.flatMap(Check.init)
    }
  }

  private init(_ config: ImageConfig) {
    user = config.user
    entrypoint = config.entrypoint
    cmd = config.cmd
    environment = config.environment
    workingDirectory = config.workingDir.isEmpty ? "/" : cleanPath(config.workingDir)
    exposedPorts = config.exposedPorts
    volumes = config.volumes
    healthcheck = config.healthcheck.flatMap(Check.init)
    stopSignal = config.stopSignal ?? ""
  }

  private init(_ stage: Stage) {
    let (config, facts, official) = (stage.config, stage.rootFacts, stage.officialBase)
    let isKnown = stage.root == .scratch || facts != nil
    let isScratch = stage.root == .scratch
    if let setting = config.user {
      user = setting.isResolved ? setting.value : nil
    } else if isKnown {
      user = facts?.user ?? ""
    }
    // What the archive of a base image starts is not among its facts.
    entrypoint = config.entrypoint?.words ?? (isScratch ? [] : official?.entrypoint)
    cmd = config.cmd?.words ?? (isScratch || config.entrypoint != nil ? [] : official?.cmd)
    for name in stage.environment.names {
      if case .known(let value) = stage.environment.value(of: name), config.environment[name] != nil {
        environment[name] = value
      }
    }
    knowsEnvironment = isKnown || official != nil
    workingDirectory = config.workingDirectory ?? (isKnown && config.workdir == nil ? "/" : nil)
    exposedPorts = isKnown || official != nil ? (official?.exposedPorts ?? []) + config.exposedPorts : nil
    // Those of a base image that nobody knows come on top.
    volumes = (official?.volumes ?? []) + config.volumes.names
    healthcheck = config.healthcheck.flatMap(Check.init)
    stopSignal = config.stopSignal?.value ?? (isScratch ? "" : nil)
  }
}

extension RuntimeConfig.Check {
  fileprivate init?(_ check: ImageConfig.Healthcheck) {
    guard check.checksAnything else { return nil }
    let seconds = { (value: Double) in value > 0 ? value : nil }
    self.init(
      test: check.test, interval: seconds(check.interval), timeout: seconds(check.timeout),
      startPeriod: seconds(check.startPeriod), retries: check.retries)
  }

  fileprivate init?(_ check: Healthcheck) {
    guard !check.isNone, check.test.count > 1 else { return nil }
    self.init(
      test: check.test, interval: check.seconds("interval"), timeout: check.seconds("timeout"),
      startPeriod: check.seconds("start-period"),
      retries: check.instruction.flag("retries")?.value.flatMap { Int($0) })
  }
}
