import Images
import TestSupport
import Testing

/// What a reader would act on.
private struct Essence: Equatable {
  var config: ImageConfig?
  var diffIDs: [String]
  var tree: [String]

  init(_ image: ImageModel) {
    config = image.config
    diffIDs = image.layers.map(\.diffID)
    tree = describe(image.files)
  }
}

private let small = """
  tag: a:v1
  user: app
  layer: one
    etc/passwd "app:x:1:1::/:\\n"
    d/
  layer: two
    etc/passwd "app:x:2:2::/:\\n"
    lib -> d

  """

private let formats = [
  "docker-archive", "docker-archive gzip", "oci-archive", "oci-archive gzip", "oci-archive zstd", "hybrid",
]

@Suite struct DamageTests {
  /// An archive that lost its end is unreadable, or at least reported; it is never taken for a whole one.
  @Test(arguments: formats) func noTruncationPassesAsComplete(format: String) throws {
    let whole = try ImageListing(parsing: "image: \(format)\n\(small)").archive()
    for length in stride(from: 0, to: whole.count, by: 512) {
      let outcome = Result { try read(Array(whole.prefix(length))) }
      switch outcome {
      case .success(let images):
        #expect(images.allSatisfy { !$0.faults.isEmpty }, "cut to \(length) of \(whole.count) bytes")
      case .failure(let error):
        #expect(error is ArchiveError)
      }
    }
  }

  @Test(arguments: formats) func noTruncationInsideABlockPassesAsComplete(format: String) throws {
    let whole = try ImageListing(parsing: "image: \(format)\n\(small)").archive()
    for length in stride(from: 100, to: whole.count, by: 700) {
      if let images = try? read(Array(whole.prefix(length))) {
        #expect(images.allSatisfy { !$0.faults.isEmpty }, "cut to \(length) of \(whole.count) bytes")
      }
    }
  }

  /// Members larger than a block are passed over without reading, which must not lead beyond the end.
  @Test(arguments: formats) func aLargeMemberThatIsCutOffIsNoticed(format: String) throws {
    let whole = try ImageListing(parsing: "image: \(format)\n\(small)layer: three\n  large 400kB\n").archive()
    for length in stride(from: 5000, to: whole.count, by: 37_000) {
      if let images = try? read(Array(whole.prefix(length)), ReadOptions(verify: false)) {
        let isNoticed = images.allSatisfy { $0.error != nil || $0.faults.contains { $0.kind == .truncatedArchive } }
        #expect(isNoticed, "cut to \(length) of \(whole.count) bytes")
      }
    }
  }

  /// A changed byte is reported, or it is one that means nothing: padding, white space, a time.
  @Test(arguments: formats) func aChangedByteIsNoticedOrMeansNothing(format: String) throws {
    let whole = try ImageListing(parsing: "image: \(format)\n\(small)").archive()
    let sound = Essence(try #require(try read(whole).first))
    for offset in stride(from: 0, to: whole.count, by: 17) {
      var changed = whole
      changed[offset] ^= 0x11
      guard let images = try? read(changed) else { continue }
      for image in images where image.faults.isEmpty {
        #expect(Essence(image) == sound, "byte \(offset) of \(whole.count)")
      }
    }
  }

  /// The same holds for archives that pass only once, and for those that are compressed as a whole.
  @Test(arguments: formats) func noDamageOfAStreamPassesAsSound(format: String) throws {
    let whole = try ImageListing(parsing: "image: \(format)\n\(small)").archive()
    let sound = Essence(try #require(try read(whole).first))
    for archive in [whole, try compress(whole, with: .gzip), try compress(whole, with: .zstd)] {
      for step in 0..<60 {
        let offset = archive.count * step / 60
        if let images = try? read(streaming: Array(archive.prefix(offset))) {
          #expect(images.allSatisfy { !$0.faults.isEmpty }, "cut to \(offset) of \(archive.count) bytes")
        }
        var changed = archive
        changed[offset] ^= 0x11
        let file = Result { try read(changed) }
        let stream = Result { try read(streaming: changed) }
        #expect((try? file.get())?.map(Account.init) == (try? stream.get())?.map(Account.init), "byte \(offset)")
        for image in (try? stream.get()) ?? [] where image.faults.isEmpty {
          #expect(Essence(image) == sound, "byte \(offset) of \(archive.count)")
        }
      }
    }
  }

  /// With hashing off nothing is promised of contents, but nothing may trap either.
  @Test(arguments: formats) func unverifiedReadingSurvivesAnyChangedByte(format: String) throws {
    let whole = try ImageListing(parsing: "image: \(format)\n\(small)").archive()
    for offset in stride(from: 0, to: whole.count, by: 41) {
      var changed = whole
      changed[offset] = 0xff
      if let images = try? read(changed, ReadOptions(verify: false)) {
        #expect(images.allSatisfy { !$0.verified })
      }
    }
  }

  /// Headers that lie: each is refused or read as what it says, and none traps.
  @Test(arguments: [
    "77777777777", "-1", "999999999999", "\u{0}", "00000000000", "zzzz", "17777777777",
  ])
  func aHeaderWithALyingSizeIsRefused(size: String) throws {
    var bytes = TarBuilder.tar([TarBuilder.Member("a", content: [1, 2, 3]), TarBuilder.Member("b", content: [4])])
    for index in 0..<12 { bytes[124 + index] = index < size.utf8.count ? Array(size.utf8)[index] : 0 }
    fixChecksum(of: &bytes)
    let config = "{\"rootfs\":{\"diff_ids\":[\"\(sha256(bytes))\"]}}"
    let archive = TarBuilder.tar([
      TarBuilder.Member("l", content: bytes), TarBuilder.Member("c", content: Array(config.utf8)),
      TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c\",\"Layers\":[\"l\"]}]".utf8)),
    ])
    let image = try #require(try read(archive).first)
    #expect(image.error != nil || image.files.entry(at: "a")?.size != 3)
  }

  private func fixChecksum(of tar: inout [UInt8]) {
    for index in 148..<156 { tar[index] = 0x20 }
    let sum = tar[..<512].reduce(0) { $0 + Int($1) }
    let digits = Array(String(sum, radix: 8).utf8)
    for (index, digit) in ([UInt8](repeating: 0x30, count: 6 - digits.count) + digits + [0, 0x20]).enumerated() {
      tar[148 + index] = digit
    }
  }
}
