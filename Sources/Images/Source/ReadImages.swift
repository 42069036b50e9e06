package import Linting

/// How an image is read.
package struct ReadOptions: Sendable {
  /// Whether to hash layers and hold them against their digests. Manifests and configs are always checked.
  package var verify: Bool
  /// How many layers are read at once; nil for one on each processor.
  package var jobs: Int?
  package var limits: Limits
  package var selection: ImageSelection
  /// The file contents that rules want to see.
  package var wanted: [WantedContents]
  /// Whether to take a digest of each file's content too, so that the files of two images can be compared.
  package var digestsFiles: Bool
  /// Which files' contents rules want to see compared. Layers are read once more for it where such files exist.
  package var compared: Set<ContentComparison> = []
  /// Told how much has been read.
  package var progress: ReadProgress?

  package init(
    verify: Bool = true, jobs: Int? = nil, limits: Limits = Limits(), selection: ImageSelection = ImageSelection(),
    wanted: [WantedContents] = [], digestsFiles: Bool = false, progress: ReadProgress? = nil
  ) {
    self.verify = verify
    self.jobs = jobs
    self.limits = limits
    self.selection = selection
    self.wanted = wanted
    self.digestsFiles = digestsFiles
    self.progress = progress
  }

  /// Whether layers are read at all, or only what the documents say.
  var readsLayers = true

  /// What rules want, and the accounts of the image. `etc/passwd` may be a link to a file of that name elsewhere, and what went
  /// by in a stream cannot be read again.
  var wantedFiles: WantedFiles {
    let limit = Accounts.sizeLimit
    let accounts = ["etc/passwd", "etc/group"].map { WantedContents($0, sizeLimit: limit) }
    let elsewhere = ["**/passwd", "**/group"].map { WantedContents($0, sizeLimit: 64 << 10) }
    return WantedFiles(wanted + accounts + elsewhere)
  }
}

/// Reads the selected images of an archive or layout directory, attestations and artifacts left out; at least one.
///
/// Throws only when nothing can be said about any image. What is wrong with an image that can still be read is among its
/// `faults`; where that makes the reading doubtful, its `error` is set.
package func readImages(from input: ImageInput, options: ReadOptions) throws(ArchiveError) -> [ImageModel] {
  do throws(ArchiveError) { return try read(input, options) } catch { throw error.completed }
}

private func read(_ input: ImageInput, _ options: ReadOptions) throws(ArchiveError) -> [ImageModel] {
  prepareLocale()
  let open = try OpenInput(input, options: options)
  let all = addUnreferencedBlobs(to: try open.source.plans(), in: open.source)
  let plans = try options.selection.choose(from: all)
  let layers = LayerPool.read(plans, options: options)
  let files = plans.flatMap(\.layers).compactMap(\.blob?.file) + (open.file.map { [$0] } ?? [])
  guard !files.contains(where: { $0.hasChanged() }) else {
    throw ArchiveError(.changedWhileReading, "changed while it was read: try again when it is written completely")
  }
  var entries = 0
  return plans.map { plan in
    entries += plan.layers.reduce(0) { $0 + layers.contents(of: $1).listing.count }
    let isTooMuch = entries > options.limits.imageEntries
    var assembly = ImageAssembly(
      plan, layers: isTooMuch ? LayerPool(exceeding: options.limits) : layers, options: options)
    var image = assembly.model()
    image.imagesInArchive = all.count
    return image
  }
}

/// Reads the selected images of the archive or layout directory at `path`.
package func readImages(at path: String, options: ReadOptions) throws(ArchiveError) -> [ImageModel] {
  try readImages(from: .path(path), options: options)
}

/// What no document names is not judged, which matters from this size on.
private let unreferencedSize = 1_000_000

private func addUnreferencedBlobs(to plans: [ImagePlan], in source: any ImageSource) -> [ImagePlan] {
  let unused = source.unusedBlobs
  // Where documents could not be read, nobody can say what they name.
  guard unused.bytes >= unreferencedSize, plans.allSatisfy({ $0.faults.error == nil }) else { return plans }
  let blobs = "\(counted(unused.count, "blob")) of \(ByteSize(unused.bytes).description) in the archive"
  let message =
    unused.count == 1
    ? "\(blobs) is named by no manifest: nobody uses or judges it"
    : "\(blobs) are named by no manifest: nobody uses or judges them"
  return plans.map { $0.adding(ImageFault(.unreferencedBlob, message)) }
}
