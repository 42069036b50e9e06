internal import Linting
internal import Rules

extension HadolintConfig {
  /// Reads the text of a configuration file of hadolint; `path` is what messages call it.
  ///
  /// hadolint drops a file with an unknown type and passes over unknown keys and codes; here each is a fault.
  static func decode(_ bytes: [UInt8], path: String, names: RuleNames) throws(PolicyError) -> HadolintConfig {
    let root = try ReadYAML.root(of: bytes, path: path, mayBeEmpty: true)
    var context = DecodeContext(source: path, names: names)
    var config = HadolintConfig()
    root.decode(into: &config, by: keys, &context)
    try context.finish()
    return config
  }

  /// Whether a file looks like one of hadolint's and not like a project file: by its name, else by its keys.
  static func isOne(_ path: InputPath) -> Bool {
    if path.name.contains("hadolint") { return true }
    guard let bytes = try? ReadFile.bytes(at: path.absolute),
      let root = try? ReadYAML.root(of: bytes, path: path.display), case .mapping(let entries) = root.content
    else { return false }
    let found = Set(entries.map(\.key))
    return !found.contains("version") && !found.isDisjoint(with: keys.decoders.map(\.key))
  }

  static let keys = KeyTable<HadolintConfig>(decoders: [
    ("no-fail", { $0.neverFails = $1.yamlFlag(&$2) }),
    ("no-color", { _ = $1.yamlFlag(&$2) }),
    ("verbose", { _ = $1.yamlFlag(&$2) }),
    ("format", { $1.checkFormat(&$2) }),
    ("formats", { for format in $1.list("formats of reports", &$2) { format.checkFormat(&$2) } }),
    ("override", { $0.decodeOverrides($1, &$2) }),
    ("ignored", { $0.decodeIgnored($1, &$2) }),
    ("trustedRegistries", { $0.decodeRegistries($1, &$2) }),
    ("label-schema", { $0.decodeLabels($1, &$2) }),
    ("strict-labels", { $0.hasStrictLabels = $1.yamlFlag(&$2) }),
    ("disable-ignore-pragma", { $0.voidsPragmas = $1.yamlFlag(&$2) }),
    ("failure-threshold", { $0.failureThreshold = $1.choice(thresholds, &$2) }),
  ])

  private static let overrideKeys = KeyTable<HadolintConfig>(
    decoders: Severity.allCases.sorted(by: >).map { severity in
      (severity.rawValue, { $0.overrides[severity, default: []] += $1.codes(&$2).map(\.selector) })
    })

  /// In hadolint `ignore` and `none` are below every severity: any finding fails.
  private static let thresholds: [(word: String, value: Severity)] =
    Severity.allCases.sorted(by: >).map { ($0.rawValue, $0) } + [("ignore", .style), ("none", .style)]

  private mutating func decodeOverrides(_ node: ConfigNode, _ context: inout DecodeContext) {
    if case .nothing = node.content { return }
    node.decode(into: &self, by: Self.overrideKeys, &context)
  }

  private mutating func decodeIgnored(_ node: ConfigNode, _ context: inout DecodeContext) {
    for (selector, place) in node.codes(&context) {
      if selector == .alias("DL1000") {
        context.fault(place, "DL1000, a file that cannot be parsed, cannot be ignored: remove it from \(node.name)")
      } else {
        ignored.append(selector)
      }
    }
  }

  private mutating func decodeRegistries(_ node: ConfigNode, _ context: inout DecodeContext) {
    guard !node.list("registries", &context).isEmpty else { return }
    trustedRegistries += node.registries(&context) ?? []
  }

  /// A label without a kind may hold any text, as in hadolint.
  private mutating func decodeLabels(_ node: ConfigNode, _ context: inout DecodeContext) {
    if case .nothing = node.content { return }
    let kinds = LabelKind.allCases.map { ($0.rawValue, $0) }
    for entry in node.entries(&context, expected: "a mapping of labels to their kinds") ?? [] {
      if case .scalar("") = entry.value.content {
        labelSchema[entry.key] = .text
      } else if let kind = entry.value.choice(kinds, &context) {
        labelSchema[entry.key] = kind
      }
    }
  }
}

extension ConfigNode {
  static let formats = [
    "tty", "gnu", "json", "checkstyle", "codeclimate", "gitlab_codeclimate", "codacy", "sonarqube", "sarif", "junit",
  ]

  /// hadolint reads YAML 1.2: `yes` and `on` are texts.
  fileprivate func yamlFlag(_ context: inout DecodeContext) -> Bool? {
    if case .scalar(let text) = content, ["True", "TRUE", "False", "FALSE"].contains(text) {
      return text.lowercased() == "true"
    }
    return flag(&context)
  }

  fileprivate func checkFormat(_ context: inout DecodeContext) {
    let _: String? = choice(Self.formats.map { ($0, $0) }, &context)
  }

  /// The items of a list; a key without a value is an empty one.
  fileprivate func list(_ what: String, _ context: inout DecodeContext) -> [ConfigNode] {
    if case .nothing = content { return [] }
    return items(&context, expected: "a list of \(what)") ?? []
  }

  fileprivate func codes(_ context: inout DecodeContext) -> [(selector: RuleNames.Selector, place: Place)] {
    var codes: [(RuleNames.Selector, Place)] = []
    for item in list("codes such as DL3008", &context) {
      guard let text = item.text(&context, expected: "a code such as DL3008") else { continue }
      if case .alias(let alias)? = context.names.selector(text), AliasOrigin.hadolint.owns(alias) {
        codes.append((.alias(alias), item.place))
      } else {
        context.fault(item.place, Self.unknownCode(text, in: name, context.names))
      }
    }
    return codes
  }

  /// Codes of earlier versions, which configurations still have.
  private static let retired: Set = ["DL3005", "DL3017", "DL3031", "DL3039", "DL4002"]

  private static func unknownCode(_ text: String, in list: String, _ names: RuleNames) -> String {
    if retired.contains(text) { return "hadolint has no rule \(text) any more: remove it from \(list)" }
    let guess = nearest(to: text, among: names.aliases(of: .hadolint)).map { ": did you mean `\($0)`?" }
    return "unknown code `\(text)` in \(list)"
      + (guess ?? ": expected a code of hadolint or ShellCheck, such as DL3008")
  }
}
