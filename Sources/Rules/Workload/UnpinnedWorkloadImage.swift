package import Linting
package import Workloads

/// An image without a digest.
package struct UnpinnedWorkloadImage: Rule {
  package static let info = RuleInfo(
    name: "unpinned-workload-image",
    groups: ["kubernetes", "pinning"], severity: .info,
    summary: "A container's image is named without a digest.",
    rationale: """
      A tag can be moved to another image, by those who own it and by those who get in. A digest cannot. Ignore it
      where a tool of the deployment adds the digest.
      """,
    help: "Add `@sha256:…`; the tag may stay as a comment for people.",
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
              image: shop/web:1.4.2@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.compactMap { placed in
      guard let image = placed.container.image, let text = manifest.bundle.image(of: placed.container),
        let reference = try? ImageReference.parse(text),
        reference.digest == nil
      else { return nil }
      return manifest.finding(Self.info, message(placed, text), at: image.range)
    }
  }
}

private func message(_ placed: PlacedContainer, _ image: String) -> String {
  "the \(placed.title) runs \(image), which names no digest"
}
