/// Reads one layer blob in one pass: digests, entries, wanted contents.
struct LayerReader {
  private let length: Int
  private let request: LayerRequest
  private let limits: Limits
  private var collector: EntryCollector
  private var contents = LayerContents()

  /// Reads a blob of `length` stored bytes. Never throws: what is wrong with the layer is among the faults of its contents.
  static func read(
    _ source: any BlockSource, length: Int, _ request: LayerRequest, limits: Limits, wanted: WantedFiles,
    budget: SharedBudget
  ) -> LayerContents {
    var reader = LayerReader(
      length: length, request: request, limits: limits,
      collector: EntryCollector(limits: limits, wanted: wanted, budget: budget))
    do throws(ArchiveError) {
      try reader.read(StoredStream(source))
    } catch {
      reader.collector.faults.add(error)
    }
    return reader.finish()
  }

  private consuming func finish() -> LayerContents {
    contents.listing = collector.listing
    contents.kept = collector.kept
    contents.fileDigests = collector.digests
    contents.faults = collector.faults
    return contents
  }

  private mutating func read(_ stored: StoredStream) throws(ArchiveError) {
    contents.storedBytes = length
    let start = try stored.peek()
    contents.compression = Compression(magic: start)
    stored.hash(request.storedAlgorithms)
    if request.isOpaque {
      try stored.drain()
      contents.storedDigests = stored.digests
    } else if contents.compression == .none {
      try readPlain(stored, start: start)
    } else {
      try readCompressed(stored)
    }
  }

  private mutating func readPlain(_ stored: StoredStream, start: [UInt8]) throws(ArchiveError) {
    guard length <= limits.unpackedBytesPerLayer else {
      throw ArchiveError.exceeding(
        .layerBytes, "the layer has \(length) bytes: at most \(limits.unpackedBytesPerLayer) are read")
    }
    contents.tarBytes = length
    stored.hash(request.storedAlgorithms.union(request.tarAlgorithms))
    let failure = length == 0 ? failureOfNothing() : failure(in: stored, start: start)
    try stored.drain()
    contents.storedDigests = stored.digests
    contents.tarDigests = stored.digests
    if let failure { throw failure }
  }

  private mutating func readCompressed(_ stored: StoredStream) throws(ArchiveError) {
    let failure = failureInflating(stored)
    // What the decompressor left belongs to the digest of the stored bytes.
    try stored.drain()
    contents.storedDigests = stored.digests
    if let failure { throw failure }
  }

  private mutating func failureInflating(_ stored: StoredStream) -> ArchiveError? {
    do throws(ArchiveError) {
      let stream = try InflatingStream.open(
        stored, .init(name: "the layer", length: length), compression: contents.compression,
        hashing: request.tarAlgorithms, limits: limits)
      guard let stream else { return failureOfNothing() }
      if let failure = stream.nesting ?? failure(in: stream, start: []) {
        // Where it is no sound tar the rest still counts for the digest; a bomb is not read on.
        if failure.kind != .limitExceeded, (try? stream.drain()) != nil { contents.tarDigests = stream.digests }
        return failure
      }
      contents.tarDigests = stream.digests
      collector.noteUnused(length - stream.consumed)
      return nil
    } catch {
      return error
    }
  }

  /// A stream without a single byte is no tar, but some writers use it for a layer without entries. It is believed when the
  /// config asks for it.
  private mutating func failureOfNothing() -> ArchiveError? {
    contents.tarDigests = Dictionary(uniqueKeysWithValues: request.tarAlgorithms.map { ($0, Digest.of([], $0)) })
    guard request.mayBeEmpty else {
      return ArchiveError(.damagedArchive, "the layer has no content: expected a tar, which has at least its end mark")
    }
    contents.isComplete = true
    return nil
  }

  private mutating func failure(in source: any BlockSource, start: [UInt8]) -> ArchiveError? {
    do throws(ArchiveError) {
      try readTar(source, start: start)
      return nil
    } catch {
      return error
    }
  }

  private func isCompared(_ entry: Int) -> Bool { request.digestedEntries?.contains(entry) ?? true }

  private mutating func readTar(_ source: any BlockSource, start: [UInt8]) throws(ArchiveError) {
    guard let tar = try TarReader.open(source) else { throw notATar(start) }
    while true {
      switch try tar.next() {
      case .entry(let warning):
        let isWanted = try collector.take(tar, warning: warning)
        let isDigested =
          request.digestsFiles && tar.entry.kind == .regularFile && isCompared(collector.listing.count - 1)
        if isWanted, isDigested {
          let (content, digest) = tar.contentsAndDigest(collector.extent)
          collector.keep(content)
          collector.keep(digest)
        } else if isWanted {
          collector.keep(tar.contents(collector.extent))
        } else if isDigested {
          collector.keep(tar.digest())
        }
      case .end:
        let end = try tar.finish(limit: limits.trailingBytes, keeping: stargzIndexBytes(limits))
        try collector.judge(
          end, compression: contents.compression, isVerified: request.isDigestKnown && !request.tarAlgorithms.isEmpty)
        contents.tarBytes = end.length
        contents.isComplete = true
        return
      case .damaged(let text):
        throw ArchiveError(
          .damagedArchive, "the layer has a damaged tar header at byte \(tar.headerPosition) (\(text))")
      case .truncated(let text):
        throw ArchiveError(
          .truncatedArchive, "the layer's tar ends early: the entry at byte \(tar.headerPosition) is cut off (\(text))")
      }
    }
  }
}

private func notATar(_ start: [UInt8]) -> ArchiveError {
  if beginsWithTarHeader(start) {
    return ArchiveError(.damagedArchive, "the first tar header of the layer is damaged")
  }
  let found = start.isEmpty ? nil : describeContent(start)
  return ArchiveError(
    .unsupportedMediaType, "the layer is \(found ?? "no tar"): expected a tar, plain or compressed with gzip or zstd")
}
