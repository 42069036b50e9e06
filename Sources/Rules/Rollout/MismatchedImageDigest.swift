internal import Images
package import Linting
internal import Workloads

/// The manifest pins a digest that the image which was built does not have.
package struct MismatchedImageDigest: Rule {
  package static let info = RuleInfo(
    name: "mismatched-image-digest", groups: ["kubernetes", "pinning"], severity: .error,
    summary: "The manifest pins a digest that the image which was built does not have.",
    rationale: """
      A digest beats the tag in front of it: nodes run what it was taken of, mostly the build before, and what was \
      checked here never runs. Only OCI archives and layouts with compressed layers are judged: what `docker save` \
      writes does not keep the digest of a registry, and layers that are pushed are compressed first.
      """,
    help: """
      Pin the digest of the image that is deployed, or give the archive of the image that is pinned.
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
              image: ‹shop/web:v1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef›
        """,
        image: """
          image: oci-archive gzip
          tag: shop/web:v1
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
              image: shop/web:v1
        """,
        image: """
          image: oci-archive gzip
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              image: shop/web:v1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        """,
        image: """
          image: docker-archive
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              image: shop/base:v1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        """,
        image: """
          image: oci-archive gzip
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let own = launch.build?.image?.registryDigests.first, let node = launch.container.image,
        let text = launch.manifest.bundle.image(of: launch.container),
        let reference = try? ImageReference.parse(text), let pinned = reference.digest,
        let known = digests(of: reference, rollout.builds), !known.contains(pinned),
        // The digests of one document by two algorithms cannot be compared.
        pinned.prefix(while: { $0 != ":" }) == own.prefix(while: { $0 != ":" })
      else { return nil }
      return launch.finding(
        Self.info, .atRisk, certain: false, message(pinned), at: node.range,
        help: "Pin \(own), the digest of the archive, or give the archive of the image that is pinned.")
    }
  }

  /// All digests that a registry may have for the builds of a name: the image may be one for several platforms. nil when some
  /// build does not tell.
  private func digests(of reference: ImageReference, _ builds: Builds) -> Set<String>? {
    var digests: Set<String> = []
    for build in builds.builds(for: reference) {
      guard let image = build.image, !image.registryDigests.isEmpty,
        image.layers.allSatisfy({ $0.compression != .none }),
        build.names.contains(where: { $0.repository == reference.repository })
      else { return nil }
      digests.formUnion(image.registryDigests)
    }
    return digests
  }
}

private func message(_ pinned: String) -> String {
  "the image is pinned to \(Digest(pinned)?.short ?? pinned), and the given archive has another digest: what runs is another build"
}
