package import Linting
package import Workloads

/// A workload that does not know its own pods.
package struct SelectorTemplateMismatch: Rule {
  package static let info = RuleInfo(
    name: "selector-template-mismatch",
    aliases: [
      "kube-linter:mismatching-selector", "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
    ],
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The selector of a workload does not match the labels of its template.",
    rationale: """
      The API refuses the object: its pods would not be its own. Nor does it take an empty selector, which means all \
      pods. A selector cannot be changed later.
      """,
    help: "Make the labels of the template meet the selector.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              ‹app: web›
          template:
            metadata:
              labels:
                app: shop
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.compactMap { workload in
      guard ![.pod, .job, .cronJob].contains(workload.kind), workload.pod.node != nil else { return nil }
      guard let selector = workload.selector else {
        // The selector of a ReplicationController is that of its template unless it says otherwise.
        // What has no image is a patch over another file.
        let isPatch = workload.pod.spec.containers.allSatisfy { $0.image == nil }
        if workload.kind == .replicationController || isPatch { return nil }
        return manifest.finding(
          Self.info, absent(workload), at: workload.object.spot, keeping: workload.object, in: .rejected)
      }
      if selector.isEmpty, workload.kind != .replicationController {
        return manifest.finding(
          Self.info, empty(workload), at: workload.spec?.entry("selector")?.keyRange ?? workload.object.spot,
          keeping: workload.object, in: .rejected)
      }
      let unmet = selector.unmet(by: workload.pod.labels)
      guard !unmet.isEmpty else { return nil }
      let place = selector.node["matchLabels"]?.range ?? selector.node.range
      var finding = manifest.finding(
        Self.info, message(workload, unmet), at: place, keeping: workload.object, in: .rejected)
      let labels = workload.pod.node?["metadata", "labels"]
      finding.notes =
        labels.map { [manifest.note("the labels of the template", at: $0.spot, of: workload.object)] } ?? []
      return finding
    }
  }
}

private func message(_ workload: Workload, _ unmet: [String]) -> String {
  let labels = workload.pod.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
  return
    "\(workload.object.title) selects \(unmet.joined(separator: ", ")), but its template has \(labels.isEmpty ? "no labels" : labels)"
}

private func absent(_ workload: Workload) -> String {
  "\(workload.object.title) has no selector: expected one that its template meets"
}

private func empty(_ workload: Workload) -> String {
  "\(workload.object.title) has an empty selector, which would take all pods for its own: expected one that its template meets"
}
