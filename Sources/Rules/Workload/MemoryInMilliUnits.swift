package import Linting
package import Workloads

/// Memory in thousandths of a byte.
package struct MemoryInMilliUnits: Rule {
  package static let info = RuleInfo(
    name: "memory-in-milli-units",
    groups: ["kubernetes", "resources"], severity: .error, fix: .unsafe,
    summary: "An amount of memory or storage is given in thousandths of a byte.",
    rationale: """
      `m` is a thousandth, so `128m` of memory are 0.128 bytes: the container cannot start. It is the suffix of CPU.
      """,
    help: "Write Mi for mebibytes, or M for millions of bytes.",
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
              resources:
                limits:
                  memory: ‹128m›
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
                resources:
                  limits:
                    memory: 128Mi
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
          containers:
            - name: web
              image: shop/web:1.4.2
              resources:
                limits:
                  memory: 128Mi
                  cpu: 128m
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"])

  package init() {}

  private static let amountsOfBytes: Set = ["memory", "ephemeral-storage", "storage", "sizeLimit"]

  /// Whether it is the name of an amount of bytes, be it with what a quota counts of it: `requests.memory`.
  private static func isAmountOfBytes(_ key: String) -> Bool {
    key.split(separator: ".").last.map { amountsOfBytes.contains(String($0)) } ?? false
  }

  package func check(_ manifest: Manifest) -> [Finding] {
    var findings: [Finding] = []
    for object in manifest.objects {
      ManifestSchema.kubernetes.visit(object) { visit in
        guard visit.type == .quantity, let key = visit.entry?.key, Self.isAmountOfBytes(key),
          let amount = visit.node.quantity, ["m", "u", "n"].contains(amount.suffix), let text = visit.node.text
        else { return }
        var finding = manifest.finding(Self.info, message(key, text), at: visit.node.range)
        if visit.isOfPods { finding.effect = RolloutEffect(workload: object.start, state: .startError) }
        let meant = text.dropLast() + "Mi"
        finding.fix = manifest.fix(.unsafe, writing: String(meant), at: visit.node.range)
        findings.append(finding)
      }
    }
    return findings
  }
}

private func message(_ key: String, _ text: String) -> String {
  "\(key) \(text) is a fraction of a byte: did you mean \(text.dropLast())Mi?"
}
