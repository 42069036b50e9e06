import Images
import TestSupport
import Testing

/// A random generator that gives the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }
}

@Suite struct UnionTests {
  /// Few names, so that they collide often: overwriting, deleting, files over directories, links on the way.
  private func randomLayers(seed: Int) -> [ImageListing.Layer] {
    var random = SeededGenerator(seed: seed)
    let names = ["a", "b", "c", "d"]
    func path() -> [UInt8] {
      Array(
        (0..<Int.random(in: 1...3, using: &random)).map { _ in names.randomElement(using: &random) ?? "a" }
          .joined(separator: "/").utf8)
    }
    func target() -> [UInt8] {
      let prefix = ["", "", "/", "../"].randomElement(using: &random) ?? ""
      return Array(prefix.utf8) + path()
    }
    return (0..<Int.random(in: 1...5, using: &random)).map { _ in
      let entries = (0..<Int.random(in: 0...20, using: &random)).map { _ -> ImageListing.Entry in
        switch Int.random(in: 0..<10, using: &random) {
        case 0...3: .init(path(), .file([UInt8](repeating: 65, count: Int.random(in: 0...40, using: &random))))
        case 4...5: .init(path(), .directory)
        case 6: .init(path(), .symbolicLink(target()))
        case 7: .init(path(), .hardLink(path()))
        case 8: .init(path(), .whiteout)
        default: .init(path(), .opaqueWhiteout)
        }
      }
      return ImageListing.Layer(entries: entries)
    }
  }

  @Test(arguments: 0..<300) func theUnionIsThatOfTheNaiveModel(seed: Int) throws {
    let layers = randomLayers(seed: seed)
    var listing = ImageListing()
    for layer in layers { listing.add(layer) }
    let image = try #require(try read(listing.archive()).first)
    let naive = NaiveUnion(layers)
    var found: [String: NaiveFile] = [:]
    image.files.forEach { file in
      let expected = naive.files[file.displayPath]?.kind
      let kind: NaiveFile.Kind? =
        switch file.kind {
        case .directory: .directory
        case .symbolicLink: .link(String(decoding: file.target, as: UTF8.self))
        case .danglingHardLink: .danglingHardLink
        case .regularFile:
          if case .file(let inode, file.size) = expected { .file(inode: inode, size: file.size) } else { nil }
        default: nil
        }
      found[file.displayPath] = kind.map { NaiveFile(kind: $0, layer: file.layer) }
    }
    #expect(found == naive.files)
    #expect(image.entries == naive.files.count)
    #expect(image.layers.map(\.unpacked) == layers.indices.map { naive.unpacked(layer: $0) })
    #expect(image.layers.map { $0.unpacked - $0.dead } == layers.indices.map { naive.live(layer: $0) })
    #expect(image.size.rootfs == image.size.unpacked - image.size.dead)
    let dead = image.files.deadFiles().map { [$0.layer, $0.lostIn ?? -1, $0.size] }
    let deaths = naive.deaths.map { [naive.inodes[$0.key].layer, $0.value, naive.inodes[$0.key].size] }
    #expect(dead.sorted { $0.lexicographicallyPrecedes($1) } == deaths.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(image.error == nil)
  }

  @Test func aWhiteoutOnlyTouchesLowerLayers() throws {
    let image = try read(
      """
      layer: one
        a/old "old"
      layer: two
        a/new "new"
        delete a/new
        delete a/old
      """)
    #expect(describe(image.files) == ["a directory 755 0:0 0 layer 0", "a/new regularFile 644 0:0 3 layer 1"])
  }

  @Test func anOpaqueWhiteoutHidesWhatIsBelowAndKeepsItsDirectory() throws {
    let image = try read(
      """
      layer: one
        0700 5:6 a/
        a/old "old"
        a/b/c "older"
      layer: two
        a/new "new"
        hide a
      """)
    #expect(describe(image.files) == ["a directory 700 5:6 0 layer 0", "a/new regularFile 644 0:0 3 layer 1"])
    #expect(image.layers[0].dead == 8)
  }

  @Test func markersOfTheAufsDriverAreNoFiles() throws {
    let image = try read("layer: one\n  .wh..wh.plnk/1.2 \"x\"\n  .wh..wh.aufs \"y\"\n  a \"z\"\n")
    #expect(describe(image.files) == ["a regularFile 644 0:0 1 layer 0"])
  }

  @Test func aWhiteoutWithoutANameIsHostile() throws {
    let image = try read("layer: one\n  a/.wh. \"\"\n  b/.wh... \"\"\n")
    #expect(image.faults.map(\.kind) == [.hostilePath, .hostilePath])
    #expect(image.entries == 0)
  }

  @Test func entriesBelowALinkedDirectoryLandWhereTheLinkLeads() throws {
    let image = try read(
      """
      layer: base
        0755 0:0 usr/lib/
        usr/lib/libc.so "old"
        lib -> usr/lib
        abs -> /usr/lib
      layer: update
        lib/libc.so "newer"
        abs/libm.so "m"
        delete lib/gone
      """)
    #expect(image.files.entry(at: "usr/lib/libc.so")?.size == 5)
    #expect(image.files.entry(at: "lib/libm.so")?.path == Array("usr/lib/libm.so".utf8))
    #expect(image.files.entry(at: "lib", followingLinks: false)?.kind == .symbolicLink)
    #expect(image.size.dead == 3)
  }

  @Test func aLinkThatChangesWithinALayerLeadsElsewhereFromThenOn() throws {
    let image = try read("layer: one\n  b/\n  c/\n  a -> b\n  a/x \"1\"\n  a -> c\n  a/y \"2\"\n")
    #expect(image.files.entry(at: "b/x") != nil)
    #expect(image.files.entry(at: "b/y") == nil)
    #expect(image.files.entry(at: "c/y") != nil)
  }

  @Test func aLoopOfLinksEndsAndIsReported() throws {
    let image = try read("layer: base\n  a -> b\n  b -> a\n  a/x \"1\"\n  etc -> ../../etc\n")
    #expect(image.faults.map(\.kind) == [.hostilePath])
    #expect(image.files.entry(at: "a") == nil)
    #expect(image.files.entry(at: "etc/passwd") == nil)
  }

  @Test func aPathTwiceInALayerIsReportedAndTheLaterEntryCounts() throws {
    let image = try read("layer: one\n  a \"first\"\n  a \"second\"\n  d/\n  d/\n")
    #expect(image.faults.map(\.kind) == [.duplicateArchiveMember])
    #expect(image.faults.first?.path == "a")
    #expect(image.files.entry(at: "a")?.size == 6)
    #expect(image.size.unpacked == 11)
    #expect(image.size.dead == 5)
  }

  @Test func pathsAreBytesAndNotText() throws {
    let image = try read(
      "layer: one\n  \"caf\\xc3\\xa9\" \"1\"\n  \"cafe\\xcc\\x81\" \"22\"\n  \"x\\xff\" \"3\"\n  \"x\\xfe\" \"4\"\n")
    #expect(image.entries == 4)
    #expect(image.faults == [])
  }

  @Test func longNamesAreReadInBothDialects() throws {
    let name = String(repeating: "long/", count: 60) + "name"
    var tars: [[UInt8]] = []
    for style in [TarBuilder.Member.LongNames.pax, .gnu] {
      var file = TarBuilder.Member(name, content: [1, 2, 3])
      file.longNames = style
      var link = TarBuilder.Member.symbolicLink("link", to: name)
      link.longNames = style
      tars.append(TarBuilder.tar([file, link]))
    }
    for tar in tars {
      let config = "{\"rootfs\":{\"diff_ids\":[\"\(sha256(tar))\"]}}"
      let archive = TarBuilder.tar([
        TarBuilder.Member("l", content: tar), TarBuilder.Member("c", content: Array(config.utf8)),
        TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c\",\"Layers\":[\"l\"]}]".utf8)),
      ])
      let image = try #require(try read(archive).first)
      #expect(image.files.entry(at: "link")?.path == Array(name.utf8))
      #expect(image.entries == 62)
    }
  }

  @Test func theLargestFilesAndDirectoriesAreFound() throws {
    let image = try read(
      """
      layer: one
        usr/lib/big 50kB
        usr/lib/small 1kB
        usr/share/doc 20kB
        opt/app/data 30kB
        opt/app/copy => opt/app/data
      layer: two
        usr/share/doc 2kB
      """)
    #expect(image.files.largestFiles(3).map(\.path) == ["usr/lib/big", "opt/app/data", "usr/share/doc"])
    #expect(image.files.largestDirectories(2).map(\.path) == ["usr/lib", "opt/app"])
    #expect(image.files.largestDirectories(2).map(\.bytes) == [51_000, 30_000])
  }

  @Test func hardLinksNameAFileThatTheirLayerHasPutThereBefore() throws {
    let image = try read(
      """
      layer: one
        below "1"
        lib -> usr/lib
        usr/lib/so "1"
        good => lib/so
        early => late
        late "1"
        self => self
        up => usr
      layer: two
        from-below => below
      """)
    let stray = image.files.strayHardLinks.map { "\($0.link.displayPath) \($0.fault)" }
    #expect(stray == ["early missing", "self missing", "up directory", "from-below missing"])
  }
}
