package import Images
internal import Linting
package import Rules

extension ImageSummary {
  /// What reports say of an image. Of its environment only the names are kept.
  ///
  /// - Parameter top: how many of the largest files and directories; nil for none.
  package init(_ image: ImageModel, budgets: Budgets, top: Int? = nil) {
    self.init(
      name: image.name, platform: image.platform, configDigest: image.configDigest, format: image.format.rawValue,
      verified: image.verified)
    names = image.tags + (image.name.map { [$0] } ?? [])
    config = image.config.map(Config.init)
    size.stored = image.size.stored
    size.tar = image.size.tar
    size.unpacked = image.size.unpacked
    size.rootfs = image.size.rootfs
    size.dead = image.size.dead
    entries = image.entries
    layers = image.layers.map(Layer.init)
    budget = Self.tightest(budgets, for: image)
    self.top = top.map { LargestPaths(of: image, count: $0) }
  }

  /// Of several budgets, the one of which the image uses the largest share.
  private static func tightest(_ budgets: Budgets, for image: ImageModel) -> (measure: String, limit: ByteSize)? {
    let shares = SizeMeasure.allCases.compactMap { measure in
      budgets.image[measure].map { limit in
        (
          measure: measure.rawValue, limit: limit,
          share: Double(image.size.bytes(by: measure)) / Double(max(1, limit.bytes))
        )
      }
    }
    return shares.max { $0.share < $1.share }.map { ($0.measure, $0.limit) }
  }
}

extension ImageSizes {
  /// The size that a budget means.
  package func bytes(by measure: SizeMeasure) -> Int {
    switch measure {
    case .unpacked: unpacked
    case .stored: stored
    case .tar: tar
    case .rootfs: rootfs
    }
  }
}

extension ImageSummary.Config {
  fileprivate init(_ config: ImageConfig) {
    self.init()
    user = config.user
    healthcheck = config.healthcheck.map(ImageSummary.Healthcheck.init)
    exposedPorts = config.exposedPorts
    env = config.env.map(Self.variableName)
    entrypoint = config.entrypoint
    cmd = config.cmd
    workingDir = config.workingDir
    labels = config.labels
    volumes = config.volumes
    stopSignal = config.stopSignal
  }

  /// The name in `NAME=value`. What has no `=` is no name: it may be a value that lost its own.
  static func variableName(in entry: String) -> String {
    entry.firstIndex(of: "=").map { String(entry[..<$0]) } ?? "(without a name)"
  }
}

extension ImageSummary.Healthcheck {
  init(_ check: ImageConfig.Healthcheck) {
    self.init(
      test: check.test, interval: check.interval, timeout: check.timeout, startPeriod: check.startPeriod,
      startInterval: check.startInterval, retries: check.retries ?? 0)
  }
}

extension ImageSummary.Layer {
  fileprivate init(_ layer: Images.Layer) {
    self.init(
      index: layer.index, digest: layer.digest, diffID: layer.diffID, mediaType: layer.mediaType,
      createdBy: layer.createdBy)
    stored = layer.stored
    tar = layer.tar
    unpacked = layer.unpacked
    dead = layer.dead
    entries = layer.entries
  }
}
