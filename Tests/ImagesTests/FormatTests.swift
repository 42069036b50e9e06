import Images
import Linting
import TestSupport
import Testing

private let shapes: [ArchiveShape] = [
  ArchiveShape(.dockerArchive), ArchiveShape(.dockerArchive, .gzip), ArchiveShape(.dockerArchive, .zstd),
  ArchiveShape(.dockerArchive, names: .linkedLayers), ArchiveShape(.dockerArchive, .gzip, names: .dotSlash),
  ArchiveShape(.ociArchive), ArchiveShape(.ociArchive, .gzip), ArchiveShape(.ociArchive, .zstd),
  ArchiveShape(.hybrid), ArchiveShape(.hybrid, .gzip),
]

@Suite struct FormatTests {
  @Test(arguments: shapes) func everyFormatGivesTheSameImage(shape: ArchiveShape) throws {
    let plain = try read(shop)
    let image = try read(shop, as: shape)
    #expect(image.error == nil)
    #expect(image.faults == [])
    #expect(image.verified)
    #expect(image.config == plain.config)
    #expect(image.platform == "linux/amd64")
    #expect(image.configDigest == plain.configDigest)
    #expect(image.layers.map(\.diffID) == plain.layers.map(\.diffID))
    #expect(image.layers.map(\.tar) == plain.layers.map(\.tar))
    #expect(image.layers.map(\.unpacked) == plain.layers.map(\.unpacked))
    #expect(image.layers.map(\.dead) == plain.layers.map(\.dead))
    #expect(image.layers.map(\.createdBy) == ["COPY base /", "COPY app /app", "RUN rm -r /app/cache"])
    #expect(describe(image.files) == describe(plain.files))
    #expect(image.entries == plain.entries)
    #expect(image.accounts == plain.accounts)
    #expect(image.name == "shop/web:v1")
    #expect(image.format.rawValue == (shape.format == .ociArchive ? "oci-archive" : "docker-archive"))
  }

  @Test(arguments: [LayerCompression.plain, .gzip, .zstd])
  func aLayoutDirectoryGivesTheSameImageAsItsArchive(compression: LayerCompression) throws {
    let listing = try ImageListing(parsing: shop)
    let directory = try TemporaryDirectory()
    try listing.writeLayout(to: directory, compression: compression)
    let image = try #require(try readImages(at: directory.path, options: ReadOptions()).first)
    let archive = try read(shop, as: ArchiveShape(.ociArchive, compression))
    #expect(image.format == .ociLayout)
    #expect(image.layers == archive.layers)
    #expect(image.size == archive.size)
    #expect(describe(image.files) == describe(archive.files))
    #expect(image.faults == [])
  }

  @Test func sizesAreWhatTheContractDefines() throws {
    let image = try read(shop)
    let passwd = 56
    #expect(image.layers.map(\.unpacked) == [40_000 + passwd, 13 + 3000 + 10_000, 13])
    #expect(image.layers.map(\.dead) == [0, 3013, 0])
    #expect(image.size.unpacked == 40_000 + passwd + 13_013 + 13)
    #expect(image.size.dead == 3013)
    #expect(image.size.rootfs == image.size.unpacked - 3013)
    #expect(image.size.stored == image.layers.map(\.stored).reduce(0, +))
    #expect(image.size.tar == image.size.stored)
    #expect(image.layers.map(\.entries) == [7, 4, 2])
  }

  @Test func aCompressedLayerCountsItsStoredBytes() throws {
    let image = try read(shop, as: ArchiveShape(.ociArchive, .gzip))
    let plain = try read(shop)
    #expect(image.size.stored < plain.size.stored)
    #expect(image.size.tar == plain.size.tar)
    #expect(image.layers.allSatisfy { $0.compression == .gzip && $0.mediaType.hasSuffix("+gzip") })
    #expect(image.layers.allSatisfy { $0.digest != $0.diffID && $0.digest.hasPrefix("sha256:") })
  }

  @Test func aLayerThatIsThereTwiceIsStoredOnce() throws {
    let image = try read(
      """
      layer: one
        a 10kB
      layer: two
        a 10kB
      """)
    #expect(image.layers.count == 2)
    #expect(image.size.stored == image.layers[0].stored)
    #expect(image.size.unpacked == 20_000)
    #expect(image.size.dead == 10_000)
    #expect(image.layers.map(\.dead) == [10_000, 0])
    #expect(image.faults == [])
  }

  @Test func severalImagesInOneArchiveAreAllRead() throws {
    var tar = TarBuilder()
    var entries: [String] = []
    for name in ["first", "second"] {
      let listing = try ImageListing(parsing: "tag: \(name):v1\nlayer: x\n  \(name) 1kB")
      for member in try members(of: listing.archive()) where member.path != Array("manifest.json".utf8) {
        tar.add(member)
      }
      let manifest = try #require(try members(of: listing.archive()).last { $0.path == Array("manifest.json".utf8) })
      entries.append(String(decoding: manifest.content.dropFirst().dropLast(), as: UTF8.self))
    }
    tar.add(TarBuilder.Member("manifest.json", content: Array("[\(entries.joined(separator: ","))]".utf8)))
    tar.end()
    let images = try read(tar.bytes)
    #expect(images.map(\.name) == ["first:v1", "second:v1"])
    #expect(images.map { describe($0.files).first?.prefix(6) } == ["first ", "second"])
    #expect(images.allSatisfy { $0.error == nil && $0.verified })
  }

  @Test func configIsDecodedInFull() throws {
    let image = try read(
      """
      platform: linux/arm64/v8
      user: 1000:1000
      env: A=b=c
      healthcheck: ["CMD-SHELL", "wget -q http://localhost/"]
      entrypoint: ["/docker-entrypoint.sh"]
      cmd: ["nginx", "-g", "daemon off;"]
      shell: ["/bin/bash", "-c"]
      expose: 80/tcp
      expose: 443/tcp
      volume: /data
      label: a=b
      onbuild: RUN true
      workdir: /srv
      stopsignal: SIGQUIT
      layer: x
        a
      """)
    let config = try #require(image.config)
    #expect(image.platform == "linux/arm64/v8")
    #expect(config.user == "1000:1000")
    #expect(config.env == ["A=b=c"])
    #expect(config.healthcheck?.test == ["CMD-SHELL", "wget -q http://localhost/"])
    #expect(config.healthcheck?.interval == 30)
    #expect(config.healthcheck?.retries == 3)
    #expect(config.entrypoint == ["/docker-entrypoint.sh"])
    #expect(config.cmd == ["nginx", "-g", "daemon off;"])
    #expect(config.shell == ["/bin/bash", "-c"])
    #expect(config.exposedPorts == ["443/tcp", "80/tcp"])
    #expect(config.volumes == ["/data"])
    #expect(config.labels == ["a": "b"])
    #expect(config.onBuild == ["RUN true"])
    #expect(config.workingDir == "/srv")
    #expect(config.stopSignal == "SIGQUIT")
    #expect(config.created == "2026-01-02T03:04:05Z")
  }

  @Test func anImageWithoutTagsHasNoName() throws {
    #expect(try read("layer: x\n  a 1kB").name == nil)
  }

  @Test func wantedContentsAreKeptFromAllLayers() throws {
    var options = ReadOptions()
    options.wanted = [
      WantedContents("app/*.json", sizeLimit: 20), WantedContents("**/deep.txt"), WantedContents("exact"),
    ]
    let image = try read(
      """
      layer: x
        app/package.json "{}"
        app/large.json 30B
        exact "exactly"
        a/b/deep.txt "deep"
        other "other"
      """, as: nil, options)
    let text = { (path: String) in image.files.contents(of: path).map { String(decoding: $0, as: UTF8.self) } }
    #expect(text("app/package.json") == "{}")
    #expect(text("app/large.json") == nil)
    #expect(text("exact") == "exactly")
    #expect(text("a/b/deep.txt") == "deep")
    #expect(text("other") == nil)
  }

  private func members(of archive: [UInt8]) throws -> [TarBuilder.Member] {
    var members: [TarBuilder.Member] = []
    var offset = 0
    while offset + 512 <= archive.count, archive[offset] != 0 {
      let name = archive[offset..<offset + 100].prefix { $0 != 0 }
      let digits = String(decoding: archive[(offset + 124)..<(offset + 135)], as: UTF8.self)
      let size = try #require(Int(digits, radix: 8))
      var member = TarBuilder.Member(path: Array(name))
      member.content = Array(archive[(offset + 512)..<(offset + 512 + size)])
      members.append(member)
      offset += 512 + (size + 511) / 512 * 512
    }
    return members
  }
}
