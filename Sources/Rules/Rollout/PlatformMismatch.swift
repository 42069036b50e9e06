internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The pod asks for a platform that its image is not built for.
package struct PlatformMismatch: Rule {
  package static let info = RuleInfo(
    name: "platform-mismatch", groups: ["kubernetes"], severity: .error,
    summary: "The pod asks for a platform that its image is not built for.",
    rationale: """
      Of an image for several platforms the node pulls its own, and finds none (ImagePullBackOff). An image of one \
      platform is not checked when it is pulled: the container starts on the other machine and \
      dies with “exec format error”, unless the node emulates the architecture. So does a program that was copied \
      from a stage or downloaded for another machine than the image says.
      """,
    help: """
      Build the image for the platform of the nodes, or correct nodeSelector. In a Dockerfile, take programs from a \
      stage of the same platform, and download them for TARGETARCH.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          nodeSelector:
            kubernetes.io/arch: ‹arm64›
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
          nodeSelector:
            kubernetes.io/arch: amd64
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
          """)
    ],
    wants: ProgramStart.wants,
    references: ["https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let config = launch.build?.image?.config else { return nil }
      guard let excluded = launch.pod.excludedPlatform(of: config) else { return programFault(launch, config) }
      let platforms = platforms(of: launch, rollout)
      if platforms.count > 1 { return indexFault(launch, excluded, platforms) }
      return launch.finding(
        Self.info, .crashLoop,
        "the pod runs on nodes with \(excluded.wanted), and the image is for \(config.platform): “exec format error”",
        at: excluded.range, origin: launch.origin(.from, "the image is built for \(config.platform)"))
    }
  }

  /// The platforms for which the image is there, in their order.
  private func platforms(of launch: Launch, _ rollout: Rollout) -> [String] {
    let text = launch.manifest.bundle.image(of: launch.container)
    guard let reference = text.flatMap({ try? ImageReference.parse($0) }) else { return [] }
    return Set(rollout.builds.builds(for: reference).compactMap { $0.image?.config?.platform }).sorted()
  }

  /// Of an image for several platforms, the node looks for its own when it pulls.
  private func indexFault(_ launch: Launch, _ excluded: ExcludedPlatform, _ platforms: [String]) -> Finding {
    launch.finding(
      Self.info, .imagePullBackOff,
      "the pod runs on nodes with \(excluded.wanted), and the image is for \(platforms.joined(separator: " and ")) alone: "
        + "“no match for platform in manifest”",
      at: excluded.range, origin: launch.origin(.from, "the image is built for other platforms"))
  }

  /// The program, or what runs it, is for another machine than its own image says.
  private func programFault(_ launch: Launch, _ config: ImageConfig) -> Finding? {
    guard let image = launch.image, let name = launch.process?.program, case .usable(let program) = launch.program(name)
    else { return nil }
    for file in launch.programChain(from: program) {
      guard case .elf(let elf)? = ProgramStart(of: file, in: image), elf.runs(on: config.architecture) == false else {
        continue
      }
      let machine = elf.architecture ?? "another machine"
      return launch.finding(
        Self.info, .crashLoop,
        "/\(file.displayPath) is a program for \(machine), and the image is for \(config.platform): “exec format error”",
        at: launch.programRange, origin: launch.origin(of: file, "/\(file.displayPath) comes from here"))
    }
    return nil
  }
}
