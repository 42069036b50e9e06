internal import Linting

/// hadolint's environment variables, which say the same as the keys of its file.
///
/// Each is turned into the value that its key would have, so that both are judged by one reader. hadolint takes a value that
/// it cannot read for none; here it is a fault.
enum HadolintVariables {
  /// A variable that is set to nothing counts as unset.
  static func relevant(in environment: [String: String]) -> [String: String] {
    let names = Set(keys.map(\.variable))
    return environment.filter { names.contains($0.key) && !$0.value.isEmpty }
  }

  static func decode(_ variables: [String: String], names: RuleNames) throws(PolicyError) -> HadolintConfig {
    var faults: [PolicyError.Fault] = []
    var config = HadolintConfig()
    for (variable, key, kind) in keys {
      guard let text = variables[variable], !text.isEmpty else { continue }
      var context = DecodeContext(source: "environment", names: names)
      let way = key.split(separator: ".").map(String.init)
      var node = kind.node(text, called: variable)
      for key in way.reversed() { node = mapping([(key, node)], called: variable) }
      node.decode(into: &config, by: HadolintConfig.keys, &context)
      // A variable has no lines.
      faults += context.faults.map { PolicyError.Fault($0.source, $0.message) }
    }
    guard faults.isEmpty else { throw PolicyError(faults) }
    return config
  }

  private static let keys: [(variable: String, key: String, kind: Kind)] = [
    ("HADOLINT_NOFAIL", "no-fail", .flag),
    ("HADOLINT_VERBOSE", "verbose", .flag),
    ("HADOLINT_FORMAT", "formats", .formats),
    ("HADOLINT_OVERRIDE_ERROR", "override.error", .list),
    ("HADOLINT_OVERRIDE_WARNING", "override.warning", .list),
    ("HADOLINT_OVERRIDE_INFO", "override.info", .list),
    ("HADOLINT_OVERRIDE_STYLE", "override.style", .list),
    ("HADOLINT_IGNORE", "ignored", .list),
    ("HADOLINT_TRUSTED_REGISTRIES", "trustedRegistries", .list),
    ("HADOLINT_REQUIRE_LABELS", "label-schema", .labels),
    ("HADOLINT_STRICT_LABELS", "strict-labels", .flag),
    ("HADOLINT_DISABLE_IGNORE_PRAGMA", "disable-ignore-pragma", .flag),
    ("HADOLINT_FAILURE_THRESHOLD", "failure-threshold", .word),
  ]

  /// How the text of a variable is written.
  private enum Kind {
    case flag
    case word
    /// Separated by commas.
    case list
    /// The same, of which hadolint takes what it knows: no report here depends on it.
    case formats
    /// `name:kind`, separated by commas.
    case labels

    func node(_ text: String, called name: String) -> ConfigNode {
      switch self {
      case .flag: return scalar(flagWords[text.lowercased()] ?? text, called: name)
      case .word: return scalar(text, called: name)
      case .list: return sequence(parts(of: text), called: name)
      case .formats: return sequence(parts(of: text).filter(ConfigNode.formats.contains), called: name)
      case .labels:
        let entries = parts(of: text).map { part in
          let pair = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
          return (pair.first ?? "", scalar(pair.dropFirst().first ?? "", called: name))
        }
        return mapping(entries, called: name)
      }
    }
  }

  private static let flagWords = [
    "1": "true", "y": "true", "on": "true", "true": "true", "yes": "true",
    "0": "false", "n": "false", "off": "false", "false": "false", "no": "false",
  ]

  private static let anywhere = Place(line: 1, column: 1, endLine: 1, endColumn: 1)

  private static func scalar(_ text: String, called name: String) -> ConfigNode {
    ConfigNode(content: .scalar(text), place: anywhere, keyPath: name)
  }

  private static func sequence(_ texts: [String], called name: String) -> ConfigNode {
    ConfigNode(content: .sequence(texts.map { scalar($0, called: name) }), place: anywhere, keyPath: name)
  }

  private static func mapping(_ entries: [(key: String, value: ConfigNode)], called name: String) -> ConfigNode {
    let entries = entries.map { ConfigNode.Entry(key: $0.key, place: anywhere, value: $0.value) }
    return ConfigNode(content: .mapping(entries), place: anywhere, keyPath: name)
  }

  private static func parts(of text: String) -> [String] {
    text.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }
}
