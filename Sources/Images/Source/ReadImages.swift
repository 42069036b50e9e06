package import Linting

/// How an image is read.
package struct ReadOptions: Sendable {
  /// Whether to hash layers and hold them against their digests. Manifests and configs are always checked.
  package var verify: Bool
  /// How many layers are read at once; nil for one on each processor.
  package var jobs: Int?
  package var limits: Limits
  /// The file contents that rules want to see.
  package var wanted: [WantedContents]
  /// Whether to take a digest of each file's content too, so that the files of two images can be compared.
  package var digestsFiles = false
  /// Which files' contents rules want to see compared. Layers are read once more for it where such files exist.
  package var compared: Set<ContentComparison> = []
  /// Told how much has been read.
  package var progress: ReadProgress?

  package init(
    verify: Bool = true, jobs: Int? = nil, limits: Limits = Limits(), wanted: [WantedContents] = []
  ) {
    self.verify = verify
    self.jobs = jobs
    self.limits = limits
    self.wanted = wanted
  }
}

/// Reads all images of an archive or layout directory, attestations and artifacts left out; at least one.
///
/// Throws only when nothing can be said about any image. What is wrong with an image that can still be read is among its
/// `faults`; where that makes the reading doubtful, its `error` is set.
package func readImages(at path: String, options: ReadOptions) throws(ArchiveError) -> [ImageModel] {
  prepareLocale()
  let plans = try openSource(at: path, limits: options.limits).plans()
  let layers = LayerPool.read(plans, options: options)
  let files = plans.flatMap(\.layers).compactMap(\.blob?.file)
  guard !files.contains(where: { $0.hasChanged() }) else {
    throw ArchiveError(.changedWhileReading, "changed while it was read: try again when it is written completely")
  }
  return plans.map { plan in
    var assembly = ImageAssembly(plan, layers: layers, options: options)
    return assembly.model()
  }
}
