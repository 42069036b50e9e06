package import Linting
internal import Workloads

/// No archive has the image of a container, though one has its repository under another tag, or nearly its name.
package struct ImageNotInArchive: Rule {
  package static let info = RuleInfo(
    name: "image-not-in-archive", groups: ["kubernetes", "pinning"], severity: .error,
    summary:
      "No archive has the image of a container, though one has its repository under another tag, or nearly its name.",
    rationale: """
      What is built and what is deployed go by different names: v1.0.0 and 1.0.0, a hyphen and an underscore. The \
      node looks for the name of the manifest. With imagePullPolicy Never the pod never starts; else it does not \
      unless a registry has the image. An archive without any name is taken for the image of its target, which is told for information \
      only.
      """,
    help: """
      Write the name of the archive in the manifest, or tag the image anew.
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
              image: ‹shop/web:1.0.0›
        """,
        image: """
          tag: shop/web:v1.0.0
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
              image: ‹shop/wep:v1›
              imagePullPolicy: Never
        """,
        image: """
          tag: shop/web:v1
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
              image: docker.io/shop/web:v1
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
              image: redis:7.2
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/images/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let node = launch.container.image, let text = launch.manifest.bundle.image(of: launch.container),
        let reference = try? ImageReference.parse(text)
      else { return nil }
      if let build = launch.build { return build.isNameless ? namelessFinding(build, text, node, launch) : nil }
      guard let other = nearest(to: reference, rollout.builds) else { return nil }
      let isNever = launch.container.pullPolicy?.text == "Never"
      return launch.finding(
        Self.info, isNever ? .imageNeverPulled : .imagePullBackOff, certain: isNever,
        "no archive has \(text), expected \(other)", at: node.range)
    }
  }

  private func namelessFinding(_ build: Build, _ image: String, _ node: YAMLNode, _ launch: Launch) -> Finding {
    let notes = [Finding.Note("it is saved without a name", path: build.archive)]
    var finding = launch.remark(
      Self.info, "runs \(image), for which an archive without a name is taken: nothing shows that it is that image",
      at: node.range, origin: notes, help: "Save the image by its name: `docker save \(image)`.")
    finding.highestSeverity = .info
    return finding
  }

  private func nearest(to reference: ImageReference, _ builds: Builds) -> String? {
    if let other = builds.others(of: reference).first?.names.first(where: { $0.repository == reference.repository }) {
      return other.familiar
    }
    let names = builds.all.flatMap(\.names)
    guard let near = Linting.nearest(to: reference.repository, among: names.map(\.repository)) else { return nil }
    return names.first { $0.repository == near }?.familiar
  }
}
