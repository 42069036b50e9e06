internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// A volume is mounted over files of the image that the container needs.
package struct ImageHiddenByMount: Rule {
  package static let info = RuleInfo(
    name: "image-hidden-by-mount", groups: ["kubernetes", "storage"], severity: .error,
    summary: "A volume is mounted over files of the image that the container needs.",
    rationale: """
      Kubernetes never copies what the image has into a volume, as Docker does with a new named one. What lies \
      under the mount is gone: the program, its modules, the pages that it serves. An init container that fills \
      the volume excuses it.
      """,
    help: """
      Mount the volume elsewhere, mount one file with subPath, or let an init container copy the files into it.
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
            - name: data
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: ‹/app›
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 50kB
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: pages
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: pages
                  mountPath: ‹/srv/html›
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 srv/html/index.html "x"
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
            - name: cache
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: cache
                  mountPath: /app/cache
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 50kB
            0755 0:0 app/cache/
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fill
              image: shop/fill:v1
              volumeMounts:
                - { name: data, mountPath: /out }
          volumes:
            - name: data
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: /app
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 50kB
          """),
    ],
    wants: ProgramStart.wants, references: ["https://kubernetes.io/docs/concepts/storage/volumes/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard let image = launch.image else { return [] }
      return launch.container.mounts.compactMap { mount in
        guard let node = mount.path, let path = node.text,
          image.files.entry(at: cleanPath(path))?.kind == .directory
        else { return nil }
        guard launch.isKnownToReplace(mount) else { return claim(over: cleanPath(path), launch, mount, node) }
        let origin = { launch.originOfProcess("the program is named here") }
        if let program = launch.process?.program, let hidden = self.path(of: program, in: launch, hiddenBy: mount) {
          return launch.finding(
            Self.info, .startError, "the volume at \(path) hides its program \(hidden), which the volume does not have",
            at: node.range, origin: origin())
        }
        if let (script, hidden) = interpreter(of: launch, hiddenBy: mount) {
          return launch.finding(
            Self.info, .crashLoop,
            "the volume at \(path) hides \(hidden), which runs its program \(script), and the volume does not have it",
            at: node.range, origin: origin())
        }
        if let (program, hidden) = script(of: launch, hiddenBy: mount) {
          return launch.finding(
            Self.info, .crashLoop, certain: launch.process.flatMap { shellText(of: $0.words) } == nil,
            "the volume at \(path) hides \(hidden), which its program \(program) runs, and the volume does not have it",
            at: node.range, origin: origin())
        }
        return files(below: cleanPath(path), image, launch, node)
      }
    }
  }

  /// A new claim is empty, and may be filled later, so that it matters where the container cannot start with it.
  private func claim(over path: String, _ launch: Launch, _ mount: VolumeMount, _ node: YAMLNode) -> Finding? {
    guard launch.isUnfilledClaim(mount), let image = launch.image else { return nil }
    let names = launch.servers.flatMap { words in
      words.prefix(1) + words.dropFirst().filter { !$0.hasPrefix("-") && Launch.isInterpreter(words.first ?? "") }
    }
    let candidates = names.filter { $0.contains("/") || $0.contains(".") }.compactMap(launch.absolute).map(cleanPath)
    guard
      let file = candidates.first(where: { $0.isAtOrBelow(path) && image.files.entry(at: $0)?.kind == .regularFile })
    else { return nil }
    return launch.finding(
      Self.info, .crashLoop, certain: false, "the claim at \(path) hides \(file), and a new claim is empty",
      at: node.range, origin: launch.originOfProcess("the file is named here"))
  }

  /// Where the image has a program; nil where it is not this volume that hides it.
  private func path(of program: String, in launch: Launch, hiddenBy mount: VolumeMount) -> String? {
    guard case .hidden(let hiding, let path) = launch.program(program),
      hiding.path?.range == mount.path?.range
    else { return nil }
    return cleanPath(path)
  }

  /// The script that runs and its interpreter.
  private func interpreter(of launch: Launch, hiddenBy mount: VolumeMount) -> (script: String, hidden: String)? {
    guard let program = launch.process?.program, case .usable(let file) = launch.program(program) else { return nil }
    return launch.interpreters(of: file).lazy.compactMap { path(of: $0, in: launch, hiddenBy: mount) }.first
      .map { ("/\(file.displayPath)", $0) }
  }

  /// The interpreter that runs, and the file of the image that it is given.
  private func script(of launch: Launch, hiddenBy mount: VolumeMount) -> (program: String, hidden: String)? {
    launch.servers.lazy.compactMap { words -> (program: String, hidden: String)? in
      guard let program = words.first, Launch.isInterpreter(program) else {
        return nil
      }
      let paths = words.dropFirst().filter { !$0.hasPrefix("-") }.compactMap(launch.absolute).map(cleanPath)
      guard let script = paths.first(where: { launch.image?.files.entry(at: $0)?.kind == .regularFile }),
        case .hidden(let hiding) = launch.presence(of: script), hiding.path?.range == mount.path?.range
      else { return nil }
      return (program, script)
    }.first
  }

  private func files(below path: String, _ image: ImageModel, _ launch: Launch, _ node: YAMLNode) -> Finding? {
    if Self.replaceable.contains(where: path.isAtOrBelow) { return nil }
    let lost = image.files.regularFiles(below: path)
    guard let first = lost.first else { return nil }
    var finding = launch.finding(
      Self.info, .atRisk, certain: false, message(path, lost), at: node.range,
      origin: launch.origin(of: first, "/\(first.displayPath) comes from here"))
    finding.highestSeverity = .warning
    return finding
  }

  /// Where files of the image are there to be replaced, or are worth nothing.
  private static let replaceable = ["/etc", "/tmp", "/run", "/var/run", "/var/cache", "/var/log", "/var/tmp"]
}

private func message(_ path: String, _ lost: [FileEntry]) -> String {
  let names = lost.prefix(3).map { "/\($0.displayPath)" }.joined(separator: ", ")
  return "the volume at \(path) hides \(lost.count) file\(lost.count == 1 ? "" : "s") of the image (\(names))"
}
