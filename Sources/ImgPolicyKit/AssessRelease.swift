internal import Dockerfile
internal import Images
internal import Linting
internal import Rules

extension Assessment {
  /// Holds an image against the Dockerfile that it is said to be built from, and tells its report which line made which
  /// layer. What stands on a line of the Dockerfile waits with it; the rest, which is about the image, is returned with what was
  /// found in the image alone, traced to the lines.
  mutating func findings(
    in image: ImageModel, at index: Int, builtFrom dockerfile: Int, besides found: [Finding],
    _ resolution: ResolvePolicy.Resolution
  ) -> [Finding] {
    guard let at = waiting.firstIndex(where: { $0.input == dockerfile }), let model = waiting[at].read?.model else {
      return found
    }
    let release = Release(dockerfile: model, image: image)
    inputs[index].image?.trace(release)
    inputs[dockerfile].costs = release.lineCosts
    let crossChecks = catalog(for: resolution).release.flatMap { $0.check(release) }
    let onLines = crossChecks.filter { $0.place != nil }
    waiting[at].releaseFindings += onLines
    waiting[at].refuted = waiting[at].refuted?.intersection(release.refuted) ?? release.refuted
    builtImages.append(
      BuiltImage(image: index, dockerfile: dockerfile, told: Set(onLines.map(BuiltImage.Told.init))))
    return found.map(release.traced) + crossChecks.filter { $0.place == nil }
  }
}

extension Assessment {
  /// Keeps an image, or only a Dockerfile, for the manifests that run it.
  mutating func keepBuild(
    of image: ImageModel?, in archive: String? = nil, _ dockerfile: Int?, _ resolution: ResolvePolicy.Resolution
  ) {
    let model = waiting.first { $0.input == dockerfile }?.understood.model
    builds.append(Build(dockerfile: model, image: image, archive: archive, target: resolution.target?.name))
  }
}

extension ImageSummary {
  /// Notes for each layer the line of the Dockerfile that made it.
  fileprivate mutating func trace(_ release: Release) {
    for index in layers.indices {
      guard let line = release.line(ofLayer: layers[index].index) else { continue }
      layers[index].dockerfile = Layer.Origin(path: release.dockerfile.source.path, line: line)
    }
  }
}
