import Images
import Linting
import TestSupport
import Testing

private let two = """
  tag: shop/web:v1
  user: app
  layer: COPY app /app
    app/server.js "listen(3000)\\n"
  layer: COPY public /app/public
    app/public/index.html "<h1>Shop</h1>\\n"

  """

private struct Case: Sendable, CustomTestStringConvertible {
  var fault: String
  var format = "docker-archive"
  var kinds: [ImageFault.Kind]
  var error: ArchiveError.Kind?
  var testDescription: String { "\(fault) in \(format)" }
}

private let cases: [Case] = [
  Case(fault: "flip layer 1", kinds: [.diffIDMismatch], error: .digestMismatch),
  Case(fault: "flip layer 1", format: "docker-archive gzip", kinds: [.diffIDMismatch], error: .digestMismatch),
  Case(
    fault: "flip layer 0", format: "oci-archive", kinds: [.layerDigestMismatch, .diffIDMismatch], error: .digestMismatch
  ),
  Case(
    fault: "flip layer 0", format: "oci-archive gzip", kinds: [.layerDigestMismatch, .diffIDMismatch],
    error: .digestMismatch),
  Case(
    fault: "flip layer 0", format: "oci-archive zstd", kinds: [.layerDigestMismatch, .diffIDMismatch],
    error: .digestMismatch),
  Case(fault: "flip config", kinds: [.configDigestMismatch]),
  Case(fault: "flip config", format: "oci-archive", kinds: [.configDigestMismatch], error: .digestMismatch),
  Case(fault: "flip manifest", format: "oci-archive", kinds: [.manifestDigestMismatch], error: .digestMismatch),
  Case(fault: "missing layer 1", kinds: [.missingBlob], error: .missingBlob),
  Case(fault: "missing layer 0", format: "oci-archive gzip", kinds: [.missingBlob], error: .missingBlob),
  Case(fault: "missing oci-layout", format: "oci-archive", kinds: [.missingOCILayoutFile]),
  Case(fault: "swap diff-ids", kinds: [.diffIDMismatch, .diffIDMismatch], error: .digestMismatch),
  Case(fault: "drop diff-id", kinds: [.layerCountMismatch], error: .layerCountMismatch),
  Case(fault: "extra step", kinds: [.historyCountMismatch]),
  Case(fault: "no end mark", kinds: [.truncatedArchive]),
  Case(fault: "trailing data", kinds: [.trailingArchiveData]),
  Case(fault: "hidden member", kinds: [.damagedTarHeader], error: .damagedArchive),
  Case(fault: "damage header 1", kinds: [.damagedTarHeader], error: .damagedArchive),
  Case(fault: "repeat layer 1100", kinds: [.limitExceeded], error: .limitExceeded),
  Case(fault: "duplicate key User", kinds: [.ambiguousJSON], error: .ambiguousArchive),
  Case(fault: "second manifest", kinds: [.duplicateArchiveMember], error: .ambiguousArchive),
  Case(fault: "member ../../etc/cron.d/job", kinds: [.hostilePath]),
  Case(fault: "member /etc/cron.d/job", kinds: [.hostilePath]),
  Case(
    fault: "media type 0 application/vnd.oci.image.layer.v1.tar+zstd", format: "oci-archive gzip",
    kinds: [.mislabelledLayer]),
  Case(
    fault: "media type 1 application/vnd.oci.image.layer.v1.tar+gzip+encrypted", format: "oci-archive",
    kinds: [.unsupportedMediaType], error: .unsupportedMediaType),
  Case(fault: "other index", format: "hybrid", kinds: [.inconsistentArchive], error: .ambiguousArchive),
]

@Suite struct FaultTests {
  @Test(arguments: cases) fileprivate func eachFaultIsNoticed(fault: Case) throws {
    let image = try read("image: \(fault.format)\n\(two)fault: \(fault.fault)\n")
    var kinds = image.faults.map(\.kind)
    // A history that lists as many steps as before is a consequence, not the fault.
    if fault.fault.hasPrefix("repeat") {
      kinds.removeAll { [.historyCountMismatch, .layerCountMismatch].contains($0) }
    }
    #expect(kinds.sorted { $0.rawValue < $1.rawValue } == fault.kinds.sorted { $0.rawValue < $1.rawValue })
    #expect(image.error?.kind == fault.error)
    if fault.error != nil { #expect(!image.verified) }
    #expect(image.config?.user == "app")
  }

  @Test func aHybridThatShowsTwoImagesGivesBoth() throws {
    let listing = try ImageListing(parsing: "image: hybrid\n\(two)fault: other index\n")
    let images = try read(listing.archive())
    #expect(images.map(\.config?.user) == ["app", "somebody-else"])
    #expect(images.allSatisfy { $0.faults.map(\.kind) == [.inconsistentArchive] })
  }

  @Test func anUnverifiedImageSaysSo() throws {
    let image = try read("\(two)verify: off\n")
    #expect(image.faults.map(\.kind) == [.unverifiedImage])
    #expect(!image.verified)
    #expect(image.error == nil)
    #expect(image.layers.map(\.digest) == image.layers.map(\.diffID))
  }

  @Test func unverifiedDamageOfContentGoesUnnoticedButStructureDoesNot() throws {
    #expect(try read("\(two)verify: off\nfault: flip layer 0\n").error == nil)
    #expect(try read("\(two)verify: off\nfault: damage header 0\n").error?.kind == .damagedArchive)
  }

  @Test func aMissingConfigLeavesNothingToSay() throws {
    for format in ["docker-archive", "oci-archive"] {
      let listing = try ImageListing(parsing: "image: \(format)\n\(two)fault: missing config\n")
      #expect(try error(reading: listing.archive()).kind == .missingBlob)
    }
  }

  @Test func aMissingManifestLeavesNothingToSay() throws {
    let docker = try ImageListing(parsing: "\(two)fault: missing manifest\n")
    #expect(try error(reading: docker.archive()).kind == .notAnImage)
    let oci = try ImageListing(parsing: "image: oci-archive\n\(two)fault: missing manifest\n")
    #expect(try error(reading: oci.archive()).kind == .missingBlob)
  }

  @Test func aTruncatedGzipLayerIsNoticedEvenUnverified() throws {
    var listing = try ImageListing(parsing: "layer: x\n  big 200kB\n")
    let whole = try compress(listing.layers[0].tar(), with: .gzip)
    listing.verifies = false
    let cut = try archive(ofLayer: Array(whole.dropLast(100)), like: listing)
    let image = try #require(try read(cut, ReadOptions(verify: false)).first)
    #expect(image.error?.kind == .truncatedArchive)
  }

  @Test func whatFollowsTheEndMarkOfALayerIsHashedAndNoted() throws {
    let listing = try ImageListing(parsing: "layer: x\n  big 2kB\n")
    let layer = listing.layers[0].tar() + Array("hidden".utf8)
    let image = try #require(try read(archive(ofLayer: layer, like: listing)).first)
    #expect(image.faults.map(\.kind) == [.trailingArchiveData])
    #expect(image.layers[0].diffID == sha256(layer))
    #expect(image.verified)
  }

  /// libarchive would look for the next good header and go on; readers that stop would see other files.
  @Test func readingStopsAtADamagedHeader() throws {
    var damaged = TarBuilder.Member("b", content: [2])
    damaged.hasWrongChecksum = true
    let layer = TarBuilder.tar([TarBuilder.Member("a", content: [1]), damaged, TarBuilder.Member("c", content: [3])])
    let image = try #require(try read(archive(ofLayer: layer, like: ImageListing())).first)
    #expect(image.error?.kind == .damagedArchive)
    #expect(image.faults.map(\.kind) == [.damagedTarHeader])
    #expect(describe(image.files).count == 1)
  }

  @Test func readingTheOuterArchiveStopsAtADamagedHeader() throws {
    var damaged = TarBuilder.Member("b", content: [2])
    damaged.hasWrongChecksum = true
    let whole = try ImageListing(parsing: two).archive()
    let before = TarBuilder.tar([TarBuilder.Member("a", content: [1]), damaged]).dropLast(1024) + whole
    #expect(try error(reading: Array(before)).kind == .damagedArchive)
    let after = whole.dropLast(1024) + TarBuilder.tar([damaged, TarBuilder.Member("c", content: [3])])
    let image = try #require(try read(Array(after)).first)
    #expect(image.error?.kind == .damagedArchive)
    #expect(image.config?.user == "app")
  }

  @Test func entriesBehindOneBlockOfZerosAreNotPassedOver() throws {
    var layer = TarBuilder()
    layer.add(TarBuilder.Member("a", content: [1]))
    layer.end(blocks: 1)
    layer.add(TarBuilder.Member("b", content: [2]))
    layer.end()
    for compression in LayerCompression.allCases {
      let stored = try compress(layer.bytes, with: compression)
      let archive = try archive(ofLayer: stored, diffID: sha256(layer.bytes), like: ImageListing())
      #expect(try #require(try read(archive).first).error?.kind == .damagedArchive)
    }
  }

  @Test func whatFollowsTheEndMarkIsFoundHoweverFarItIs() throws {
    let listing = try ImageListing(parsing: "layer: x\n  big 2kB\n")
    let layer = listing.layers[0].tar() + [UInt8](repeating: 0, count: 300_000) + [1] + [UInt8](repeating: 0, count: 9)
    for compression in LayerCompression.allCases {
      let stored = try compress(layer, with: compression)
      let image = try #require(try read(archive(ofLayer: stored, diffID: sha256(layer), like: listing)).first)
      #expect(image.faults.map(\.kind) == [.trailingArchiveData])
      #expect(image.faults.first?.message.hasPrefix("300001 bytes follow") == true)
    }
  }

  @Test func oneByteFollows() throws {
    let listing = try ImageListing(parsing: "layer: x\n  big 2kB\n")
    let tar = listing.layers[0].tar()
    let stored = try compress(tar, with: .gzip) + Array("m".utf8)
    let image = try #require(try read(archive(ofLayer: stored, diffID: sha256(tar), like: listing)).first)
    #expect(image.faults.first?.message.hasPrefix("1 byte follows the end") == true)
  }

  @Test func whatFollowsTheCompressedDataIsNoted() throws {
    let listing = try ImageListing(parsing: "layer: x\n  big 2kB\n")
    let tar = listing.layers[0].tar()
    let stored = try compress(tar, with: .gzip) + Array("more".utf8)
    let image = try #require(try read(archive(ofLayer: stored, diffID: sha256(tar), like: listing)).first)
    #expect(image.faults.map(\.kind) == [.trailingArchiveData])
  }

  @Test func theTableOfContentsOfAnEStargzLayerIsExcused() throws {
    let listing = try ImageListing(parsing: "layer: x\n  big 2kB\n")
    let toc = TarBuilder.tar([TarBuilder.Member("stargz.index.json", content: Array("{}".utf8))])
    let layer = listing.layers[0].tar() + toc
    let stored = try compress(listing.layers[0].tar(), with: .gzip) + compress(toc, with: .gzip)
    let image = try #require(try read(archive(ofLayer: stored, diffID: sha256(layer), like: listing)).first)
    #expect(image.faults == [])
    #expect(image.layers[0].diffID == sha256(layer))
  }

  @Test func aLayerWithoutBytesIsBelievedOnlyWhenTheConfigSaysSo() throws {
    let listing = try ImageListing(parsing: "layer: x\n")
    for stored in [[], try compress([], with: .gzip)] {
      let sound = try #require(try read(archive(ofLayer: stored, diffID: sha256([]), like: listing)).first)
      #expect(sound.error == nil)
      let other = try archive(ofLayer: stored, diffID: sha256([1]), like: listing)
      #expect(try #require(try read(other).first).error != nil)
      #expect(try #require(try read(other, ReadOptions(verify: false)).first).error?.kind == .damagedArchive)
    }
  }

  @Test func nestedCompressionIsRefused() throws {
    let listing = try ImageListing(parsing: "layer: x\n  big 2kB\n")
    let once = try compress(listing.layers[0].tar(), with: .gzip)
    let twice = try compress(once, with: .gzip)
    let image = try #require(try read(archive(ofLayer: twice, diffID: sha256(once), like: listing)).first)
    #expect(image.error?.kind == .unsupportedMediaType)
  }

  @Test func aLayerThatIsNoTarIsUnsupported() throws {
    let listing = try ImageListing(parsing: "layer: x\n")
    let text = Array("{\"predicate\": {}}".utf8)
    let image = try #require(try read(archive(ofLayer: text, like: listing)).first)
    #expect(image.faults.map(\.kind) == [.unsupportedMediaType])
    #expect(image.error?.kind == .unsupportedMediaType)
  }

  @Test func hostileEntryPathsAreStoppedAtTheRoot() throws {
    let image = try read("layer: x\n  ../../up \"1\"\n  a/../b \"22\"\n  C:/win \"3\"\n  /abs \"4\"\n  ./dot \"5\"\n")
    #expect(image.faults.map(\.kind) == [.hostilePath, .hostilePath, .hostilePath, .hostilePath])
    #expect(image.files.entry(at: "up") != nil)
    #expect(image.files.entry(at: "b")?.size == 2)
    #expect(image.files.entry(at: "abs") != nil)
    #expect(image.files.entry(at: "dot") != nil)
    #expect(image.entries == 6)
  }

  @Test func linksInTheOuterArchiveAreFollowedAFewTimes() throws {
    let listing = try ImageListing(parsing: "layer: x\n  a 1kB\n")
    func image(_ links: [TarBuilder.Member], layer: String) throws -> ImageModel {
      let bytes = listing.layers[0].tar()
      var tar = TarBuilder()
      tar.add(TarBuilder.Member("real.tar", content: bytes))
      for link in links { tar.add(link) }
      let config =
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\"\(sha256(bytes))\"]}}"
      tar.add(TarBuilder.Member("c.json", content: Array(config.utf8)))
      tar.add(
        TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c.json\",\"Layers\":[\"\(layer)\"]}]".utf8)))
      tar.end()
      return try #require(try read(tar.bytes).first)
    }
    #expect(try image([.symbolicLink("a/layer.tar", to: "../real.tar")], layer: "a/layer.tar").error == nil)
    #expect(try image([.hardLink("b.tar", to: "real.tar")], layer: "./b.tar").error == nil)
    #expect(
      try image([.symbolicLink("a", to: "b"), .symbolicLink("b", to: "a")], layer: "a").error?.kind == .missingBlob)
    #expect(try image([.symbolicLink("a", to: "../../real.tar")], layer: "a").error?.kind == .missingBlob)
  }

  /// A docker-archive of one layer with any bytes.
  private func archive(ofLayer stored: [UInt8], diffID: String? = nil, like listing: ImageListing) throws -> [UInt8] {
    let config =
      "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\"\(diffID ?? sha256(stored))\"]}}"
    return TarBuilder.tar([
      TarBuilder.Member("layer.tar", content: stored), TarBuilder.Member("c.json", content: Array(config.utf8)),
      TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c.json\",\"Layers\":[\"layer.tar\"]}]".utf8)),
    ])
  }
}
