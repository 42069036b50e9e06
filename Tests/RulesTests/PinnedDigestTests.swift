import Images
import Linting
import Rules
import TestSupport
import Testing
import Workloads

/// `mismatched-image-digest` accepts each digest under which a registry may keep an image. What an archive hashes to is known
/// only once it is there, so no fixture can say it.
@Suite struct PinnedDigestTests {
  private static let listing = """
    image: oci-archive gzip
    tag: shop/web:v1
    layer: COPY . /
      0755 0:0 bin/sh 80kB

    """

  private func findings(pinned digest: String, to images: [ImageModel]) -> [Finding] {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec: { containers: [{ name: web, image: "shop/web:v1@\(digest)" }] }

      """
    let file = ManifestFile(SourceText(path: "k8s.yaml", text: text))
    let builds = Builds(images.map { Build(dockerfile: nil, image: $0) })
    return MismatchedImageDigest().check(Rollout(Manifest(file), builds: builds))
  }

  /// The documents of a layout with an image of each architecture behind one index.
  private func layout() -> (builder: LayoutBuilder, digests: [String]) {
    var layout = LayoutBuilder()
    let manifests = ["amd64", "arm64"].map {
      layout.addImage(user: "1", platform: ("linux", $0), layers: [], diffIDs: [])
    }
    let index = "{\"schemaVersion\":2,\"manifests\":[\(manifests.joined(separator: ","))]}"
    let name = ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"shop/web:v1\"}"
    layout.index = [layout.add(index, type: LayoutBuilder.indexType, further: name)]
    let root = "{\"schemaVersion\":2,\"manifests\":[\(layout.index.joined(separator: ","))]}"
    let documents = layout.members.map(\.content).filter {
      String(decoding: $0, as: UTF8.self).contains("schemaVersion")
    }
    return (layout, (documents + [Array(root.utf8)]).map { sha256($0) })
  }

  @Test("The digest of the image's manifest, and of each index that leads to it, is the image's")
  func known() throws {
    let (layout, digests) = layout()
    #expect(digests.count == 4)
    let images = try TemporaryDirectory.withFile(layout.archive) { try readImages(at: $0, options: ReadOptions()) }
    #expect(Set(images.flatMap(\.registryDigests)) == Set(digests))
    for digest in digests { #expect(findings(pinned: digest, to: images) == []) }
    #expect(findings(pinned: sha256([1]), to: images).count == 2)
  }

  @Test("The help names the digest to pin, and with it nothing is left to say")
  func help() throws {
    let images = try Subject.images(Self.listing)
    let finding = try #require(findings(pinned: sha256([1]), to: images).first)
    let words = finding.help.split { $0 == " " || $0 == "," }
    let digest = try #require(words.first { $0.hasPrefix("sha256:") })
    #expect(findings(pinned: String(digest), to: images) == [])
  }

  @Test("A directory of skopeo has the digest of its manifest")
  func directory() throws {
    let directory = try TemporaryDirectory()
    try ImageListing(parsing: Self.listing).writeSkopeoDirectory(to: directory, compression: .gzip)
    let images = try readImages(at: directory.path, options: ReadOptions())
    #expect(images.first?.registryDigests.count == 1)
    #expect(
      images.first?.registryDigests == (try Subject.images(Self.listing)).first?.registryDigests.prefix(1).map { $0 })
  }
}
