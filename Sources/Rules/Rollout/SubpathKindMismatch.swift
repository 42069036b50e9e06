internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// A file is mounted over a directory of the image, or a directory over a file.
package struct SubpathKindMismatch: Rule {
  package static let info = RuleInfo(
    name: "subpath-kind-mismatch", groups: ["kubernetes", "storage"], severity: .error,
    summary: "A file is mounted over a directory of the image, or a directory over a file.",
    rationale: """
      The runtime refuses such a mount, and the container is never created.
      """,
    help: """
      Mount a file at the path of a file with subPath, and a volume at the path of a directory.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: conf
              configMap: { name: shop }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: conf
                  mountPath: ‹/etc/shop›
                  subPath: shop.conf
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 etc/shop/
            0644 0:0 etc/shop/a.conf "x"
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: conf
              configMap: { name: shop }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: conf
                  mountPath: ‹/etc/shop.conf›
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 etc/shop.conf "x"
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
          volumes:
            - name: conf
              configMap: { name: shop }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: conf
                  mountPath: /etc/shop/shop.conf
                  subPath: shop.conf
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 etc/shop/
            0644 0:0 etc/shop/shop.conf "x"
          """)
    ],
    references: ["https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard let image = launch.image else { return [] }
      return launch.container.mounts.compactMap { mount in
        guard let node = mount.path, let path = node.text, let volume = launch.volume(of: mount),
          let file = image.files.entry(at: cleanPath(path))
        else { return nil }
        let isFile = mount.subPath.map { launch.isFile($0, in: volume) } ?? false
        let isMadeDirectory = mount.subPath.map { launch.lacks($0, in: volume) } ?? true
        guard isFile ? file.kind == .directory : file.kind == .regularFile && isMadeDirectory else { return nil }
        return launch.finding(
          Self.info, .startError, isFile ? overDirectory(path, mount.subPath ?? "") : overFile(path, mount.subPath),
          at: node.range,
          origin: launch.origin(of: file, "\(path) of the image comes from here"))
      }
    }
  }
}

private func overDirectory(_ path: String, _ file: String) -> String {
  "the file \(file) is mounted over \(path), which is a directory of the image"
}

private func overFile(_ path: String, _ subPath: String?) -> String {
  let what = subPath.map { "the volume has no \($0), so that a directory" } ?? "a volume, which is a directory,"
  return "\(what) is mounted over \(path), which is a file of the image"
}
