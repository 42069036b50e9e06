package import Linting
package import Workloads

/// A token of the cluster that nobody needs.
package struct ServiceAccountTokenMount: Rule {
  package static let info = RuleInfo(
    name: "service-account-token-mount",
    aliases: ["kube-linter:default-service-account", "polaris:automountServiceAccountToken", "KSV-0036"],
    groups: ["kubernetes", "security"], severity: .info, fix: .unsafe,
    summary: "The token of a service account is mounted, and nothing shows that the pod needs it.",
    rationale: """
      Whoever breaks into the container can then talk to the API of the cluster. The token comes by default; a pod
      with a service account of its own is taken to need it.
      """,
    help: "Set `automountServiceAccountToken: false` for the pod.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: ‹web›
        spec:
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
            automountServiceAccountToken: false
            containers:
              - name: web
                image: shop/web:1.4.2
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          automountServiceAccountToken: ‹true›
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
            automountServiceAccountToken: false
            containers:
              - name: web
                image: shop/web:1.4.2
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          automountServiceAccountToken: false
          containers:
            - name: web
              image: shop/web:1.4.2
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: shop
          containers:
            - name: web
              image: shop/web:1.4.2
        """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting"
    ])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.compactMap { workload in
      let spec = workload.pod.spec
      let account = spec.serviceAccountName?.text ?? "default"
      let setting = spec.node?["automountServiceAccountToken"]
      guard account == "default" || account.isEmpty, setting?.flag != false,
        setting != nil || !isSwitchedOff(account: workload.object, in: manifest.bundle)
      else { return nil }
      var finding = manifest.finding(Self.info, message(workload), at: setting?.range ?? workload.object.spot)
      finding.fix = spec.node.flatMap {
        manifest.fix(setting: "automountServiceAccountToken", to: .flag(false), in: $0)
      }
      return finding
    }
  }

  /// Whether the account of the pods says that it mounts no token.
  private func isSwitchedOff(account object: KubernetesObject, in bundle: Bundle) -> Bool {
    bundle.objects(ofKind: "ServiceAccount", named: "default", in: object.namespace)
      .contains { $0.node["automountServiceAccountToken"]?.flag == false }
  }
}

private func message(_ workload: Workload) -> String {
  "the pods of \(workload.object.title) get a token for the API of the cluster, and nothing shows that they need it"
}
