package import Linting
internal import Workloads

/// The image has no registry in its name, and the node always pulls it.
package struct PulledLocalImage: Rule {
  package static let info = RuleInfo(
    name: "pulled-local-image", groups: ["kubernetes"], severity: .warning,
    summary: "The image has no registry in its name, and the node always pulls it.",
    rationale: """
      An archive that is loaded into the nodes by hand, as in kind, minikube or k3s, is never looked at: the node \
      asks Docker Hub, where there is no such image. The policy is Always also by itself, where the tag is latest \
      or missing.
      """,
    help: """
      Set imagePullPolicy: IfNotPresent and a tag that names a version. Where images are only loaded into the cluster by hand, no \
      registry can help: make it an error, with `rules: { pulled-local-image: error }` in the policy.
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
              image: shop/web:v1
              imagePullPolicy: ‹Always›
        """,
        image: """
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
              image: ‹web›
        """,
        image: """
          tag: web:latest
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              image: shop/web:v1
              imagePullPolicy: IfNotPresent
        """,
        image: """
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
              image: ghcr.io/shop/web:latest
        """,
        image: """
          tag: ghcr.io/shop/web:latest
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.build?.image != nil, let node = launch.container.image,
        let text = launch.manifest.bundle.image(of: launch.container),
        let reference = try? ImageReference.parse(text), reference.registry == nil
      else { return nil }
      let policy = launch.container.pullPolicy
      let isMoving = reference.digest == nil && reference.tag.map { $0 == "latest" } ?? true
      guard policy?.text == "Always" || policy == nil && isMoving else { return nil }
      return launch.finding(
        Self.info, .imagePullBackOff, certain: false, message(text, isStated: policy != nil), at: (policy ?? node).range
      )
    }
  }
}

private func message(_ image: String, isStated: Bool) -> String {
  "the node pulls \(image) from Docker Hub at each start\(isStated ? "" : ", since its tag is `latest`"), and never takes the archive"
}
