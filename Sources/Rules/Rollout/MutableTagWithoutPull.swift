package import Linting
internal import Workloads

/// The tag moves, and the nodes do not look for its newer image.
package struct MutableTagWithoutPull: Rule {
  package static let info = RuleInfo(
    name: "mutable-tag-without-pull", groups: ["kubernetes", "pinning"], severity: .warning,
    summary: "The tag moves, and the nodes do not look for its newer image.",
    rationale: """
      A node that has the tag keeps its image, another one pulls a newer one: the pods of one workload run \
      different builds, and a rollout with an unchanged template does nothing.
      """,
    help: """
      Name a version or the digest.
      """,
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
              image: ‹shop/web:main›
              imagePullPolicy: IfNotPresent
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
              image: shop/web:main
              imagePullPolicy: Always
        """),
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
        """),
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let node = launch.container.image, let text = launch.manifest.bundle.image(of: launch.container),
        let reference = try? ImageReference.parse(text),
        reference.digest == nil, isMoving(reference.tag)
      else { return nil }
      let isLatest = reference.tag == nil || reference.tag == "latest"
      let policy = launch.container.pullPolicy?.text ?? (isLatest ? "Always" : "IfNotPresent")
      guard policy != "Always" else { return nil }
      return launch.remark(
        Self.info, "runs \(text), a tag that moves, and nodes that have it never look again (\(policy))", at: node.range
      )
    }
  }

  /// Names of branches and channels, and a bare major version.
  private func isMoving(_ tag: String?) -> Bool {
    guard let tag else { return true }
    let words: Set = [
      "latest", "main", "master", "dev", "develop", "edge", "nightly", "stable", "staging", "production", "prod",
      "test",
      "next", "canary", "beta", "alpha",
    ]
    let number = tag.hasPrefix("v") ? tag.dropFirst() : tag[...]
    return words.contains(tag) || number.isDecimal && number.utf8.count <= 3
  }
}
