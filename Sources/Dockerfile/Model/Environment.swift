/// The variables that the builder's own expansion sees at one point of a Dockerfile: ENV and ARG in sequence, the later
/// one winning.
package struct Environment: Sendable, Hashable {
  private var values: [String: VariableValue] = [:]
  /// Names that an ARG declares, with or without a value.
  private var declared: Set<String> = []

  package init() {}

  /// What is known of a variable; nil when it is not set, though it may be declared.
  package func value(of name: String) -> VariableValue? { values[name] }

  /// The variables that are set.
  package var names: some Collection<String> { values.keys }

  /// Whether an ARG declares the name, or it has a value.
  package func knows(_ name: String) -> Bool { values[name] != nil || declared.contains(name) }

  package mutating func set(_ name: String, to value: VariableValue) { values[name] = value }

  package mutating func declare(_ name: String) { declared.insert(name) }

  /// Expands a text here; nil when BuildKit would refuse it.
  package func expand(_ text: String, escape: UInt8) -> Expansion? {
    let values = values
    return try? Dockerfile.expand(Array(text.utf8), escape: escape) { values[$0] }
  }

  /// The arguments that every build has before the first FROM, without declaration.
  package static let automaticNames = [
    "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
    "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
  ]

  /// What FROM sees of the automatic arguments: they are set, to what is not known here.
  static var automatic: Environment {
    var environment = Environment()
    for name in automaticNames { environment.set(name, to: .unknown) }
    return environment
  }
}
