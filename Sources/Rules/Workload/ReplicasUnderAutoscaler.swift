package import Linting
package import Workloads

/// Two who set the number of pods.
package struct ReplicasUnderAutoscaler: Rule {
  package static let info = RuleInfo(
    name: "replicas-under-autoscaler",
    aliases: ["kube-score:horizontalpodautoscaler"],
    groups: ["correctness", "kubernetes"], severity: .warning,
    summary: "A workload that an autoscaler scales has a fixed number of replicas, or an autoscaler has no target.",
    rationale: """
      Each deployment sets the number back to that of the file, and the autoscaler has to begin again: pods end in the
      middle of the load. An autoscaler whose target is missing does nothing.
      """,
    help: "Remove `replicas` from the workload; name the workload that is meant.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: ‹3›
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
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: web
          minReplicas: 2
          maxReplicas: 5
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
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: ‹wbe›
          minReplicas: 2
          maxReplicas: 5
        """),
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
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: web
          minReplicas: 2
          maxReplicas: 5
        """)
    ],
    references: [
      "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling"
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    let bundle = manifest.bundle
    let fixed = manifest.workloads.compactMap { workload -> Finding? in
      guard let replicas = workload.replicas, let scaler = bundle.scaler(of: workload.object) else { return nil }
      var finding = manifest.finding(Self.info, fights(workload, scaler), at: replicas.range)
      finding.notes = [manifest.note("the autoscaler", at: scaler.spot, of: scaler)]
      return finding
    }
    let idle = manifest.objects.filter { $0.kind == "HorizontalPodAutoscaler" }.compactMap { scaler -> Finding? in
      guard let target = scaler.node["spec", "scaleTargetRef"], let name = target["name"], !bundle.workloads.isEmpty,
        let kind = target["kind"]?.text, Workload.Kind(rawValue: kind) != nil,
        bundle.objects(ofKind: kind, named: name.text ?? "", in: scaler.namespace).isEmpty
      else { return nil }
      return manifest.finding(Self.info, idles(scaler, name.text ?? ""), at: name.range)
    }
    return fixed + idle
  }
}

private func fights(_ workload: Workload, _ scaler: KubernetesObject) -> String {
  "\(workload.object.title) has a fixed number of replicas, which \(scaler.title) sets as well"
}

private func idles(_ scaler: KubernetesObject, _ name: String) -> String {
  "\(scaler.title) scales \(name), which is not among the manifests"
}
