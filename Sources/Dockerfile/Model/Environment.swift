internal import Linting

/// The variables that the builder's own expansion sees at one point of a Dockerfile: ENV and ARG in sequence, the later
/// one winning.
package struct Environment: Sendable {
  /// What is known of the names that ENV sets, or ARG declares with or without a value.
  private var variables = OrderedMap<VariableValue?>()

  /// `--build-arg`: these beat the defaults of ARG.
  package internal(set) var given: [String: String] = [:]

  package init() {}

  /// The PATH that builders and runtimes give to an image without one (moby's `system.DefaultPathEnv` on Unix).
  package static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// What is known of a variable; nil when it is not set, though it may be declared.
  package func value(of name: String) -> VariableValue? { variables[name] ?? nil }

  /// The variables that are set.
  package var names: [String] { variables.entries.compactMap { $0.value == nil ? nil : $0.name } }

  /// Whether an ARG declares the name, or it has a value.
  package func knows(_ name: String) -> Bool { variables[name] != nil }

  /// The known name that was probably meant. A file with very many names is made by a program, which does not mistype.
  package func nearestName(to name: String) -> String? {
    guard variables.entries.count <= Self.mostNames else { return nil }
    return nearest(to: name, among: variables.names.sorted())
  }

  private static let mostNames = 256

  package mutating func set(_ name: String, to value: VariableValue) { variables[name] = .some(value) }

  package mutating func declare(_ name: String) { if !knows(name) { variables[name] = .some(nil) } }

  /// Expands a text here.
  package func expand(_ text: String, escape: UInt8) throws(ExpansionFault) -> Expansion {
    guard ExpansionLexer.changes(text.utf8, escape: escape) else { return Expansion(text) }
    return try Dockerfile.expand(Array(text.utf8), escape: escape, in: self)
  }

  /// The arguments that every build has before the first FROM, without declaration.
  package static let automaticNames = [
    "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
    "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
  ]

  /// What FROM sees of the automatic arguments. Without `--platform` their values are those of the usual builder, but not
  /// certain.
  static func automatic(target stage: String?, platform: Platform?) -> Environment {
    var environment = Environment()
    let usual = Platform(os: "linux", architecture: "amd64")
    for (prefix, given) in [("BUILD", nil), ("TARGET", platform)] {
      let shown = given ?? usual
      let values = [
        "PLATFORM": shown.description, "OS": shown.os, "OSVERSION": "", "ARCH": shown.architecture,
        "VARIANT": shown.variant,
      ]
      for (name, value) in values {
        environment.set(prefix + name, to: given == nil ? .uncertain(value) : .known(value))
      }
    }
    environment.set("TARGETSTAGE", to: .known(stage ?? "default"))
    return environment
  }
}
