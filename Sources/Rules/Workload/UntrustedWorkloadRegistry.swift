package import Linting
package import Workloads

/// An image of a registry that the policy does not allow.
package struct UntrustedWorkloadRegistry: Rule {
  package static let info = RuleInfo(
    name: "untrusted-workload-registry",
    aliases: ["KSV-0125", "KSV-0032", "KSV-0033", "KSV-0034", "KSV-0035"],
    groups: ["kubernetes", "security"], severity: .error,
    summary: "A container's image comes from a registry that the policy does not allow.",
    rationale: """
      A registry decides what is in the image: one that nobody has vetted, or a misspelt one, runs anything in the
      cluster. Silent without `registries` in the policy.
      """,
    help: "Take the image from a registry on the policy's list, or add its registry to `registries`.",
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
              image: ‹shop/web:1.4.2›
        """, policy: "registries: [ghcr.io/acme/*]")
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
              image: ghcr.io/acme/web:1.4.2
        """, policy: "registries: [ghcr.io/acme/*]")
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/"])

  private let allowed: RegistryList?

  package init(_ settings: RuleSettings) { allowed = settings.registries.map(RegistryList.init) }

  package func check(_ manifest: Manifest) -> [Finding] {
    guard let allowed else { return [] }
    return manifest.containers.compactMap { placed in
      guard let image = placed.container.image, let text = manifest.bundle.image(of: placed.container),
        let reference = try? ImageReference.parse(text),
        !allowed.allows(reference)
      else { return nil }
      return manifest.finding(Self.info, message(placed, reference.familiar, allowed), at: image.range)
    }
  }
}

private func message(_ placed: PlacedContainer, _ image: String, _ allowed: RegistryList) -> String {
  "the \(placed.title) runs \(image), but the policy allows \(allowed.entries.joined(separator: ", ")) only"
}
