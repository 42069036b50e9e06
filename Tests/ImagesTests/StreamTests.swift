import Images
import Linting
import TestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads the images of archive bytes that can be read only once, as standard input is.
func read(streaming archive: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> [ImageModel] {
  try TemporaryDirectory.withFile(archive) { path in
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    return try readImages(from: .descriptor(descriptor), options: options)
  }
}

/// All that reports say of an image.
struct Account: Equatable {
  var config: ImageConfig?
  var platform: String
  var format: ImageModel.Format
  var tags: [String]
  var configDigest: String
  var verified: Bool
  var layers: [Layer]
  var size: ImageSizes
  var tree: [String]
  var accounts: Accounts?
  var attestations: Int?
  var faults: [ImageFault]
  var error: ArchiveError?

  init(_ image: ImageModel) {
    config = image.config
    platform = image.platform
    format = image.format
    tags = image.tags
    configDigest = image.configDigest
    verified = image.verified
    layers = image.layers
    size = image.size
    tree = describe(image.files)
    accounts = image.accounts
    attestations = image.attestations
    faults = image.faults
    error = image.error
  }
}

private let shapes: [ArchiveShape] = [
  ArchiveShape(.dockerArchive), ArchiveShape(.dockerArchive, .gzip), ArchiveShape(.dockerArchive, .zstd),
  ArchiveShape(.dockerArchive, names: .linkedLayers), ArchiveShape(.dockerArchive, .gzip, names: .dotSlash),
  ArchiveShape(.ociArchive), ArchiveShape(.ociArchive, .gzip), ArchiveShape(.ociArchive, .zstd),
  ArchiveShape(.hybrid), ArchiveShape(.hybrid, .gzip),
]

private let listing = """
  \(shop)
  layer: COPY data /data
    data/large 200kB
    data/passwd -> /etc/passwd
  """

@Suite struct StreamTests {
  @Test(arguments: shapes) func aStreamGivesTheSameImageAsTheFile(shape: ArchiveShape) throws {
    let archive = try ImageListing(parsing: listing).archive(as: shape)
    let file = try read(archive).map(Account.init)
    #expect(file.allSatisfy { $0.error == nil && $0.faults.isEmpty && $0.verified })
    #expect(try read(streaming: archive).map(Account.init) == file)
    for compression in [LayerCompression.gzip, .zstd] {
      let compressed = try compress(archive, with: compression)
      #expect(try read(compressed).map(Account.init) == file, "\(compression)")
      #expect(try read(streaming: compressed).map(Account.init) == file, "\(compression)")
    }
  }

  @Test(arguments: [
    "flip layer 1", "flip config", "missing layer 1", "swap diff-ids", "drop diff-id", "no end mark", "trailing data",
    "hidden member", "damage header 1", "second manifest", "member ../../etc/cron.d/job", "duplicate key User",
    "truncate 3000", "truncate 1200",
  ])
  func aStreamHasTheSameFaultsAsTheFile(fault: String) throws {
    for format in ["docker-archive", "oci-archive gzip", "hybrid"] {
      let archive = try ImageListing(parsing: "image: \(format)\n\(listing)\nfault: \(fault)\n").archive()
      let file = Result { try read(archive).map(Account.init) }
      let stream = Result { try read(streaming: archive).map(Account.init) }
      switch (file, stream) {
      case (.success(let file), .success(let stream)): #expect(stream == file, "\(format)")
      case (.failure(let file as ArchiveError), .failure(let stream as ArchiveError)):
        #expect(stream == file, "\(format)")
      default: Issue.record("\(format): \(file) and \(stream)")
      }
    }
  }

  @Test func unverifiedReadingIsAlike() throws {
    let archive = try ImageListing(parsing: listing).archive(as: ArchiveShape(.ociArchive, .gzip))
    let options = ReadOptions(verify: false)
    #expect(try read(streaming: archive, options).map(Account.init) == read(archive, options).map(Account.init))
  }

  @Test func wantedContentsAreKeptFromAStream() throws {
    let options = ReadOptions(wanted: [WantedContents("app/*.js", sizeLimit: 100)])
    let archive = try ImageListing(parsing: listing).archive(as: ArchiveShape(.dockerArchive, .gzip))
    for images in [try read(archive, options), try read(streaming: archive, options)] {
      #expect(images.first?.files.contents(of: "app/server.js") == Array("listen(3001)\n".utf8))
    }
  }

  @Test func anEmptyStreamIsNamedAsOne() throws {
    let error = #expect(throws: ArchiveError.self) { try read(streaming: []) }
    #expect(error?.kind == .emptyFile)
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let error = #expect(throws: ArchiveError.self) { try readImages(from: .descriptor(-1), options: ReadOptions()) }
    #expect(error?.kind == .notReadable)
  }

  @Test(arguments: [LayerCompression.gzip, .zstd]) func aCompressedArchiveThatEndsEarlyIsTruncated(
    compression: LayerCompression
  ) throws {
    let archive = try compress(ImageListing(parsing: listing).archive(), with: compression)
    for length in stride(from: 20, to: archive.count - 1, by: archive.count / 9) {
      for outcome in [
        Result { try read(Array(archive.prefix(length))) },
        Result { try read(streaming: Array(archive.prefix(length))) },
      ] {
        guard case .failure(let error as ArchiveError) = outcome else {
          Issue.record("cut to \(length): \(outcome)")
          continue
        }
        #expect(error.kind == .truncatedArchive || error.kind == .damagedArchive, "cut to \(length): \(error)")
      }
    }
  }

  @Test func whatFollowsTheCompressedDataIsNoted() throws {
    let archive = try compress(ImageListing(parsing: listing).archive(), with: .gzip) + Array("more".utf8)
    #expect(try read(archive).first?.faults.map(\.kind) == [.trailingArchiveData])
  }

  @Test func doubleCompressionIsRefused() throws {
    let once = try compress(ImageListing(parsing: listing).archive(), with: .gzip)
    for twice in [try compress(once, with: .gzip), try compress(once, with: .zstd)] {
      #expect(try error(reading: twice).kind == .unsupportedMediaType)
    }
  }

  @Test func aBombOfAWholeArchiveIsStopped() throws {
    var options = ReadOptions()
    options.limits.ratioFreeBytes = 1 << 20
    var listing = ImageListing()
    listing.add(.init(entries: [.init(Array("zeros".utf8), .file([UInt8](repeating: 0, count: 8 << 20)))]))
    let archive = try compress(listing.archive(), with: .gzip)
    #expect(try error(reading: archive, options).kind == .limitExceeded)
    let error = #expect(throws: ArchiveError.self) { try read(streaming: archive, options) }
    #expect(error?.kind == .limitExceeded)
  }

  @Test func keptDocumentsAreBounded() throws {
    var options = ReadOptions()
    options.limits.documentBytes = 100
    let archive = try ImageListing(parsing: "user: app\nlayer: x\n  a 2kB\n").archive()
    let error = #expect(throws: ArchiveError.self) { try read(streaming: archive, options) }
    #expect(error?.kind == .limitExceeded)
  }
}
