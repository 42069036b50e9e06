internal import Linting

/// The variables that the builder's own expansion sees at one point of a Dockerfile: ENV and ARG in sequence, the later
/// one winning.
package struct Environment: Sendable {
  /// What is known of the names that ENV sets, or ARG declares with or without a value.
  private var variables = OrderedMap<VariableValue?>()

  /// Names that only the builder has set so far: whoever writes a file thinks of others first.
  private var builderNames: Set<String> = []

  /// Whether a base image that nobody has read may set more.
  var mayHoldMore = false

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

  /// The known name that was probably meant, of those that the file or its base image gives. A file with very many names is
  /// made by a program, which does not mistype.
  package func nearestName(to name: String) -> String? {
    guard variables.entries.count <= Self.mostNames else { return nil }
    let names = variables.names.filter { !builderNames.contains($0) }.sorted()
    return nearest(to: name, among: names, limit: name.utf8.count < Self.longName ? 1 : 2)
  }

  private static let mostNames = 256
  /// Two letters make another word of a shorter one.
  private static let longName = 8

  package mutating func set(_ name: String, to value: VariableValue) {
    builderNames.remove(name)
    variables[name] = .some(value)
  }

  /// Sets what every stage has without a word of the file.
  mutating func setByBuilder(_ name: String, to value: VariableValue) {
    set(name, to: value)
    builderNames.insert(name)
  }

  package mutating func declare(_ name: String) { if !knows(name) { variables[name] = .some(nil) } }

  /// Expands a text here.
  package func expand(_ text: String, escape: UInt8) throws(ExpansionFault) -> Expansion {
    var budget = ExpansionBudget()
    return try expand(text, escape: escape, spending: &budget)
  }

  func expand(
    _ text: String, escape: UInt8, spending budget: inout ExpansionBudget
  ) throws(ExpansionFault) -> Expansion {
    guard ExpansionLexer.changes(text.utf8, escape: escape) else { return Expansion(text) }
    return try Dockerfile.expand(Array(text.utf8), escape: escape, in: self, spending: &budget)
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
