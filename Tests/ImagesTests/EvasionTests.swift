import Images
import Linting
import TestSupport
import Testing

private let noPlatform = #","platform":{"os":"unknown","architecture":"unknown"}"#

/// What an archive could be given so that a bad image passes for a good one.
@Suite struct EvasionTests {
  private func tar(_ listing: String) throws -> [UInt8] {
    try ImageListing(parsing: "layer: x\n\(listing)").layers[0].tar()
  }

  private func image(_ layout: inout LayoutBuilder, layer: [UInt8], user: String = "app") -> String {
    let blob = layout.add(layer, type: LayoutBuilder.layerType)
    return layout.addImage(user: user, layers: [blob], diffIDs: [sha256(layer)])
  }

  @Test("A list of accounts that is too long is not taken for none", arguments: ["docker-archive", "oci-archive"])
  func longAccounts(format: String) throws {
    let text = "image: \(format)\nuser: app\nlayer: x\n  etc/passwd \((1 << 20) + 1)B\n"
    let image = try read(text)
    #expect(image.error?.kind == .limitExceeded)
    #expect(image.faults.map(\.kind) == [.limitExceeded])
    #expect(image.accounts == nil)
    // Root needs no account, and is told as root.
    #expect(try read(text.replacing("user: app\n", with: "")).error == nil)
    #expect(try read("user: app\nlayer: x\n  etc/passwd \(1 << 20)B\n").error == nil)
  }

  @Test(
    "No number beyond what runtimes take is a user", arguments: ["2147483648", "99999999999", "99999999999999999999"])
  func highNumber(user: String) {
    #expect(Accounts(passwd: []).resolve(user: user) == nil)
    #expect(Accounts(passwd: []).resolve(user: "2147483647") == 2_147_483_647)
  }

  @Test("Names are bytes: composed and decomposed spellings are two files", arguments: spellings)
  func spelling(composed: String, decomposed: String) throws {
    let names = [composed, decomposed].map { Array("app/\($0)".utf8) }
    for isPax in [false, true] {
      let members = names.flatMap { name in
        var file = TarBuilder.Member(path: isPax ? Array("x".utf8) : name)
        var link = TarBuilder.Member.symbolicLink("y", to: String(decoding: name, as: UTF8.self))
        link.path = name + Array(".link".utf8)
        if isPax {
          file.paxRecords = [("path", name)]
          link.paxRecords = [("linkpath", name)]
        }
        return [file, link]
      }
      var layout = LayoutBuilder()
      layout.index = [image(&layout, layer: TarBuilder.tar(members))]
      let files = try #require(try read(layout.archive).first).files
      for name in names {
        let path = String(decoding: name, as: UTF8.self)
        #expect(files.entry(at: path)?.path == name)
        #expect(files.entry(at: path + ".link", followingLinks: false)?.target == name)
      }
    }
  }

  private static let spellings = [
    ("caf\u{e9}", "cafe\u{301}"), ("\u{fc}ber", "u\u{308}ber"), ("\u{ac00}", "\u{1100}\u{1161}"),
    ("\u{1e69}", "s\u{323}\u{307}"), ("\u{212b}", "A\u{30a}"),
  ]

  @Test("Behind the end mark only the index of eStargz is excused, and nothing beside it")
  func behindTheEndMark() throws {
    let layer = try tar("  big 2kB\n")
    func member(_ name: String = "stargz.index.json", _ text: String = "{}", type: Character = "0") -> TarBuilder.Member
    {
      var member = TarBuilder.Member(name, content: Array(text.utf8))
      member.typeFlag = type
      return member
    }
    func kinds(_ members: [TarBuilder.Member], _ compression: LayerCompression) throws -> [ImageFault.Kind] {
      let whole = layer + TarBuilder.tar(members)
      var layout = LayoutBuilder()
      let type =
        compression == .plain ? LayoutBuilder.layerType : "\(LayoutBuilder.layerType)+\(compression.rawValue)"
      let blob = layout.add(try compress(whole, with: compression), type: type)
      layout.index = [layout.addImage(user: "app", layers: [blob], diffIDs: [sha256(whole)])]
      return try #require(try read(layout.archive).first).faults.map(\.kind)
    }
    #expect(try kinds([member()], .gzip) == [])
    let noted: [ImageFault.Kind] = [.trailingArchiveData]
    #expect(try kinds([member(), member("etc/shadow")], .gzip) == noted)
    #expect(try kinds([member("stargz.index.json.sh")], .gzip) == noted)
    #expect(try kinds([member("stargz.index.json", "#!/bin/sh")], .gzip) == noted)
    #expect(try kinds([member("stargz.index.json", "", type: "5")], .gzip) == noted)
    #expect(try kinds([member()], .plain) == noted)
    #expect(try kinds([member()], .zstd) == noted)
  }

  @Test("Documents that lead to no image are held against their digests")
  func otherDocuments() throws {
    let layer = try tar("  a 1kB\n")
    for isNested in [false, true] {
      for isWrong in [false, true] {
        var layout = LayoutBuilder()
        let image = image(&layout, layer: layer)
        let empty = layout.add("{}", type: "application/vnd.oci.empty.v1+json")
        var other = layout.add(
          isNested
            ? "{\"schemaVersion\":2,\"manifests\":[]}"
            : "{\"schemaVersion\":2,\"artifactType\":\"application/vnd.example\",\"config\":\(empty),\"layers\":[]}",
          type: isNested ? LayoutBuilder.indexType : LayoutBuilder.manifestType)
        if isWrong { other = other.replacing("\"size\":", with: "\"size\":1") }
        layout.index = [image, other]
        let found = try #require(try read(layout.archive).first)
        #expect(found.faults.map(\.kind) == (isWrong ? [.manifestDigestMismatch] : []))
        #expect(found.error?.kind == (isWrong ? .digestMismatch : nil))
      }
    }
  }

  @Test("An attestation counts when it is there in full and is what its digests say")
  func attestations() throws {
    let layer = try tar("  a 1kB\n")
    let text = "{\"predicate\":{}}"
    func count(_ statement: (inout LayoutBuilder) -> String) throws -> ImageModel {
      var layout = LayoutBuilder()
      let image = image(&layout, layer: layer)
      let start = try #require(image.firstRange(of: "sha256:")?.lowerBound)
      let subject = image[start...].prefix(71)
      let about = layout.addImage(
        user: "", platform: ("unknown", "unknown"), layers: [statement(&layout)], diffIDs: [],
        further: #","annotations":{"vnd.docker.reference.type":"attestation-manifest","#
          + #""vnd.docker.reference.digest":"\#(subject)"}"# + noPlatform)
      layout.index = [image, about]
      return try #require(try read(layout.archive).first)
    }
    let type = "application/vnd.in-toto+json"
    #expect(try count { $0.add(text, type: type) }.attestations == 1)
    #expect(try count { _ in LayoutBuilder.descriptor(type, sha256([1]), 1) }.attestations == 0)
    #expect(try count { $0.add(text, type: type).replacing("\"size\":", with: "\"size\":1") }.attestations == 0)
  }

  @Test("A hybrid archive with one config over two lists of layers shows itself as such, and both are judged")
  func hybrid() throws {
    let (good, bad) = (try tar("  a 1kB\n"), try tar("  b 1kB\n"))
    for isOther in [false, true] {
      var layout = LayoutBuilder()
      let blobs = [good, bad].map { layout.add($0, type: LayoutBuilder.layerType) }
      layout.index = [
        layout.addImage(user: "app", layers: [blobs[isOther ? 1 : 0]], diffIDs: [sha256(good)])
      ]
      let config = try #require(
        layout.members.first { String(decoding: $0.content, as: UTF8.self).contains("\"diff_ids\"") })
      let name = String(decoding: config.path, as: UTF8.self)
      let manifest = "[{\"Config\":\"\(name)\",\"Layers\":[\"blobs/sha256/\(sha256(good).dropFirst(7))\"]}]"
      let index = "{\"schemaVersion\":2,\"manifests\":[\(layout.index[0])]}"
      let images = try read(
        TarBuilder.tar(
          layout.members + [
            TarBuilder.Member("index.json", content: Array(index.utf8)),
            TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
            TarBuilder.Member("manifest.json", content: Array(manifest.utf8)),
          ]))
      #expect(images.count == (isOther ? 2 : 1))
      #expect(images.allSatisfy { ($0.error != nil) == isOther })
      #expect(images.allSatisfy { $0.faults.contains { $0.kind == .inconsistentArchive } == isOther })
      // The diff_ids are the authority: the other list is told to be wrong.
      if isOther { #expect(images[1].faults.contains { $0.kind == .diffIDMismatch }) }
    }
  }

  @Test("A root file system may have an index.json of its own")
  func webApplication() throws {
    for name in ["index.json", "manifest.json"] {
      let archive = TarBuilder.tar([
        .directory("etc/"), TarBuilder.Member("etc/hostname", content: [0x61]),
        TarBuilder.Member(name, content: Array("{\"pages\":[1,2]}".utf8)),
      ])
      #expect(try read(archive).map(\.format) == [.rootFileSystem])
    }
  }

  @Test("Without an end mark a layer that has its digest is whole")
  func endMark() throws {
    var builder = TarBuilder()
    builder.add(TarBuilder.Member("a", content: [1]))
    var layout = LayoutBuilder()
    layout.index = [image(&layout, layer: builder.bytes)]
    let faults = try #require(try read(layout.archive).first).faults
    #expect(faults.map(\.kind) == [.truncatedArchive])
    #expect(faults.map(\.severity) == [.info])
    let unverified = try #require(try read(layout.archive, ReadOptions(verify: false)).first).faults
    #expect(unverified.first { $0.kind == .truncatedArchive }.map { $0.severity == nil } == true)
  }

  @Test("A list of layers that cannot be followed is not counted too")
  func badLayerDigest() throws {
    let layer = try tar("  a 1kB\n")
    var layout = LayoutBuilder()
    layout.index = [
      layout.addImage(
        user: "app", layers: [LayoutBuilder.descriptor(LayoutBuilder.layerType, "sha256:XYZ", 1)],
        diffIDs: [sha256(layer)])
    ]
    let image = try #require(try read(layout.archive).first)
    #expect(image.error?.kind == .malformedJSON)
    #expect(image.faults == [])
  }

  @Test("A zstd frame that takes too much memory is refused by that name")
  func zstdWindow() throws {
    let layer = try tar("  a 1kB\n")
    func frame(windowLog: UInt8) -> [UInt8] {
      let block = UInt32(layer.count) << 3 | 1
      return [0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3]
        + [UInt8(block & 255), UInt8(block >> 8 & 255), UInt8(block >> 16)] + layer
    }
    for (windowLog, error) in [(UInt8(20), ArchiveError.Kind?.none), (28, .limitExceeded)] {
      var layout = LayoutBuilder()
      let blob = layout.add(frame(windowLog: windowLog), type: "\(LayoutBuilder.layerType)+zstd")
      layout.index = [layout.addImage(user: "1001", layers: [blob], diffIDs: [sha256(layer)])]
      let image = try #require(try read(layout.archive).first)
      #expect(image.error?.kind == error)
      #expect(image.faults.map(\.kind) == (error == nil ? [] : [.limitExceeded]))
    }
  }

  @Test func aRootFileSystemIsMadeOfLayers() throws {
    let layer = try tar("  a 1kB\n")
    let config = "{\"os\":\"linux\",\"rootfs\":{\"type\":\"TYPE\",\"diff_ids\":[\"\(sha256(layer))\"]}}"
    func archive(_ type: String) -> [UInt8] {
      TarBuilder.tar([
        TarBuilder.Member("layer.tar", content: layer),
        TarBuilder.Member("c.json", content: Array(config.replacing("TYPE", with: type).utf8)),
        TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c.json\",\"Layers\":[\"layer.tar\"]}]".utf8)),
      ])
    }
    #expect(try read(archive("layers")).first?.error == nil)
    #expect(try error(reading: archive("layers+base")).kind == .unsupportedFormat)
  }

  @Test(
    "Engines know two kinds of health checks, each with a command",
    arguments: [
      (["CMD", "true"], true), (["CMD-SHELL", "curl x"], true), (["CMD"], false), (["CMD-SHELL"], false),
      (["CMD-SHELL", " "], false), (["NONE"], false), ([], false), (["curl", "x"], false),
    ])
  func healthcheck(test: [String], isOne: Bool) throws {
    let words = test.map { "\"\($0)\"" }.joined(separator: ", ")
    #expect(try read("healthcheck: [\(words)]\nlayer: x\n").config?.healthcheck?.checksAnything == isOne)
  }
}
