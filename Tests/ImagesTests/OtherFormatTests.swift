import Images
import Linting
import TestSupport
import Testing

/// Reads archive bytes from a file and as a stream, and checks that both give the same.
func readBothWays(_ archive: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> [ImageModel] {
  let images = try read(archive, options)
  #expect(try read(streaming: archive, options).map(Account.init) == images.map(Account.init))
  return images
}

private func layer(_ listing: String) throws -> [UInt8] {
  try ImageListing(parsing: "layer: x\n\(listing)").layers[0].tar()
}

@Suite struct RootFileSystemTests {
  private let content =
    "  etc/passwd \"root:x:0:0::/:\\n\"\n  usr/bin/tool 40kB\n  manifest.json \"{\\\"name\\\": \\\"web\\\"}\"\n"

  @Test func itIsAnImageOfOneLayerWithoutAConfig() throws {
    let tar = try layer(content)
    let image = try #require(try readBothWays(tar).first)
    #expect(image.format == .rootFileSystem)
    #expect(image.config == nil)
    #expect(image.error == nil && image.faults.isEmpty)
    #expect(image.layers.map(\.digest) == [sha256(tar)])
    #expect(image.layers.map(\.diffID) == [sha256(tar)])
    #expect(image.size.stored == tar.count && image.size.tar == tar.count)
    #expect(image.size.unpacked == 40_000 + 15 + 15)
    #expect(image.accounts?.resolve(user: "root") == 0)
    #expect(image.name == nil && image.platform.isEmpty && image.configDigest.isEmpty)
  }

  @Test(arguments: [LayerCompression.gzip, .zstd]) func itMayBeCompressed(compression: LayerCompression) throws {
    let tar = try layer(content)
    let stored = try compress(tar, with: compression)
    let image = try #require(try readBothWays(stored).first)
    #expect(image.layers.map(\.digest) == [sha256(stored)])
    #expect(image.layers.map(\.diffID) == [sha256(tar)])
    #expect(image.size.stored == stored.count && image.size.tar == tar.count)
  }

  @Test func aBareLayerWithWhiteoutsIsOne() throws {
    let image = try #require(try readBothWays(layer("  delete old\n  data/new \"1\"\n")).first)
    #expect(image.format == .rootFileSystem)
    #expect(image.entries == 2)
  }

  @Test func itMayHaveMoreMembersThanAnArchive() throws {
    var options = ReadOptions()
    options.limits.outerMembers = 5
    let files = (0..<20).map { "  usr/\($0) \"1\"\n" }.joined()
    #expect(try readBothWays(layer(files), options).first?.entries == 21)
  }

  @Test func anImageCannotHideBehindManyMembers() throws {
    var options = ReadOptions()
    options.limits.outerMembers = 5
    var tar = TarBuilder()
    for number in 0..<20 { tar.add(TarBuilder.Member("usr/\(number)")) }
    tar.append(try ImageListing(parsing: "layer: x\n  a \"1\"\n").archive())
    #expect(try error(reading: tar.bytes, options).kind == .limitExceeded)
  }

  @Test func aDamagedOneIsUnreadable() throws {
    let tar = try layer(content)
    #expect(throws: ArchiveError.self) { try read(Array(tar.prefix(20_000))) }
    var changed = tar
    changed[1024] ^= 1
    #expect(throws: ArchiveError.self) { try read(changed) }
  }

  @Test func anythingElseIsNoImage() throws {
    let other = TarBuilder.tar([
      TarBuilder.Member("README.md", content: [1]), TarBuilder.Member("src/main.c", content: [1]),
    ])
    #expect(try error(reading: other).kind == .notAnImage)
    // An image that lost its manifest.
    let name = String(repeating: "ab", count: 32)
    let lost = TarBuilder.tar([TarBuilder.Member("\(name)/layer.tar"), TarBuilder.Member("etc/passwd", content: [1])])
    #expect(try error(reading: lost).kind == .notAnImage)
  }
}

@Suite struct LegacyArchiveTests {
  private func archive(parent: String = "base", repositories: String? = #"{"shop/web":{"v1":"top","latest":"top"}}"#)
    throws -> [UInt8]
  {
    var members = [
      TarBuilder.Member("top/VERSION", content: Array("1.0".utf8)),
      TarBuilder.Member(
        "top/json",
        content: Array(
          #"{"id":"top","parent":"\#(parent)","os":"linux","architecture":"amd64","config":{"User":"app"},"container_config":{"Cmd":["/bin/sh","-c","touch /b"]}}"#
            .utf8)),
      TarBuilder.Member("top/layer.tar", content: try layer("  b \"22\"\n")),
      TarBuilder.Member(
        "base/json", content: Array(#"{"id":"base","container_config":{"Cmd":["/bin/sh","-c","touch /a"]}}"#.utf8)),
      TarBuilder.Member("base/layer.tar", content: try layer("  a \"1\"\n  b \"1\"\n")),
    ]
    if let repositories { members.append(TarBuilder.Member("repositories", content: Array(repositories.utf8))) }
    return TarBuilder.tar(members)
  }

  @Test func theParentsAreFollowed() throws {
    let image = try #require(try readBothWays(archive()).first)
    #expect(image.format == .dockerLegacy)
    #expect(image.tags == ["shop/web:v1", "shop/web:latest"])
    #expect(image.config?.user == "app")
    #expect(image.platform == "linux/amd64")
    #expect(image.error == nil && image.faults.isEmpty)
    #expect(image.layers.map(\.createdBy) == ["/bin/sh -c touch /a", "/bin/sh -c touch /b"])
    #expect(image.size.unpacked == 4 && image.size.dead == 1)
    #expect(image.files.entry(at: "b")?.size == 2)
  }

  @Test func withoutNamesTheTopIsWhatIsNoParent() throws {
    #expect(try readBothWays(archive(repositories: nil)).map(\.layers.count) == [2])
  }

  @Test func aCircleOfParentsEnds() throws {
    let image = try readBothWays(archive(parent: "top")).first
    #expect(image?.error?.kind == .ambiguousArchive)
  }

  @Test func aMissingParentIsAMissingBlob() throws {
    #expect(try readBothWays(archive(parent: "gone")).first?.error?.kind == .missingBlob)
  }
}

@Suite struct SkopeoDirectoryTests {
  @Test func itGivesTheSameImageAsTheLayout() throws {
    let listing = try ImageListing(parsing: shop)
    let layout = try TemporaryDirectory()
    try listing.writeLayout(to: layout, compression: .gzip)
    let directory = try TemporaryDirectory()
    try listing.writeSkopeoDirectory(to: directory, compression: .gzip)
    let expected = try #require(try readImages(at: layout.path, options: ReadOptions()).first)
    let image = try #require(try readImages(at: directory.path, options: ReadOptions()).first)
    #expect(image.format == .skopeoDirectory)
    #expect(image.faults == [] && image.error == nil)
    #expect(image.config == expected.config)
    #expect(image.layers == expected.layers)
    #expect(image.size == expected.size)
    #expect(describe(image.files) == describe(expected.files))
  }
}

/// What the producers of docker-archives and layers do.
@Suite struct ProducerTests {
  private let listing = "user: app\nlayer: one\n  a 50kB\nlayer: two\n  b 1kB\n"

  /// The docker-archive of two layers, each member named and stored as the producer likes.
  private func archive(
    config: String, layers: [String], compression: LayerCompression, members: [String]? = nil,
    further: [TarBuilder.Member] = []
  ) throws -> [UInt8] {
    let tars = try ImageListing(parsing: listing).layers.map { $0.tar() }
    let ids = tars.map { "\"\(sha256($0))\"" }.joined(separator: ",")
    let text =
      "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"User\":\"app\"},\"rootfs\":{\"diff_ids\":[\(ids)]}}"
    let manifest =
      "[{\"Config\":\"\(config)\",\"RepoTags\":null,\"Layers\":[\(layers.map { "\"\($0)\"" }.joined(separator: ","))]}]"
    let names = members ?? layers
    var archive = try zip(names, tars).map { TarBuilder.Member($0, content: try compress($1, with: compression)) }
    archive.append(TarBuilder.Member(config, content: Array(text.utf8)))
    return TarBuilder.tar(archive + further + [TarBuilder.Member("manifest.json", content: Array(manifest.utf8))])
  }

  @Test func theyAreAllRead() throws {
    let hex = String(repeating: "0a", count: 32)
    let archives = [
      try archive(config: "config.json", layers: ["\(hex).tar.gz", "b.tar.gz"], compression: .gzip),
      try archive(config: "c", layers: ["1/layer.tar", "2/layer.tar"], compression: .plain),
      try archive(config: "c", layers: ["./1.tar", ".//2.tar"], compression: .zstd, members: ["1.tar", "./2.tar"]),
      try archive(
        config: "c", layers: [#"a\\1.tar"#, #"a\\2.tar"#], compression: .plain, members: ["a/1.tar", #"a\2.tar"#]),
      try archive(
        config: "c", layers: ["1.tar", "2.tar"], compression: .plain,
        further: [
          TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
          TarBuilder.Member("index.json", content: Array("{\"schemaVersion\":2,\"manifests\":null}".utf8)),
        ]),
    ]
    for (number, archive) in archives.enumerated() {
      let image = try #require(try readBothWays(archive).first)
      #expect(image.error == nil && image.faults.isEmpty, "archive \(number): \(image.faults)")
      #expect(image.config?.user == "app" && image.entries == 2 && image.verified, "archive \(number)")
    }
  }

  @Test func anArchiveThatLostItsManifestIsNotTakenForAnOlderKind() throws {
    let hex = String(repeating: "0a", count: 32)
    let archive = TarBuilder.tar([
      TarBuilder.Member("\(hex).json", content: Array("{}".utf8)),
      TarBuilder.Member("\(hex)/json", content: Array("{}".utf8)),
      TarBuilder.Member("\(hex)/layer.tar", content: try layer("  a \"1\"\n")),
    ])
    #expect(try error(reading: archive).kind == .notAnImage)
  }

  /// zstd:chunked has its table of contents in frames that decoders skip.
  @Test func framesToSkipAreSkipped() throws {
    let tar = try layer("  a 50kB\n")
    let frame: [UInt8] = [0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]
    let stored = frame + (try compress(tar, with: .zstd)) + frame
    var layout = LayoutBuilder()
    let descriptor = layout.add(stored, type: LayoutBuilder.layerType + "+zstd")
    layout.index = [layout.addImage(user: "app", layers: [descriptor], diffIDs: [sha256(tar)])]
    let image = try #require(try readBothWays(layout.archive).first)
    #expect(image.error == nil && image.faults.isEmpty && image.verified)
  }

  @Test func gzipMayHaveSeveralMembers() throws {
    let tar = try layer("  a 50kB\n")
    let stored =
      try compress(Array(tar.prefix(10_000)), with: .gzip) + compress(Array(tar.dropFirst(10_000)), with: .gzip)
    var layout = LayoutBuilder()
    let descriptor = layout.add(stored, type: LayoutBuilder.layerType + "+gzip")
    layout.index = [layout.addImage(user: "app", layers: [descriptor], diffIDs: [sha256(tar)])]
    let image = try #require(try readBothWays(layout.archive).first)
    #expect(image.error == nil && image.faults.isEmpty && image.verified)
  }
}
