internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// An init container copies more into an emptyDir than its sizeLimit allows.
package struct UndersizedEmptyDir: Rule {
  package static let info = RuleInfo(
    name: "undersized-empty-dir", groups: ["kubernetes", "storage"], severity: .warning,
    summary: "An init container copies more into an emptyDir than its sizeLimit allows.",
    rationale: """
      The kubelet evicts a pod whose emptyDir has grown beyond its limit, and the next pod does the same. One in memory \
      is full before the copy ends. The image itself counts toward no such limit, and is never compared with one.
      """,
    help: """
      Raise sizeLimit above the size of the directory, or copy less.
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
            - name: site
              emptyDir: { sizeLimit: ‹2Mi› }
          initContainers:
            - name: fill
              image: shop/web:v1
              command: [cp, -r, /app/dist/., /site]
              volumeMounts:
                - { name: site, mountPath: /site }
          containers:
            - name: web
              image: nginx:1.29
              volumeMounts:
                - { name: site, mountPath: /usr/share/nginx/html }
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/cp 80kB
            0755 0:0 bin/sh 80kB
            0644 0:0 app/dist/index.html 4kB
            0644 0:0 app/dist/video.webm 3MB
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
          volumes:
            - name: site
              emptyDir: { sizeLimit: 8Mi }
          initContainers:
            - name: fill
              image: shop/web:v1
              command: [cp, -r, /app/dist/., /site]
              volumeMounts:
                - { name: site, mountPath: /site }
          containers:
            - name: web
              image: nginx:1.29
              volumeMounts:
                - { name: site, mountPath: /usr/share/nginx/html }
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/cp 80kB
            0755 0:0 bin/sh 80kB
            0644 0:0 app/dist/index.html 4kB
            0644 0:0 app/dist/video.webm 3MB
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: site
              emptyDir: { sizeLimit: 2Mi }
          initContainers:
            - name: fill
              image: shop/web:v1
              command: [cp, /app/dist/index.html, /site]
              volumeMounts:
                - { name: site, mountPath: /site }
          containers:
            - name: web
              image: nginx:1.29
              volumeMounts:
                - { name: site, mountPath: /usr/share/nginx/html }
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/cp 80kB
            0755 0:0 bin/sh 80kB
            0644 0:0 app/dist/index.html 4kB
            0644 0:0 app/dist/video.webm 3MB
          """),
    ],
    references: ["https://kubernetes.io/docs/concepts/storage/volumes/#emptydir"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard launch.container.role == .initial, launch.image != nil else { return [] }
      return FileCopy.all(of: launch).compactMap { finding($0, launch) }
    }
  }

  private func finding(_ copy: FileCopy, _ launch: Launch) -> Finding? {
    guard let mount = launch.mount(over: copy.destination), let volume = launch.volume(of: mount),
      let node = volume.node["emptyDir", "sizeLimit"], let text = node.text, let quantity = try? Quantity(text)
    else { return nil }
    // Zero is no limit.
    let limit = quantity.nano / 1_000_000_000
    guard limit > 0, limit < Int128(copy.bytes), let first = copy.files.first else { return nil }
    let isInMemory = volume.node["emptyDir", "medium"]?.text == "Memory"
    var finding = launch.finding(
      Self.info, isInMemory ? .crashLoop : .restarting, certain: false, message(copy, mount, text), at: node.range,
      origin: launch.origin(of: first, "/\(first.displayPath) comes from here"))
    finding.notes.append(launch.manifest.note("it is copied here", at: launch.processRange, of: launch.workload.object))
    finding.measured = Measurement(copy.bytes, .bytes)
    finding.limit = Measurement(Int(clamping: limit), .bytes)
    return finding
  }
}

private func message(_ copy: FileCopy, _ mount: VolumeMount, _ limit: String) -> String {
  let volume = mount.volume?.text ?? ""
  return
    "\(copy.sources.joined(separator: " and ")) \(copy.sources.count == 1 ? "has" : "have") \(ByteSize(copy.bytes).description), and the volume \(volume) that takes the copy has a sizeLimit of \(limit)"
}
