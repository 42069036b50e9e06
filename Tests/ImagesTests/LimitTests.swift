import Images
import Linting
import TestSupport
import Testing

/// The default limits with some lowered.
private func limits(_ lower: (inout Limits) -> Void) -> Limits {
  var limits = Limits()
  lower(&limits)
  return limits
}

@Suite struct LimitTests {
  private let listing = """
    user: app
    layer: one
      first/long-name/a "1234567890"
      first/b "1234567890"
      c "1234567890"
    layer: two
      d "1234567890"
      e 300kB
      link -> first
      link/f "1234567890"
    """

  @Test(
    arguments: [
      ("entries of a layer", limits { $0.entriesPerLayer = 2 }),
      ("entries of all layers", limits { $0.totalEntries = 4 }),
      ("bytes of names", limits { $0.nameBytesPerLayer = 20 }),
      ("bytes of a path", limits { $0.pathBytes = 16 }),
      ("bytes of a component", limits { $0.componentBytes = 8 }),
      ("implied directories", limits { $0.impliedDirectories = 1 }),
      ("bytes of links", limits { $0.linkBytes = 4 }),
      ("bytes of a layer", limits { $0.unpackedBytesPerLayer = 100_000 }),
      ("layers", limits { $0.layers = 1 }),
      ("kept bytes", limits { $0.keptBytes = 30 }),
    ])
  func aLimitThatIsHitMakesTheImageUnreadable(name: String, limits: Limits) throws {
    var options = ReadOptions(wanted: [WantedContents("**/*")])
    let sound = try read(listing, as: nil, options)
    #expect(sound.error == nil)
    options.limits = limits
    for compression in [LayerCompression.plain, .gzip] {
      let image = try read(listing, as: ArchiveShape(.ociArchive, compression), options)
      #expect(image.error?.kind == .limitExceeded, "\(name), \(compression)")
      #expect(image.faults.contains { $0.kind == .limitExceeded })
      #expect(!image.verified)
    }
  }

  @Test(
    arguments: [
      ("members", limits { $0.outerMembers = 3 }),
      ("bytes of a header", limits { $0.headerBytes = 500 }),
      ("bytes of a document", limits { $0.jsonBytes = 100 }),
      ("depth of a document", limits { $0.jsonDepth = 2 }),
      ("history", limits { $0.historyEntries = 1 }),
      ("bytes of a step", limits { $0.stepBytes = 2 }),
      ("descriptors", limits { $0.descriptors = 0 }),
    ])
  func aLimitOfDocumentsLeavesNothingToSay(name: String, limits: Limits) throws {
    var options = ReadOptions()
    options.limits = limits
    let archive = try ImageListing(parsing: listing).archive(as: ArchiveShape(.ociArchive))
    #expect(try error(reading: archive, options).kind == .limitExceeded, "\(name)")
  }

  @Test(arguments: [LayerCompression.gzip, .zstd]) func aDecompressionBombIsStopped(compression: LayerCompression)
    throws
  {
    var options = ReadOptions()
    options.limits.ratioFreeBytes = 1 << 20
    var listing = ImageListing()
    listing.add(.init(entries: [.init(Array("zeros".utf8), .file([UInt8](repeating: 0, count: 8 << 20)))]))
    let archive = try listing.archive(as: ArchiveShape(.dockerArchive, compression))
    let image = try #require(try read(archive, options).first)
    #expect(image.error?.kind == .limitExceeded)
    #expect(try #require(try read(archive).first).error == nil)
  }

  @Test func theCommonLimitOfEntriesIsReportedAlikeForAnyNumberOfJobs() throws {
    var options = ReadOptions()
    options.limits.totalEntries = 4
    let images = try [1, 2, 8].map { jobs in
      options.jobs = jobs
      return try read(listing, as: nil, options)
    }
    #expect(Set(images.map(\.faults)).count == 1)
    #expect(Set(images.map(\.entries)).count == 1)
  }

  @Test func manyFaultsOfOneKindAreSummedUp() throws {
    var listing = ImageListing()
    listing.add(.init(entries: (0..<100).map { .init(Array("../\($0)".utf8), .file([])) }))
    let image = try #require(try read(listing.archive()).first)
    #expect(image.faults.count == 21)
    #expect(image.faults.last?.message == "and 80 more of the same kind")
  }

  @Test func nestedIndexesAreFollowedToALimitAndLoopsAreNot() throws {
    func blob(_ text: String) -> (name: String, descriptor: String, bytes: [UInt8]) {
      let digest = sha256(Array(text.utf8))
      return (
        "blobs/sha256/\(digest.dropFirst(7))",
        "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"digest\":\"\(digest)\",\"size\":\(text.utf8.count)}",
        Array(text.utf8)
      )
    }
    let config = blob("{\"config\":{\"User\":\"deep\"}}")
    let configDescriptor = config.descriptor.replacing("index.v1", with: "config.v1")
    var inner = blob("{\"config\":\(configDescriptor),\"layers\":[]}")
    var members = [
      TarBuilder.Member(config.name, content: config.bytes), TarBuilder.Member(inner.name, content: inner.bytes),
    ]
    var outcomes: [Result<[ImageModel], any Error>] = []
    for _ in 0..<12 {
      let index = TarBuilder.Member("index.json", content: Array("{\"manifests\":[\(inner.descriptor)]}".utf8))
      let layout = TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8))
      outcomes.append(Result { try read(TarBuilder.tar(members + [index, layout])) })
      inner = blob("{\"manifests\":[\(inner.descriptor),\(inner.descriptor)]}")
      members.append(TarBuilder.Member(inner.name, content: inner.bytes))
    }
    for outcome in outcomes.prefix(8) {
      let images = try outcome.get()
      #expect(images.map(\.config?.user) == ["deep"])
      #expect(images.allSatisfy { $0.error == nil })
    }
    #expect(throws: ArchiveError.self) { try #require(outcomes.last).get() }
  }
}
