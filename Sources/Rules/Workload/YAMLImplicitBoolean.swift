package import Linting
package import Workloads

/// A text that YAML takes for something else.
package struct YAMLImplicitBoolean: Rule {
  package static let info = RuleInfo(
    name: "yaml-implicit-boolean",
    groups: ["correctness", "yaml"], severity: .error, fix: .safe,
    summary: "A boolean or number stands unquoted where the API wants a text.",
    rationale: """
      Kubernetes reads YAML 1.1, for which yes, no, on, off, y and n are booleans and 0444 is 292. Where the API wants
      a text, as in variables, labels, annotations and the data of a ConfigMap, it refuses the object.
      """,
    help: "Quote the value.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              env:
                - name: FEATURE
                  value: ‹on›
                - name: PORT
                  value: ‹8080›
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: web
                image: shop/web:1.4.2
                env:
                  - name: FEATURE
                    value: "on"
                  - name: PORT
                    value: "8080"
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          ‹n›: "1"
        """,
        fixed: """
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
          data:
            "n": "1"
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              env:
                - name: FEATURE
                  value: "on"
                - name: PORT
                  value: "8080"
        """)
    ],
    references: ["https://yaml.org/type/bool.html"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    var findings: [Finding] = []
    for object in manifest.objects {
      ManifestSchema.kubernetes.visit(object) { visit in
        if visit.type.isText, let scalar = visit.node.scalar, let found = Self.words(for: scalar) {
          findings.append(
            finding(
              value(found, visit.entry?.key), quoting: scalar.text, at: visit.node.range, of: object, in: manifest))
        }
        guard case .map = visit.type else { return }
        // Also those that another one overrides: once that one is in quotes, they count.
        for entry in visit.node.writtenEntries where entry.keyStyle == .plain {
          let key = YAMLScalar(text: entry.key, style: .plain)
          guard case .boolean(let flag) = key.value else { continue }
          findings.append(
            finding(name(entry.key, flag), quoting: entry.key, at: entry.keyRange, of: object, in: manifest))
        }
      }
    }
    return findings
  }

  private static func words(for scalar: YAMLScalar) -> String? {
    switch scalar.value {
    case .boolean(let flag): "`\(scalar.text)` is the boolean \(flag)"
    case .integer(let number):
      String(number) == scalar.text ? "`\(scalar.text)` is a number" : "`\(scalar.text)` is the number \(number)"
    case .number: "`\(scalar.text)` is a number"
    case .null, .string: nil
    }
  }

  private func finding(
    _ message: String, quoting text: String, at range: Range<Int>, of object: KubernetesObject, in manifest: Manifest
  ) -> Finding {
    var finding = manifest.finding(Self.info, message, at: range, keeping: object, in: .rejected)
    finding.fix = manifest.fix(.safe, writing: "\"\(text)\"", at: range)
    return finding
  }
}

extension ManifestSchema.FieldType {
  fileprivate var isText: Bool {
    switch self {
    case .text, .label, .choice: true
    default: false
    }
  }
}

private func value(_ found: String, _ key: String?) -> String {
  "\(found) in YAML, and the API wants a text\(key.map { " for `\($0)`" } ?? "")"
}

private func name(_ key: String, _ flag: Bool) -> String {
  "the key `\(key)` is the boolean \(flag) in YAML, so that it becomes \"\(flag)\""
}
