package import Linting
package import Workloads

/// One key twice in a mapping.
package struct YAMLDuplicateKey: YAMLRule {
  package static let info = RuleInfo(
    name: "yaml-duplicate-key",
    groups: ["correctness", "yaml"], severity: .error, fix: .unsafe,
    summary: "One key stands twice in a mapping, and the last one wins in silence.",
    rationale: """
      Kubernetes and Helm take the later value and say nothing of the earlier one, so a setting that everybody sees in the file
      has no effect.
      """,
    help: "Remove one of the two; if both were meant, join what they hold under one key.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          LOG_LEVEL: info
          ‹LOG_LEVEL›: debug
        """,
        fixed: """
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
          data:
            LOG_LEVEL: debug
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          LOG_LEVEL: info
          log_level: debug
        """)
    ],
    references: ["https://yaml.org/spec/1.2.2/#3213-node-comparison"])

  package init() {}

  package func findings(in source: SourceText, faults: [YAMLFault]) -> [Finding] {
    faults.compactMap { fault in
      guard case .repeatedKey(let key, let again, let first, let removal) = fault.kind, let range = fault.range else {
        return nil
      }
      let words = message(key, again, source.line(at: first.lowerBound))
      var finding = Finding(Self.info, words, at: source.place(of: range))
      finding.notes = [Finding.Note("the value here has no effect", place: source.place(of: first))]
      finding.fix = Fix(.unsafe, all: [removal])
      return finding
    }
  }
}

private func message(_ key: String, _ again: String, _ line: Int) -> String {
  let what = key == again ? "the key `\(key)` stands twice" : "the keys `\(key)` and `\(again)` are one boolean"
  return "\(what): the value on line \(line) is lost"
}
