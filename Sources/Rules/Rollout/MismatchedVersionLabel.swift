internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The pod's version label, the image's tag and the image's own version label disagree.
package struct MismatchedVersionLabel: Rule {
  package static let info = RuleInfo(
    name: "mismatched-version-label", groups: ["kubernetes", "labels"], severity: .info,
    summary: "The pod's version label, the image's tag and the image's own version label disagree.",
    rationale: """
      Who reads the labels takes one build for another. Ignore it where the chart has a version of its own.
      """,
    help: """
      Let one variable of the release set all three.
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
              image: ‹shop/web:1.4.2›
        """,
        image: """
          tag: shop/web:1.4.2
          label: org.opencontainers.image.version=1.4.1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              image: shop/web:v1.4.2
        """,
        image: """
          tag: shop/web:v1.4.2
          label: org.opencontainers.image.version=1.4.2
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/annotations.md",
      "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.container.role == .regular, let config = launch.build?.image?.config,
        let tag = launch.manifest.bundle.image(of: launch.container).flatMap({ try? ImageReference.parse($0) })?.tag
      else { return nil }
      let claims: [(name: String, value: String?)] = [
        ("the tag", tag),
        (Self.label, launch.workload.pod.labels[Self.label] ?? launch.workload.object.labels[Self.label]),
        ("org.opencontainers.image.version", config.labels["org.opencontainers.image.version"]),
      ]
      let known = claims.filter { $0.value.map(isVersion) ?? false }
      guard Set(known.compactMap { $0.value.map(plain) }).count > 1 else { return nil }
      let words = known.map { "\($0.name) is \($0.value ?? "")" }.joined(separator: ", ")
      return launch.remark(
        Self.info, "says its version in different ways: \(words)", at: launch.imageRange,
        origin: launch.origin(.label, "the labels of the image"))
    }
  }

  private static let label = "app.kubernetes.io/version"

  private func isVersion(_ text: String) -> Bool { plain(text).first?.isNumber == true && text.contains(".") }

  private func plain(_ text: String) -> String { text.hasPrefix("v") ? String(text.dropFirst()) : text }
}
