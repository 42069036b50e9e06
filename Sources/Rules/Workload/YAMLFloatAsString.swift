package import Linting
package import Workloads

/// A version that YAML rounds.
package struct YAMLFloatAsString: ManifestAndValuesRule {
  package static let info = RuleInfo(
    name: "yaml-float-as-string",
    groups: ["correctness", "helm", "yaml"], severity: .warning, fix: .unsafe,
    summary: "A tag or version stands unquoted, and YAML makes another text of it.",
    rationale: """
      1.20 is the number 1.2, and a commit such as 1234567e8 a large one: what is deployed is another version. In
      fields that the API knows as texts, it is an error of `yaml-implicit-boolean`. In Helm values it holds for every key that
      ends in one of these words; a number that stays the same text is left to `number-as-text-value`.
      """,
    help: "Quote the value.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: example.com/v1
        kind: Release
        spec:
          image:
            tag: ‹1.20›
          version: ‹1234567e8›
        """,
        fixed: """
          apiVersion: example.com/v1
          kind: Release
          spec:
            image:
              tag: "1.20"
            version: "1234567e8"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: example.com/v1
        kind: Release
        spec:
          image:
            tag: "1.20"
          version: 1.2.0
        """)
    ],
    silences: [NumberAsTextValue.info.name],
    references: ["https://yaml.org/type/float.html"])

  package init() {}

  private static let keys: Set = [
    "tag", "imageTag", "version", "appVersion", "targetRevision", "revision", "commit", "ref",
  ]

  package func check(_ manifest: Manifest) -> [Finding] {
    let foreign = manifest.objects.filter { ManifestSchema.kubernetes.type(of: $0) == nil }
    var findings: [Finding] = []
    for object in foreign {
      object.node.forEach { node in
        for entry in node.entries where Self.keys.contains(entry.key) {
          guard let text = entry.value.scalar?.text, let other = Self.otherText(entry.value) else { continue }
          var finding = manifest.finding(Self.info, message(entry.key, text, other), at: entry.value.range)
          let place = manifest.source.place(of: entry.value.range)
          finding.fix = Fix(.unsafe, edits: [.init(place: place, text: "\"\(text)\"")])
          findings.append(finding)
        }
      }
    }
    return findings
  }

  package func check(_ values: ChartValues) -> [Finding] {
    var findings: [Finding] = []
    values.file.forEachScalar { value, path in
      guard let key = path.last, Self.isVersion(key), !ValuesSecret.isNamed(path), let text = value.scalar?.text,
        let other = Self.otherText(value)
      else { return }
      let name = "`\(path.joined(separator: "."))`"
      var finding = values.finding(Self.info, message(name, text, other), at: value.range)
      if let place = finding.place { finding.fix = Fix(.unsafe, edits: [.init(place: place, text: "\"\(text)\"")]) }
      findings.append(finding)
    }
    return findings
  }

  /// Whether a value under this key is a version or a tag, in whatever company: `imageTag`, `schemaVersion`.
  private static func isVersion(_ key: String) -> Bool {
    let words = LiteralSecret.snakeCase(key).lowercased().split(separator: "_")
    return words.last.map { ["commit", "revision", "sha", "tag", "version"].contains($0) } ?? false
  }

  /// The text that comes of a number; nil where it is the same, or no number.
  private static func otherText(_ node: YAMLNode) -> String? {
    let other: String
    switch node.scalar?.value {
    case .integer(let number): other = String(number)
    // 1.0 is written as 1.
    case .number(let number): other = Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .boolean, .null, .string, nil: return nil
    }
    return other == node.scalar?.text ? nil : other
  }
}

private func message(_ key: String, _ text: String, _ other: String) -> String {
  "\(key) \(text) is the number \(other) in YAML: write \"\(text)\""
}
