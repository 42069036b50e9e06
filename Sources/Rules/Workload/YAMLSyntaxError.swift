package import Linting
package import Workloads

/// A document that Kubernetes and Helm cannot read.
package struct YAMLSyntaxError: YAMLRule {
  package static let info = RuleInfo(
    name: "yaml-syntax-error",
    groups: ["correctness", "yaml"], severity: .error,
    summary: "A document cannot be read as Kubernetes and Helm read YAML.",
    rationale: """
      What cannot be read cannot be applied, and nothing of it is judged. Kubernetes reads YAML 1.1 with a parser of its own,
      so a file that another parser takes may still be refused.
      """,
    help: "Mend the line that is named; `kubectl apply --dry-run=client -f FILE` reads the file as Kubernetes does.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
        ‹\t›name: settings
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        --- ‹{kind: Secret}›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        --- # the next one
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: more }
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/"])

  package init() {}

  package var helpForValues: String? {
    "Mend the line that is named; `helm template CHART --values FILE` reads the file as Helm does."
  }

  package func findings(in source: SourceText, faults: [YAMLFault]) -> [Finding] {
    faults.compactMap { fault in
      guard case .syntax = fault.kind else { return nil }
      let range = fault.range ?? 0..<min(1, source.bytes.count)
      return Finding(Self.info, fault.message, at: source.place(of: range))
    }
  }
}
