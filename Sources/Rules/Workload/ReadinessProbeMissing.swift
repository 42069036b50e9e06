package import Linting
package import Workloads

/// Traffic for a container that is not ready.
package struct ReadinessProbeMissing: Rule {
  package static let info = RuleInfo(
    name: "readiness-probe-missing",
    aliases: ["kube-linter:no-readiness-probe", "kube-score:pod-probes", "polaris:readinessProbeMissing"],
    groups: ["kubernetes", "probes"], severity: .warning,
    summary: "A Service selects pods none of whose containers has a readiness probe.",
    rationale: """
      The pod then gets traffic as soon as its process exists, so that each rollout fails requests. One container with
      a probe is enough: it speaks for the pod. Services that ask for pods which are not ready do not count.
      """,
    help: "Add a `readinessProbe` to the container that answers.",
    bad: [
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
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: ‹web›
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
                  readinessProbe:
                    tcpSocket: { port: 8080 }
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
              containers:
                - name: web
                  image: shop/web:1.4.2
        """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.compactMap { workload in
      guard !workload.kind.runsToCompletion, workload.pod.spec.containers.contains(where: { $0.image != nil }),
        !workload.pod.spec.servingContainers.contains(where: { $0.probe(.readiness) != nil }),
        let service = manifest.bundle.service(
          selecting: workload, where: { !$0.publishesUnready })
      else { return nil }
      var finding = manifest.finding(Self.info, message(workload, service), at: workload.object.spot)
      finding.notes = [manifest.note("the Service", at: service.object.spot, of: service.object)]
      return finding
    }
  }
}

private func message(_ workload: Workload, _ service: Service) -> String {
  "\(service.object.title) sends traffic to the pods of \(workload.object.title) before they are ready: none has a readinessProbe"
}
