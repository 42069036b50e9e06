package import Linting
package import Workloads

/// A service account that is not there.
package struct ServiceAccountMissing: Rule {
  package static let info = RuleInfo(
    name: "service-account-missing",
    aliases: ["kube-linter:non-existent-service-account"],
    groups: ["correctness", "kubernetes"], severity: .warning,
    summary: "A pod names a service account that the manifests do not have, though the policy calls them complete.",
    rationale: """
      The pods are then not created at all: the ReplicaSet says FailedCreate. Silent without the option `complete`.
      """,
    help: "Deploy the account along, or name one that there is.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: ‹shop›
          containers:
            - name: web
              image: shop/web:1.4.2
        """, policy: "rules: { service-account-missing: { complete: true } }")
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: shop
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: shop
          containers:
            - name: web
              image: shop/web:1.4.2
        """, policy: "rules: { service-account-missing: { complete: true } }")
    ],
    options: [complete],
    references: ["https://kubernetes.io/docs/concepts/security/service-accounts/"])

  private let isComplete: Bool

  package init(_ settings: RuleSettings) { isComplete = settings.options(of: Self.info).flag(Self.complete) }

  package func check(_ manifest: Manifest) -> [Finding] {
    guard isComplete else { return [] }
    let bundle = manifest.bundle
    return manifest.workloads.compactMap { workload in
      guard let node = workload.pod.spec.serviceAccountName, let name = node.text, name != "default", !name.isEmpty,
        bundle.objects(ofKind: "ServiceAccount", named: name, in: workload.object.namespace).isEmpty
      else { return nil }
      return manifest.finding(
        Self.info,
        message(
          workload, name,
          nearest(to: name, among: bundle.objects(ofKind: "ServiceAccount").prefix(500).compactMap(\.name))),
        at: node.range, keeping: workload.object, in: .notCreated)
    }
  }
}

extension ServiceAccountMissing {
  static let complete = RuleInfo.Option(
    "complete", .flag, "Whether the manifests of a run are all that is deployed; without it the rule is silent.")
}

private func message(_ workload: Workload, _ name: String, _ near: String?) -> String {
  "\(workload.object.title) needs the ServiceAccount \(name), which is not among the manifests"
    + (near.map { ": did you mean `\($0)`?" } ?? "")
}
