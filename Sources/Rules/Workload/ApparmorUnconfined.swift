package import Linting
package import Workloads

/// An AppArmor profile that holds nothing back.
package struct ApparmorUnconfined: Rule {
  package static let info = RuleInfo(
    name: "apparmor-unconfined",
    aliases: ["KSV-0002", "PSS:appArmorProfile"],
    groups: ["kubernetes", "security"], severity: .warning,
    summary: "An AppArmor profile is neither the runtime's default nor one of the node.",
    rationale: """
      Without its profile a container may mount, load and trace as far as its capabilities go. Ignore it on nodes
      without AppArmor.
      """,
    help: "Set `type: RuntimeDefault`, or a profile of the node with `Localhost`.",
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
              securityContext:
                appArmorProfile:
                  type: ‹Unconfined›
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            container.apparmor.security.beta.kubernetes.io/web: ‹unconfined›
        spec:
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
          containers:
            - name: web
              image: shop/web:1.4.2
              securityContext:
                appArmorProfile:
                  type: RuntimeDefault
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          annotations:
            container.apparmor.security.beta.kubernetes.io/web: localhost/web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
        """),
    ],
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
      "https://kubernetes.io/docs/tutorials/security/apparmor/",
    ])

  package init() {}

  private static let annotation = "container.apparmor.security.beta.kubernetes.io/"

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let spec = workload.pod.spec
      let contexts = [spec.securityContext] + spec.containers.map(\.security.container)
      let fields = contexts.compactMap { $0?["appArmorProfile", "type"] }.filter { !isAllowed($0.text) }
      let annotations = workload.pod.annotations.filter { $0.key.hasPrefix(Self.annotation) }.map(\.value)
        .filter { !isAllowed(annotation: $0.text ?? "") }
      return (fields + annotations).map { profile in
        manifest.finding(Self.info, message(workload, profile.text ?? ""), at: profile.range)
      }
    }
  }

  private func isAllowed(_ type: String?) -> Bool { type == "RuntimeDefault" || type == "Localhost" }

  private func isAllowed(annotation value: String) -> Bool {
    value.isEmpty || value == "runtime/default" || value.hasPrefix("localhost/")
  }
}

private func message(_ workload: Workload, _ profile: String) -> String {
  "\(workload.object.title) has the AppArmor profile \(profile), which holds nothing back"
}
