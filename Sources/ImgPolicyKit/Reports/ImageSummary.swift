package import Linting

/// What reports say of an image besides its findings. Environment values are left out on purpose.
package struct ImageSummary: Sendable {
  package struct Healthcheck: Sendable, Hashable {
    package var test: [String]
    /// All times in seconds; 0 means the builder's default.
    package var interval: Double
    package var timeout: Double
    package var startPeriod: Double
    package var startInterval: Double
    package var retries: Int

    package init(
      test: [String], interval: Double = 0, timeout: Double = 0, startPeriod: Double = 0, startInterval: Double = 0,
      retries: Int = 0
    ) {
      self.test = test
      self.interval = interval
      self.timeout = timeout
      self.startPeriod = startPeriod
      self.startInterval = startInterval
      self.retries = retries
    }
  }

  package struct Config: Sendable, Hashable {
    package var user = ""
    package var healthcheck: Healthcheck?
    package var exposedPorts: [String] = []
    /// Names only.
    package var env: [String] = []
    package var entrypoint: [String] = []
    package var cmd: [String] = []
    package var workingDir = ""
    package var labels: [String: String] = [:]
    package var volumes: [String] = []
    package var stopSignal: String?

    package init() {}
  }

  /// All in bytes.
  package struct Sizes: Sendable, Hashable {
    package var stored = 0
    package var tar = 0
    package var unpacked = 0
    package var rootfs = 0
    package var dead = 0

    package init() {}
  }

  package struct Layer: Sendable, Hashable {
    package var index: Int
    package var digest: String
    package var diffID: String
    package var mediaType: String
    /// All in bytes.
    package var stored = 0
    package var tar = 0
    package var unpacked = 0
    package var dead = 0
    package var entries = 0
    package var createdBy: String
    /// The instruction of the Dockerfile that made it, where that is known.
    package var dockerfile: Origin?

    package struct Origin: Sendable, Hashable {
      package var path: String
      /// 1-based.
      package var line: Int

      package init(path: String, line: Int) {
        self.path = path
        self.line = line
      }
    }

    package init(index: Int, digest: String, diffID: String, mediaType: String, createdBy: String) {
      self.index = index
      self.digest = digest
      self.diffID = diffID
      self.mediaType = mediaType
      self.createdBy = createdBy
    }
  }

  package var name: String?
  /// All names that the archive gives it, for waivers.
  package var names: [String] = []
  package var platform: String
  package var configDigest: String
  package var format: String
  package var verified: Bool
  /// nil for a root file system, which has no config.
  package var config: Config?
  package var size = Sizes()
  /// Entries of the final file system, the root itself not counted.
  package var entries = 0
  package var layers: [Layer] = []
  /// The largest files and directories, when they are asked for.
  package var top: LargestPaths?
  /// The budget that the policy sets for the image, for the text report.
  package var budget: (measure: String, limit: ByteSize)?

  package init(name: String?, platform: String, configDigest: String, format: String, verified: Bool) {
    self.name = name
    self.platform = platform
    self.configDigest = configDigest
    self.format = format
    self.verified = verified
  }
}
