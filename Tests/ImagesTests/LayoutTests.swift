import Images
import Linting
import TestSupport
import Testing

private func tar(_ listing: String) throws -> [UInt8] {
  try ImageListing(parsing: "layer: x\n\(listing)").layers[0].tar()
}

private let attestation =
  #","annotations":{"vnd.docker.reference.type":"attestation-manifest","vnd.docker.reference.digest":"SUBJECT"}"#
private let noPlatform = #","platform":{"os":"unknown","architecture":"unknown"}"#

/// What an index may lead to beside one plain image.
@Suite struct LayoutTests {
  /// A layout with one image of one layer.
  private func image(
    _ layout: inout LayoutBuilder, user: String = "app", platform: (String, String) = ("linux", "amd64"),
    manifest: String = "", further: String = ""
  ) throws -> String {
    let bytes = try tar("  a \"\(user)\"\n")
    let layer = layout.add(bytes, type: LayoutBuilder.layerType)
    return layout.addImage(
      user: user, platform: platform, layers: [layer], diffIDs: [sha256(bytes)], manifest: manifest, further: further)
  }

  private func digest(of descriptor: String) throws -> String {
    let start = try #require(descriptor.firstRange(of: "sha256:")?.lowerBound)
    return String(descriptor[start...].prefix(71))
  }

  @Test func severalPlatformsAreAllJudgedOrTheOneThatIsAskedFor() throws {
    var layout = LayoutBuilder()
    for (user, architecture) in [("one", "amd64"), ("two", "arm64"), ("three", "arm")] {
      layout.index.append(
        try image(
          &layout, user: user, platform: ("linux", architecture),
          further: #","annotations":{"org.opencontainers.image.ref.name":"shop:\#(architecture)"}"#))
    }
    func users(_ selection: ImageSelection) throws -> [String] {
      try readBothWays(layout.archive, ReadOptions(selection: selection)).compactMap(\.config?.user)
    }
    func platform(_ architecture: String, _ variant: String = "") -> ImageSelection {
      var selection = ImageSelection()
      selection.platform = Platform(os: "linux", architecture: architecture, variant: variant)
      return selection
    }
    #expect(try users(ImageSelection()) == ["one", "two", "three"])
    #expect(try users(platform("arm64")) == ["two"])
    #expect(try users(platform("arm64", "v8")) == ["two"])
    #expect(try users(platform("arm", "v7")) == ["three"])
    #expect(try users(ImageSelection(image: "shop:arm64")) == ["two"])
    #expect(try users(ImageSelection(image: "docker.io/library/shop:arm")) == ["three"])
    #expect(try users(ImageSelection(image: "0")) == ["one"])
    for selection in [
      platform("s390x"), platform("arm", "v6"), ImageSelection(image: "shop:v9"), ImageSelection(image: "3"),
    ] {
      let error = try error(reading: layout.archive, ReadOptions(selection: selection))
      #expect(error.kind == .noSuchImage)
      #expect(error.message.contains("1 (shop:arm64; linux/arm64)"))
    }
  }

  @Test func attestationsAndArtifactsAreLeftOutAndCounted() throws {
    var layout = LayoutBuilder()
    let image = try image(&layout)
    let statement = layout.add("{\"predicate\":{}}", type: "application/vnd.in-toto+json")
    let about = layout.addImage(
      user: "", platform: ("unknown", "unknown"), layers: [statement], diffIDs: [],
      further: attestation.replacing("SUBJECT", with: try digest(of: image)) + noPlatform)
    let empty = layout.add("{}", type: "application/vnd.oci.empty.v1+json")
    let artifact = layout.add(
      "{\"schemaVersion\":2,\"artifactType\":\"application/vnd.example\",\"config\":\(empty),\"layers\":[\(empty)]}",
      type: LayoutBuilder.manifestType)
    let index = layout.add("{\"schemaVersion\":2,\"manifests\":[\(image),\(about)]}", type: LayoutBuilder.indexType)
    layout.index = [index, artifact]
    let images = try readBothWays(layout.archive)
    #expect(images.map(\.config?.user) == ["app"])
    #expect(images.map(\.attestations) == [1])
    #expect(images.allSatisfy { $0.error == nil && $0.faults.isEmpty })
    layout.index = [artifact]
    #expect(try error(reading: layout.archive).kind == .notAnImage)
  }

  @Test func descriptorsOfOneManifestMustAgreeOnItsSize() throws {
    var layout = LayoutBuilder()
    let image = try image(&layout)
    let digest = try digest(of: image)
    let manifest = try #require(layout.members.first { $0.path == Array("blobs/sha256/\(digest.dropFirst(7))".utf8) })
    let size = manifest.content.count
    let other = LayoutBuilder.descriptor(LayoutBuilder.manifestType, digest, size + 1)
    layout.index = [image, LayoutBuilder.descriptor(LayoutBuilder.manifestType, digest, size)]
    #expect(try readBothWays(layout.archive).map { $0.error?.kind } == [nil])
    for index in [
      [image, other], [other, image], [image, layout.add(index(of: other), type: LayoutBuilder.indexType)],
    ] {
      layout.index = index
      let images = try readBothWays(layout.archive)
      #expect(images.map { $0.error?.kind } == [.digestMismatch])
    }
  }

  private func index(of descriptor: String) -> String { "{\"schemaVersion\":2,\"manifests\":[\(descriptor)]}" }

  @Test func anImageCannotPassAsAnAttestationOrArtifact() throws {
    var layout = LayoutBuilder()
    layout.index = [
      try image(&layout, user: "one", further: attestation + noPlatform),
      try image(&layout, user: "two", further: attestation),
      try image(&layout, user: "three", manifest: #","artifactType":"application/vnd.example""#),
    ]
    #expect(try readBothWays(layout.archive).map(\.config?.user) == ["one", "two", "three"])
  }

  @Test func contentMayBeEmbedded() throws {
    var layout = LayoutBuilder()
    let bytes = try tar("  a \"1\"\n")
    let text = base64Text(bytes)
    let layer = LayoutBuilder.descriptor(LayoutBuilder.layerType, sha256(bytes), bytes.count, ",\"data\":\"\(text)\"")
    layout.index = [layout.addImage(user: "app", layers: [layer], diffIDs: [sha256(bytes)])]
    let image = try #require(try readBothWays(layout.archive).first)
    #expect(image.error == nil && image.entries == 1)
    let other = try tar("  a \"2\"\n")
    layout.index = [
      layout.addImage(user: "app", layers: [layer.replacing(text, with: base64Text(other))], diffIDs: [sha256(bytes)])
    ]
    #expect(try readBothWays(layout.archive).first?.error?.kind == .digestMismatch)
    layout.index = [layout.addImage(user: "app", layers: [layer.replacing(text, with: "?")], diffIDs: [sha256(bytes)])]
    #expect(try error(reading: layout.archive).kind == .malformedJSON)
  }

  @Test(arguments: [LayoutBuilder.configType, LayoutBuilder.layerType])
  func contentThatIsEmbeddedIsThatOfTheBlob(_ type: String) throws {
    func image(embedding data: (_ content: [UInt8]) -> [UInt8]) throws -> ImageModel {
      var layout = LayoutBuilder()
      let layer = try tar("  a \"1\"\n")
      let config = #"{"os":"linux","architecture":"amd64","rootfs":{"diff_ids":["\#(sha256(layer))"]}}"#
      func add(_ content: [UInt8], _ own: String) -> String {
        let further = own == type ? ",\"data\":\"\(base64Text(data(content)))\"" : ""
        return layout.add(content, type: own, further: further)
      }
      let (first, second) = (
        add(Array(config.utf8), LayoutBuilder.configType), add(layer, LayoutBuilder.layerType)
      )
      layout.index = [layout.add("{\"config\":\(first),\"layers\":[\(second)]}", type: LayoutBuilder.manifestType)]
      return try #require(try readBothWays(layout.archive).first)
    }
    #expect(try image { $0 }.error == nil)
    #expect(try image { $0.dropLast() + [1] }.error?.kind == .digestMismatch)
  }

  @Test func digestsMayBeOfSHA512() throws {
    var layout = LayoutBuilder()
    let bytes = try tar("  a 40kB\n")
    let layer = layout.add(bytes, type: LayoutBuilder.layerType, algorithm: .sha512)
    layout.index = [
      layout.addImage(
        user: "app", layers: [layer], diffIDs: [LayoutBuilder.digest(bytes, .sha512)], algorithm: .sha512)
    ]
    let image = try #require(try readBothWays(layout.archive).first)
    #expect(image.error == nil && image.verified)
    #expect(image.layers.map(\.digest) == [LayoutBuilder.digest(bytes, .sha512)])
    var changed = layout.archive
    changed[3000] ^= 1
    #expect(try readBothWays(changed).first?.error?.kind == .digestMismatch)
  }

  @Test func anEncryptedLayerIsVerifiedAndFailsClosed() throws {
    var layout = LayoutBuilder()
    let bytes = filler(50_000, seed: [1])
    let layer = layout.add(bytes, type: LayoutBuilder.layerType + "+gzip+encrypted")
    layout.index = [layout.addImage(user: "app", layers: [layer], diffIDs: [sha256(bytes)])]
    let image = try #require(try readBothWays(layout.archive).first)
    #expect(image.error?.kind == .unsupportedMediaType)
    #expect(image.faults.map(\.kind) == [.unsupportedMediaType])
    #expect(image.config?.user == "app")
    #expect(image.size.stored == 50_000)
  }

  @Test func aForeignLayerThatIsNotThereFailsClosed() throws {
    var layout = LayoutBuilder()
    let foreign = LayoutBuilder.descriptor(
      "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", sha256([1]), 1, #","urls":["https://example.com/x"]"#
    )
    layout.index = [layout.addImage(user: "app", layers: [foreign], diffIDs: [sha256([2])])]
    #expect(try readBothWays(layout.archive).first?.faults.map(\.kind) == [.unsupportedMediaType])
  }

  @Test func whatIsIndexAndManifestAtOnceIsRefused() throws {
    var layout = LayoutBuilder()
    let image = try image(&layout)
    let both = layout.add(
      "{\"schemaVersion\":2,\"manifests\":[\(image)],\"config\":\(image),\"layers\":[]}", type: LayoutBuilder.indexType)
    layout.index = [both]
    #expect(try error(reading: layout.archive).kind == .ambiguousArchive)
  }

  @Test func whatNoManifestNamesIsNotedFromAMegabyteOn() throws {
    var layout = LayoutBuilder()
    layout.index = [try image(&layout)]
    _ = layout.add(filler(999_000, seed: [1]), type: "")
    #expect(try readBothWays(layout.archive).first?.faults == [])
    _ = layout.add(filler(2000, seed: [2]), type: "")
    #expect(try readBothWays(layout.archive).first?.faults.map(\.kind) == [.unreferencedBlob])
    let directory = try TemporaryDirectory()
    let members =
      layout.members + [
        TarBuilder.Member("index.json", content: Array("{\"manifests\":[\(layout.index[0])]}".utf8)),
        TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
      ]
    for member in members { try directory.write(member.content, to: String(decoding: member.path, as: UTF8.self)) }
    #expect(try readImages(at: directory.path, options: ReadOptions()).first?.faults.map(\.kind) == [.unreferencedBlob])
  }

  @Test func tooManyDescriptorsEndTheSearchAtOnce() throws {
    var layout = LayoutBuilder()
    let image = try image(&layout)
    layout.index = Array(repeating: image, count: 10_001)
    #expect(try error(reading: layout.archive).kind == .limitExceeded)
  }

  @Test func manyImagesOfOneLargeLayerAreBounded() throws {
    var layout = LayoutBuilder()
    for user in ["one", "two", "three"] { layout.index.append(try image(&layout, user: user)) }
    var options = ReadOptions()
    options.limits.imageEntries = 2
    let images = try readBothWays(layout.archive, options)
    #expect(images.map(\.error?.kind) == [nil, nil, .limitExceeded])
  }

  @Test func furtherPlatformsInTheIndexOfAHybridAreNoContradiction() throws {
    var layout = LayoutBuilder()
    let bytes = try tar("  a \"app\"\n")
    layout.index = [try image(&layout), try image(&layout, user: "two", platform: ("linux", "arm64"))]
    let config = try #require(
      layout.members.first { String(decoding: $0.content, as: UTF8.self).contains("\"User\":\"app\"") })
    func hybrid() -> [UInt8] {
      let name = String(decoding: config.path, as: UTF8.self)
      let manifest =
        "[{\"Config\":\"\(name)\",\"RepoTags\":null,\"Layers\":[\"blobs/sha256/\(sha256(bytes).dropFirst(7))\"]}]"
      var tar = TarBuilder()
      tar.add(TarBuilder.Member("manifest.json", content: Array(manifest.utf8)))
      tar.append(layout.archive)
      return tar.bytes
    }
    let images = try readBothWays(hybrid())
    #expect(images.map(\.config?.user) == ["app", "two"])
    #expect(images.allSatisfy { $0.faults.isEmpty })
    layout.index = [try image(&layout, user: "other")]
    #expect(try readBothWays(hybrid()).flatMap(\.faults).contains { $0.kind == .inconsistentArchive })
  }
}

private func base64Text(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = Array(bytes[start..<min(start + 3, bytes.count)])
    let padded = group + [UInt8](repeating: 0, count: 3 - group.count)
    let bits = UInt32(padded[0]) << 16 | UInt32(padded[1]) << 8 | UInt32(padded[2])
    for digit in 0..<4 {
      text.append(digit <= group.count ? alphabet[Int(bits >> (18 - 6 * UInt32(digit)) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
