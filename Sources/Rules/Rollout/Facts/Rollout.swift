internal import Images
internal import Linting
package import Workloads

/// A file of manifests, held against the images and the Dockerfiles that its containers run.
package struct Rollout: Sendable {
  package let manifest: Manifest
  package let builds: Builds
  /// Each container of the file, once for each build that it may run, and once without any where none is known.
  package let launches: [Launch]
  /// The containers of the file's workloads, by where those begin, whoever judges them.
  private let byWorkload: [ObjectPlace: [Launch]]

  /// - Parameter isJudged: whether containers that run a build are judged here: a manifest may be listed by several targets.
  package init(_ manifest: Manifest, builds: Builds, isJudged: (Build) -> Bool = { _ in true }) {
    self.manifest = manifest
    self.builds = builds
    let byWorkload = Dictionary(
      manifest.workloads.map { ($0.object.start, Self.launches(of: $0, manifest, builds)) }
    ) { first, _ in first }
    self.byWorkload = byWorkload
    launches = manifest.workloads.flatMap { workload in
      (byWorkload[workload.object.start] ?? []).filter { $0.build.map(isJudged) ?? true }
    }
  }

  /// The containers of a workload that may stand in another file.
  package func launches(of workload: Workload) -> [Launch] {
    byWorkload[workload.object.start] ?? Self.launches(of: workload, manifest, builds)
  }

  private static func launches(of workload: Workload, _ manifest: Manifest, _ builds: Builds) -> [Launch] {
    workload.pod.spec.containers.enumerated().flatMap { index, container in
      let candidates = self.builds(of: container, in: workload, manifest, builds)
      let context = {
        Launch(
          workload: workload, container: container, turn: workload.pod.spec.turn(ofContainerAt: index), build: $0,
          manifest: manifest)
      }
      return candidates.isEmpty ? [context(nil)] : candidates.map(context)
    }
  }

  /// Of an image for several platforms, those count that the pod may run on; when there is none, all of them.
  private static func builds(of container: Container, in workload: Workload, _ manifest: Manifest, _ builds: Builds)
    -> [Build]
  {
    guard let text = manifest.bundle.image(of: container), let reference = try? ImageReference.parse(text) else {
      return []
    }
    let candidates = builds.builds(for: reference)
    guard candidates.count > 1 else { return candidates }
    let fitting = candidates.filter { build in
      build.image?.config.map { workload.pod.spec.excludedPlatform(of: $0) == nil } ?? true
    }
    return fitting.isEmpty ? candidates : fitting
  }
}

/// One container at its start: what the manifest asks for, and what its image gives.
package struct Launch: Sendable {
  package let workload: Workload
  package let container: Container
  /// When its turn comes: 0 for the first init container, one and the same number for all that serve.
  package let turn: Int
  /// nil where nothing is known of the image.
  package let build: Build?
  package let manifest: Manifest
  /// What the image, or else the Dockerfile, tells a runtime; nil where neither is known, and for Windows.
  let config: RuntimeConfig?
  let environment: LaunchEnvironment
  private(set) var chain = LaunchChain()

  init(workload: Workload, container: Container, turn: Int, build: Build?, manifest: Manifest) {
    self.workload = workload
    self.container = container
    self.turn = turn
    self.build = build
    self.manifest = manifest
    let config = workload.pod.spec.isForWindows ? nil : build?.config
    self.config = config
    environment = LaunchEnvironment(of: container, in: workload, manifest.bundle, config)
    chain = followed()
  }

  package var pod: PodSpec { workload.pod.spec }

  /// How messages call it.
  package var title: String { PlacedContainer(workload: workload, container: container, turn: turn).title }

  /// The image, where its file tree is known in full and is one of Linux.
  var image: ImageModel? {
    guard let image = build?.image, config != nil, image.hasWholeFileSystem, !image.layers.isEmpty else { return nil }
    return image
  }
}
