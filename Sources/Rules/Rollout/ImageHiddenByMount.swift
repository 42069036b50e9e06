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
      let needed = launch.neededFiles
      return launch.container.mounts.compactMap { mount in
        guard let node = mount.path, let path = node.text.map(cleanPath),
          image.files.entry(at: path)?.kind == .directory
        else { return nil }
        if launch.isKnownToReplace(mount) {
          return needed.first { $0.hiding?.path?.range == node.range }.map { finding($0, path, node, launch) }
            ?? files(below: path, image, launch, node)
        }
        // A new claim is empty, and may be filled later, so that it matters where the container cannot start with it.
        guard launch.isUnfilledClaim(mount) else { return nil }
        return needed.first { launch.mount(over: $0.path)?.path?.range == node.range }.map {
          launch.finding(
            Self.info, .crashLoop, certain: false, "the claim at \(path) hides \($0.path), and a new claim is empty",
            at: node.range, origin: launch.originOfProcess("the file is named here"))
        }
      }
    }
  }

  private func finding(_ file: NeededFile, _ path: String, _ node: YAMLNode, _ launch: Launch) -> Finding {
    let state: PodState = if case .program = file.role { .startError } else { .crashLoop }
    let isGuess = if case .libraries = file.role { true } else { false }
    // A shell's text may go another way.
    let isOfText =
      if case .script = file.role { launch.process.flatMap { shellText(of: $0.words) } != nil } else { false }
    return launch.finding(
      Self.info, state, certain: !isOfText && !isGuess, message(file, path), at: node.range,
      origin: launch.originOfProcess("the program is named here"))
  }

  private func files(below path: String, _ image: ImageModel, _ launch: Launch, _ node: YAMLNode) -> Finding? {
    let isOfProgram = launch.neededFiles.contains { file in
      if case .settings = file.role { file.path.isAtOrBelow(path) && path != "/etc" } else { false }
    }
    if !isOfProgram, Self.replaceable.contains(where: path.isAtOrBelow) { return nil }
    // What the volume brings along is replaced, and not lost.
    let lost = image.files.regularFiles(below: path).filter { file in
      if case .unknown = launch.presence(of: "/\(file.displayPath)") { false } else { true }
    }
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

private func message(_ file: NeededFile, _ path: String) -> String {
  switch file.role {
  case .program: "the volume at \(path) hides its program \(file.path), which the volume does not have"
  case .interpreter(let script):
    "the volume at \(path) hides \(file.path), which runs its program \(script), and the volume does not have it"
  case .module(let name, let server):
    "the volume at \(path) hides \(file.path), which \(server) loads as \(name), and the volume does not have it"
  case .settings(let program):
    "the volume at \(path) hides \(file.path), which \(program) reads first, and the volume does not have it"
  case .libraries(let program):
    "the volume at \(path) hides the libraries of \(program) in \(file.path), which the volume does not have"
  case .script(let interpreter):
    "the volume at \(path) hides \(file.path), which its program \(interpreter) runs, and the volume does not have it"
  }
}

private func message(_ path: String, _ lost: [FileEntry]) -> String {
  let names = lost.prefix(3).map { "/\($0.displayPath)" }.joined(separator: ", ")
  return "the volume at \(path) hides \(lost.count) file\(lost.count == 1 ? "" : "s") of the image (\(names))"
}
