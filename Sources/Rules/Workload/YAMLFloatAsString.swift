package import Linting
package import Workloads

/// A version that YAML rounds.
package struct YAMLFloatAsString: Rule {
  package static let info = RuleInfo(
    name: "yaml-float-as-string",
    groups: ["correctness", "helm", "yaml"], severity: .warning, fix: .unsafe,
    summary: "A tag or version stands unquoted, and YAML makes another text of it.",
    rationale: """
      1.20 is the number 1.2, and a commit such as 1234567e8 a large one: what is deployed is another version. In
      fields that the API knows as texts, it is an error of `yaml-implicit-boolean`.
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

  /// The text that comes of a number; nil where it is the same, or no number.
  private static func otherText(_ node: YAMLNode) -> String? {
    let other: String
    switch node.scalar?.value {
    case .integer(let number): other = String(number)
    case .number(let number): other = "\(number)"
    case .boolean, .null, .string, nil: return nil
    }
    return other == node.scalar?.text ? nil : other
  }
}

private func message(_ key: String, _ text: String, _ other: String) -> String {
  "\(key) \(text) is the number \(other) in YAML: write \"\(text)\""
}
