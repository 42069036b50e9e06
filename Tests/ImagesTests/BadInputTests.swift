import Images
import TestSupport
import Testing

@Suite struct BadInputTests {
  @Test func noSuchFile() throws {
    let error = #expect(throws: ArchiveError.self) { try readImages(at: "/nowhere/app.tar", options: ReadOptions()) }
    #expect(error?.kind == .noSuchFile)
  }

  @Test func aDeviceIsRefusedBeforeItIsOpened() throws {
    let error = #expect(throws: ArchiveError.self) { try readImages(at: "/dev/zero", options: ReadOptions()) }
    #expect(error?.kind == .notReadable)
  }

  @Test func aDirectoryWithoutALayout() throws {
    let directory = try TemporaryDirectory()
    let error = #expect(throws: ArchiveError.self) { try readImages(at: directory.path, options: ReadOptions()) }
    #expect(error?.kind == .notAnImage)
    #expect(error?.message.contains("index.json") == true)
  }

  @Test(arguments: [
    ([], ArchiveError.Kind.emptyFile, "is empty"),
    (Array("FROM scratch\n".utf8), .notAnImage, "is a text file"),
    (Array("{\"a\": 1}".utf8), .notAnImage, "is a JSON document"),
    ([0x50, 0x4b, 3, 4, 0, 0, 0, 0], .notAnImage, "is a zip file"),
    ([0x7f, 0x45, 0x4c, 0x46, 0, 0], .notAnImage, "is an ELF program"),
    ([0xff, 0, 1, 2], .notAnImage, "is no tar"),
    ([0x1f, 0x8b, 8, 0], .damagedArchive, "no sound header"),
    ([0x28, 0xb5, 0x2f, 0xfd], .truncatedArchive, "is cut off"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], .unsupportedCompression, "xz -d"),
    ([UInt8](repeating: 0, count: 1024), .notAnImage, "manifest.json"),
  ])
  func whatIsNoArchive(bytes: [UInt8], kind: ArchiveError.Kind, words: String) throws {
    let error = try error(reading: bytes)
    #expect(error.kind == kind)
    #expect(error.message.contains(words))
    #expect(!error.message.contains("\n"))
  }

  @Test(arguments: [
    ("null", "manifest.json is null, expected an array of images"),
    ("{}", "manifest.json is an object, expected an array of images"),
    ("[]", "manifest.json is an empty array, expected at least one image"),
    ("[null]", "manifest.json: [0] is null, expected an object with Config and Layers"),
    ("[{}]", "manifest.json: [0].Config is null, expected a string"),
    ("[{\"Config\":\"c\",\"Layers\":null}]", "manifest.json: [0].Layers is null, expected an array of strings"),
    ("[{\"Config\":\"c\",\"Layers\":[1]}]", "manifest.json: [0].Layers[0] is a number, expected a string"),
    ("[{\"Config\":7,\"Layers\":[]}]", "manifest.json: [0].Config is a number, expected a string"),
    ("[", "manifest.json is no valid JSON at its end: expected a value"),
  ])
  func aManifestOfAnotherShape(text: String, message: String) throws {
    let archive = TarBuilder.tar([TarBuilder.Member("manifest.json", content: Array(text.utf8))])
    let error = try error(reading: archive)
    #expect(error.kind == .malformedJSON)
    #expect(error.message == message)
  }

  @Test func aConfigOfAnotherShape() throws {
    let archive = TarBuilder.tar([
      TarBuilder.Member("c.json", content: Array("{\"config\":{\"Env\":\"A=b\"}}".utf8)),
      TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c.json\",\"Layers\":[]}]".utf8)),
    ])
    let error = try error(reading: archive)
    #expect(error.kind == .malformedJSON)
    #expect(error.message == "the config “c.json”: config.Env is a string, expected an array of strings")
  }

  @Test func nullOptionalsOfAConfigAreFine() throws {
    let config =
      "{\"config\":{\"User\":null,\"Env\":null,\"Cmd\":null,\"Labels\":null,\"Healthcheck\":null,\"Volumes\":null},"
      + "\"history\":null,\"rootfs\":{\"type\":\"layers\",\"diff_ids\":null},\"created\":null}"
    let archive = TarBuilder.tar([
      TarBuilder.Member("c.json", content: Array(config.utf8)),
      TarBuilder.Member(
        "manifest.json", content: Array("[{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[]}]".utf8)),
    ])
    let image = try #require(try read(archive).first)
    #expect(image.config?.user == "")
    #expect(image.error == nil)
    #expect(image.layers.isEmpty)
  }

  @Test func keysInAnotherCaseCountAsForDockerAndAreReported() throws {
    let archive = TarBuilder.tar([
      TarBuilder.Member("c.json", content: Array("{\"config\":{\"User\":\"app\",\"user\":\"root\"}}".utf8)),
      TarBuilder.Member("manifest.json", content: Array("[{\"Config\":\"c.json\",\"Layers\":[]}]".utf8)),
    ])
    let image = try #require(try read(archive).first)
    #expect(image.config?.user == "root")
    #expect(image.faults.map(\.kind) == [.ambiguousJSON])
  }

  @Test func anIndexThatLeadsToNoImage() throws {
    let archive = TarBuilder.tar([
      TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
      TarBuilder.Member("index.json", content: Array("{\"schemaVersion\":2,\"manifests\":[]}".utf8)),
    ])
    #expect(try error(reading: archive).kind == .notAnImage)
  }

  @Test(arguments: ["sha256:../../etc/passwd", "sha256:ABC", "md5:0", "", "sha256:"])
  func aDigestThatIsNoneNeverBecomesAPath(digest: String) throws {
    let index =
      "{\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"\(digest)\",\"size\":2}]}"
    let archive = TarBuilder.tar([
      TarBuilder.Member("oci-layout", content: Array("{\"imageLayoutVersion\":\"1.0.0\"}".utf8)),
      TarBuilder.Member("index.json", content: Array(index.utf8)),
    ])
    let error = try error(reading: archive)
    #expect(error.kind == .malformedJSON)
    #expect(error.message.contains("is none that can be checked"))
  }
}
