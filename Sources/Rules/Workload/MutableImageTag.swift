package import Linting
package import Workloads

/// An image without tag or digest, or with the tag `latest`.
package struct MutableImageTag: Rule {
  package static let info = RuleInfo(
    name: "mutable-image-tag",
    aliases: ["kube-linter:latest-tag", "kube-score:container-image-tag", "polaris:tagNotSpecified", "KSV-0013"],
    groups: ["kubernetes", "pinning"], severity: .warning,
    summary: "A container's image has neither tag nor digest, or the tag `latest`.",
    rationale: """
      What such a name means changes with each push: nodes run different builds, a rollout with an unchanged template does
      nothing, and there is no way back. What a Kustomization among the manifests sets counts.
      Ignore it where something outside of them sets the tag.
      """,
    help: "Name a version, or better the digest.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: migrate
              image: ‹registry.example.com:5000/shop/migrate›
          containers:
            - name: web
              image: ‹shop/web:latest›
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
            - name: proxy
              image: registry.example.com:5000/proxy@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.compactMap { placed in
      guard let image = placed.container.image, let text = manifest.bundle.image(of: placed.container),
        let reference = try? ImageReference.parse(text),
        reference.digest == nil, reference.tag == nil || reference.tag == "latest"
      else { return nil }
      return manifest.finding(Self.info, message(placed, text, hasTag: reference.tag != nil), at: image.range)
    }
  }
}

private func message(_ placed: PlacedContainer, _ image: String, hasTag: Bool) -> String {
  hasTag
    ? "the \(placed.title) runs \(image), whatever that is when it starts"
    : "the \(placed.title) runs \(image) without a tag, which means `latest`"
}
