package import Linting
package import Workloads

/// A Service whose selector no pod meets.
package struct ServiceWithoutPods: Rule {
  package static let info = RuleInfo(
    name: "service-without-pods",
    aliases: ["kube-linter:dangling-service", "kube-score:service-targets-pod"],
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A Service selects no pod of the manifests.",
    rationale: """
      Such a Service exists and has an address, but nobody answers there: the rollout succeeds and the traffic fails. Often the
      selector names the workload where its pods have another label. Files without any workload are left alone, and so
      are Services whose pods another program may make: labels of an operator, or of a kind that is not judged.
      """,
    help:
      "Make the selector equal to labels of the pod template, or judge the manifests together that are deployed together.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            ‹app: shop-web›
          ports:
            - port: 80
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: shop-web
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
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            app: web
          ports:
            - port: 80
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels:
            app: web
            tier: front
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    let bundle = manifest.bundle
    guard !bundle.workloads.isEmpty else { return [] }
    return manifest.services.compactMap { service in
      guard let selector = service.selectorNode, !service.selector.isEmpty, service.type != "ExternalName",
        bundle.workloads(selectedBy: service).isEmpty, !bundle.mayHaveOtherPods(for: service)
      else { return nil }
      return manifest.finding(Self.info, message(service, nearest(to: service, in: bundle)), at: selector.range)
    }
  }

  /// Among more workloads, nobody looks for the one that may be meant.
  private static let mostWorkloads = 500

  /// The workload whose pods share most labels with the selector, or whose name it has; nil where none does.
  private func nearest(to service: Service, in bundle: Bundle) -> Workload? {
    let wanted = service.selector
    let workloads = bundle.workloads.prefix(Self.mostWorkloads)
    let shared = { (workload: Workload) in wanted.count { workload.pod.labels[$0.key] == $0.value } }
    let named = workloads.first { workload in wanted.values.contains { $0 == workload.object.name } }
    return workloads.filter { shared($0) > 0 }.max { shared($0) < shared($1) } ?? named
  }
}

private func message(_ service: Service, _ nearest: Workload?) -> String {
  let wanted = words(service.selector)
  guard let nearest else { return "\(service.object.title) selects \(wanted), and no pod has such labels" }
  if let namespace = nearest.object.namespace, !service.object.mayReach(namespace: namespace) {
    return "\(service.object.title) selects \(wanted), but \(nearest.object.title) is in the namespace \(namespace)"
  }
  let labels = nearest.pod.labels.isEmpty ? "no labels" : words(nearest.pod.labels)
  return "\(service.object.title) selects \(wanted), but the pods of \(nearest.object.title) have \(labels)"
}

private func words(_ labels: [String: String]) -> String {
  labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
}
