/// What a policy demands of an image's configuration, and so of the Dockerfile's final stage.
package struct ConfigDemands: Sendable, Hashable {
  /// Labels that must be there, and of which kind.
  package var labels: [String: LabelKind]
  /// The ports that the image must expose, and no others, as its configuration has them (`3000/tcp`); nil for any.
  package var ports: [String]?
  /// The values that variables must have.
  package var environment: [String: String]
  /// Whether a health check must be there.
  package var requiresHealthcheck: Bool
  /// Whether the user must be another than root; nil when the policy does not say.
  package var requiresNonRootUser: Bool?
  /// Whether the user must be a number; nil when the policy does not say.
  package var requiresNumericUser: Bool?
  /// `os/architecture[/variant]`, one of which the image must be for; nil for any.
  package var platforms: [String]?
  /// The most days since the image was made.
  package var age: Int?
  /// The words of ENTRYPOINT and CMD in the exec form; nil for any.
  package var entrypoint: [String]?
  package var cmd: [String]?
  package var workdir: String?
  package var stopSignal: String?

  package init(
    labels: [String: LabelKind] = [:], ports: [String]? = nil, environment: [String: String] = [:],
    requiresHealthcheck: Bool = false, requiresNonRootUser: Bool? = nil, requiresNumericUser: Bool? = nil,
    platforms: [String]? = nil, age: Int? = nil, entrypoint: [String]? = nil, cmd: [String]? = nil,
    workdir: String? = nil, stopSignal: String? = nil
  ) {
    self.labels = labels
    self.ports = ports
    self.environment = environment
    self.requiresHealthcheck = requiresHealthcheck
    self.requiresNonRootUser = requiresNonRootUser
    self.requiresNumericUser = requiresNumericUser
    self.platforms = platforms
    self.age = age
    self.entrypoint = entrypoint
    self.cmd = cmd
    self.workdir = workdir
    self.stopSignal = stopSignal
  }
}
