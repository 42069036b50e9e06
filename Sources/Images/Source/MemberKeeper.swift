/// Says, while the members of an archive are listed, where the bytes of each are.
protocol MemberKeeper {
  /// The bytes of the regular file that `tar` stands at; nil for any other entry. `warning` says what was lost of its header.
  mutating func blob(of tar: TarReader, warning: String?) throws(ArchiveError) -> Blob?
  /// The archive was read to its end.
  mutating func finish(_ end: TarEnd)
}

/// The members lie in an uncompressed file: their places are noted, and their bytes passed over by seeking.
struct PlacedMembers: MemberKeeper {
  let file: InputFile

  func blob(of tar: TarReader, warning: String?) -> Blob? {
    guard tar.entry.kind == .regularFile, !tar.entry.isSparse else { return nil }
    return Blob(file: file, offset: tar.position, length: tar.entry.size)
  }

  func finish(_ end: TarEnd) {}
}

/// The members go by once: documents and small ones are kept, all others read as if they were layers, since which of them
/// are is known only when the manifest comes, which is mostly last.
struct PassingMembers: MemberKeeper {
  /// Up to this size a member is kept whatever it is.
  private static let smallSize = 32 << 10

  private let options: ReadOptions
  private let wanted: WantedFiles
  private let budget: SharedBudget
  private var keptBytes = 0
  /// The archive itself, read as the layer that it may be.
  private var whole: EntryCollector
  private var wholeFailure: ArchiveError?
  private let stream: OuterStream
  private var end: TarEnd?

  init(_ stream: OuterStream, options: ReadOptions) {
    self.stream = stream
    var options = options
    // What went by cannot be looked at again.
    options.digestsFiles = options.digestsFiles || !options.compared.isEmpty
    self.options = options
    self.wanted = options.wantedFiles
    self.budget = SharedBudget(options.limits)
    self.whole = EntryCollector(
      limits: options.limits, wanted: options.wantedFiles, budget: SharedBudget(options.limits))
    if !options.readsLayers { stream.stopHashing() }
  }

  /// Whether the archive may still turn out to be a layer by itself, and not an image.
  private var isWholeAlive: Bool { stream.isHashed }

  mutating func blob(of tar: TarReader, warning: String?) throws(ArchiveError) -> Blob? {
    // A member of which only the beginning is wanted may be an image's layer, and as large: what starts a program is no matter of an
    // archive without a config.
    let isWanted = takeAsEntry(tar, warning: warning) && !whole.extent.isStart
    guard tar.entry.kind == .regularFile, !tar.entry.isSparse else { return nil }
    let size = tar.entry.size
    if isWanted {
      let content = tar.contents(.whole)
      whole.keep(content)
      if options.digestsFiles, let content { whole.keep(ContentDigest(content.bytes)) }
      if let content, size <= Self.smallSize, hasRoom(size) { return Blob(content.bytes) }
      return try read(MemorySource(content?.bytes ?? []), of: tar)
    }
    let stream = EntryStream(tar, isHashed: options.digestsFiles && isWholeAlive)
    let blob = try read(stream, of: tar)
    if let digest = try stream.finish(), wholeFailure == nil { whole.keep(digest) }
    return blob
  }

  mutating func finish(_ end: TarEnd) { self.end = end }

  /// Once a member is named by a digest, this is an image and no root file system.
  private mutating func takeAsEntry(_ tar: TarReader, warning: String?) -> Bool {
    if isWholeAlive, isNamedByDigest(EntryPath(tar.entry.path).bytes) { stream.stopHashing() }
    guard isWholeAlive, wholeFailure == nil else { return false }
    do throws(ArchiveError) {
      return try whole.take(tar, warning: warning)
    } catch {
      wholeFailure = error
      return false
    }
  }

  private mutating func hasRoom(_ size: Int) -> Bool {
    guard size <= options.limits.documentBytes - keptBytes else { return false }
    keptBytes += size
    return true
  }

  private mutating func read(_ source: any BlockSource, of tar: TarReader) throws(ArchiveError) -> Blob {
    let size = tar.entry.size
    let stream = StoredStream(source)
    let start = try stream.peek()
    let isDocument = size <= options.limits.jsonBytes && !beginsWithTarHeader(start) && looksLikeJSON(start)
    if isDocument || size <= Self.smallSize, hasRoom(size) {
      var bytes: [UInt8] = []
      while true {
        let block = unsafe try stream.nextBlock()
        if unsafe block.isEmpty { break }
        unsafe bytes.append(contentsOf: block)
      }
      return Blob(bytes, length: size)
    }
    guard options.readsLayers else {
      try stream.drain()
      return Blob(passed: LayerContents(), length: size, isDocument: isDocument)
    }
    let contents = LayerReader.read(
      stream, length: size, request(tar.entry), limits: options.limits, wanted: wanted, budget: budget)
    // A layer beyond a limit is not read to its end.
    try stream.drain()
    // What is missing is told as it is for a file that ends early.
    return stream.count < size
      ? Blob(cutTo: stream.count, of: size) : Blob(passed: contents, length: size, isDocument: isDocument)
  }

  /// No manifest has said yet which digests it states: those of SHA-256, unless the name speaks of another one.
  private func request(_ entry: ArchiveEntry) -> LayerRequest {
    guard options.verify else { return LayerRequest(digestsFiles: options.digestsFiles) }
    let isLong = EntryPath(entry.path).bytes.starts(with: "blobs/sha512/".utf8)
    let algorithms: Set<Digest.Algorithm> = isLong ? [.sha256, .sha512] : [.sha256]
    return LayerRequest(
      storedAlgorithms: algorithms, tarAlgorithms: algorithms, digestsFiles: options.digestsFiles, isDigestKnown: true)
  }

  /// What the archive is when it is taken for a layer; nil when it cannot be one.
  consuming func wholeAsLayer() -> LayerContents? {
    guard isWholeAlive else { return nil }
    var contents = LayerContents()
    if let wholeFailure { whole.faults.add(wholeFailure) }
    if let end, wholeFailure == nil {
      do throws(ArchiveError) {
        try whole.judge(end, compression: stream.compression, isVerified: false)
        contents.isComplete = true
      } catch {
        whole.faults.add(error)
      }
    }
    contents.tarBytes = end?.length ?? 0
    contents.compression = stream.compression
    contents.storedBytes = stream.stored.count
    contents.storedDigests = stream.stored.digests
    contents.tarDigests = stream.inflated?.digests ?? stream.stored.digests
    contents.listing = whole.listing
    contents.kept = whole.kept
    contents.fileDigests = whole.digests
    contents.faults = whole.faults
    return contents
  }
}

/// `<digest>`, `<digest>.tar`, `<digest>/layer.tar`, `sha256:<digest>`, `blobs/sha256/<digest>`: names that builders give to the
/// members of images.
func isNamedByDigest(_ name: [UInt8]) -> Bool {
  var parts = name.split(separator: UInt8(ascii: "/"), maxSplits: 3)
  if parts.count == 3, parts[0].elementsEqual("blobs".utf8) { parts.removeFirst(2) }
  guard let first = parts.first else { return false }
  let digits = (first.starts(with: "sha256:".utf8) ? first.dropFirst(7) : first).prefix { $0 != UInt8(ascii: ".") }
  return [Digest.Algorithm.sha256, .sha512].contains { Digest($0, hex: display(digits)) != nil }
}
