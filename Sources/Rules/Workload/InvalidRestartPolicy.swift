package import Linting
package import Workloads

/// A restart policy that the API refuses.
package struct InvalidRestartPolicy: Rule {
  package static let info = RuleInfo(
    name: "invalid-restart-policy",
    aliases: ["kube-score:cronjob-restartpolicy"],
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A workload has a restart policy that the API refuses for its kind.",
    rationale: """
      A Job must say OnFailure or Never, because the pods of one that always restarts never end; all others restart
      always.
      """,
    help: "Set `restartPolicy: Never` or `OnFailure` for the pods of a Job; leave it out elsewhere.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: ‹migrate›
        spec:
          template:
            spec:
              containers:
                - name: migrate
                  image: shop/web:1.4.2
        """),
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
              restartPolicy: ‹OnFailure›
              containers:
                - name: web
                  image: shop/web:1.4.2
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: migrate
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: migrate
                  image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.compactMap { workload in
      guard workload.pod.spec.node != nil else { return nil }
      let written = workload.pod.spec.restartPolicy
      let policy = written?.text ?? "Always"
      let allowed =
        switch workload.kind {
        case .pod: ["Always", "OnFailure", "Never"]
        case .job, .cronJob: ["OnFailure", "Never"]
        case .deployment, .statefulSet, .daemonSet, .replicaSet, .replicationController: ["Always"]
        }
      guard !allowed.contains(policy) else { return nil }
      return manifest.finding(
        Self.info, message(workload, written?.text, allowed), at: written?.range ?? workload.object.spot,
        keeping: workload.object, in: .rejected, aliases: workload.kind == .cronJob ? nil : [])
    }
  }
}

private func message(_ workload: Workload, _ policy: String?, _ allowed: [String]) -> String {
  let found = policy.map { "the restartPolicy \($0)" } ?? "no restartPolicy, which means Always"
  return "\(workload.object.title) has \(found): expected \(allowed.joined(separator: " or "))"
}
