package import Linting
package import Workloads

/// A file mode that is not octal.
package struct YAMLOctalSurprise: Rule {
  package static let info = RuleInfo(
    name: "yaml-octal-surprise",
    groups: ["correctness", "yaml"], severity: .warning, fix: .unsafe,
    summary: "The mode of a file is written like an octal number, but without the 0 in front.",
    rationale: """
      YAML takes 644 for a decimal number, which is 1204 in octal: the files get rights that nobody meant, or the API
      refuses it. Decimal modes such as 420 are left alone.
      """,
    help: "Write a 0 in front, as in 0644.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: script
              configMap:
                name: script
                defaultMode: ‹755›
          containers:
            - name: web
              image: shop/web:1.4.2
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            volumes:
              - name: script
                configMap:
                  name: script
                  defaultMode: 0755
            containers:
              - name: web
                image: shop/web:1.4.2
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: script
              configMap:
                name: script
                defaultMode: 0755
            - name: keys
              secret:
                secretName: keys
                defaultMode: 256
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/storage/volumes/#configmap"])

  package init() {}

  /// Modes that people do write as decimal numbers: 0644, 0600, 0400, 0444, 0555, 0700, 0755, 0777, 0640, 0440.
  private static let decimals: Set = [420, 384, 256, 292, 365, 448, 493, 511, 416, 288]

  package func check(_ manifest: Manifest) -> [Finding] {
    var findings: [Finding] = []
    for object in manifest.objects {
      ManifestSchema.kubernetes.visit(object) { visit in
        guard case .integer = visit.type, let key = visit.entry?.key, key == "mode" || key == "defaultMode",
          let text = visit.node.text, let number = visit.node.integer
        else { return }
        guard isMeantAsOctal(text, number) else {
          if !(0...0o777).contains(number) {
            findings.append(manifest.finding(Self.info, outOfRange(key, text, number), at: visit.node.range))
          }
          return
        }
        var finding = manifest.finding(Self.info, message(key, text, number), at: visit.node.range)
        finding.fix = manifest.fix(.unsafe, writing: "0" + text, at: visit.node.range)
        findings.append(finding)
      }
    }
    return findings
  }

  private func isMeantAsOctal(_ text: String, _ number: Int) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
      && !text.hasPrefix("0") && !Self.decimals.contains(number)
  }
}

private func outOfRange(_ key: String, _ text: String, _ number: Int) -> String {
  "\(key) \(text) is no mode that the API takes: expected 0 to 0777, which is 511 as a decimal number"
}

private func message(_ key: String, _ text: String, _ number: Int) -> String {
  "\(key) \(text) is a decimal number, \(octal(UInt16(clamping: number))) in octal: did you mean 0\(text)?"
}
