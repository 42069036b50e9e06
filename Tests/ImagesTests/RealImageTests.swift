import Foundation
import Images
import Linting
import Rules
import TestSupport
import Testing

/// The programs that build and export real images.
private struct Builders: Sendable {
  let buildah: Tool
  let skopeo: Tool
  let busybox: Tool
  let tar: Tool

  init?() {
    guard let buildah = Tool(named: "buildah"), let skopeo = Tool(named: "skopeo"),
      let busybox = Tool(named: "busybox"),
      let tar = Tool(named: "tar")
    else { return nil }
    self.buildah = buildah
    self.skopeo = skopeo
    self.busybox = busybox
    self.tar = tar
  }

  static let installed = Builders()
}

/// One image, built from `fixtures/images/shop` and exported in every format.
private final class Exports: Sendable {
  let images: [(name: String, image: ImageModel)]

  init(_ builders: Builders) throws {
    let directory = try TemporaryDirectory()
    images = try withExtendedLifetime(directory) { try Self.build(builders, in: directory.path) }
  }

  private static func build(_ builders: Builders, in path: String) throws -> [(name: String, image: ImageModel)] {
    let context = "\(path)/context"
    try FileManager.default.copyItem(atPath: Fixtures.root.appending(path: "images/shop").path, toPath: context)
    try FileManager.default.copyItem(atPath: builders.busybox.path, toPath: "\(context)/busybox")
    let storage = ["--root", "\(path)/root", "--runroot", "\(path)/run", "--storage-driver", "vfs"]
    try builders.buildah.run(
      storage + [
        "bud", "--isolation", "chroot", "--layers", "--format", "docker", "--pull-never", "-t", "shop:v1", context,
      ])
    for target in ["docker-archive:\(path)/docker.tar:shop:v1", "oci-archive:\(path)/oci.tar:shop:v1"] {
      try builders.buildah.run(storage + ["push", "shop:v1", target])
    }
    try builders.buildah.run(storage + ["push", "--format", "v2s2", "shop:v1", "oci:\(path)/layout:v1"])
    for compression in ["gzip", "zstd"] {
      try builders.skopeo.run([
        "copy", "--dest-compress-format", compression, "docker-archive:\(path)/docker.tar",
        "oci-archive:\(path)/\(compression).tar:shop:v1",
      ])
    }
    try builders.skopeo.run(["copy", "docker-archive:\(path)/docker.tar", "docker-archive:\(path)/again.tar:shop:v1"])
    try builders.skopeo.run(["copy", "oci-archive:\(path)/gzip.tar", "dir:\(path)/dir"])
    for (compression, source) in [(LayerCompression.gzip, "docker.tar"), (.zstd, "zstd.tar")] {
      let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(source)")))
      let name = "\(path)/\(source).\(compression.rawValue)"
      try Data(try compress(whole, with: compression)).write(to: URL(fileURLWithPath: name))
    }
    try builders.tar.run(["-C", "\(path)/layout", "-cf", "\(path)/dotted.tar", "."])
    // Afterwards nothing of the storage is left that keeps the directory from being removed.
    defer { _ = try? builders.buildah.run(storage + ["rmi", "--all", "--force"]) }
    let names = [
      "docker.tar", "again.tar", "oci.tar", "gzip.tar", "zstd.tar", "layout", "dir", "docker.tar.gzip", "zstd.tar.zstd",
      "dotted.tar",
    ]
    var exports: [(name: String, image: ImageModel)] = []
    for name in names { exports.append((name, try image(.path("\(path)/\(name)")))) }
    for name in names where name != "layout" && name != "dir" {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(path)/\(name)"))
      defer { try? file.close() }
      exports.append(("\(name) as a stream", try image(.descriptor(file.fileDescriptor))))
    }
    return exports
  }

  private static func image(_ input: ImageInput) throws -> ImageModel {
    let images = try readImages(from: input, options: ReadOptions())
    guard let image = images.first, images.count == 1 else {
      throw ToolFailure(message: "\(input): \(images.count) images")
    }
    return image
  }
}

/// Images by real builders. Where the programs are missing, the suite is skipped, which the test run says; under CI they
/// must be there.
@Suite(
  .enabled(if: Builders.installed != nil || isContinuousIntegration, "buildah, skopeo or busybox is not installed"))
struct RealImageTests {
  private static let exports = Result { try Builders.installed.map { try Exports($0) } }

  private func images() throws -> [(name: String, image: ImageModel)] {
    try #require(try Self.exports.get(), "buildah, skopeo and busybox must be installed").images
  }

  @Test func everyExportGivesTheSameImage() throws {
    let images = try images()
    let first = try #require(images.first?.image)
    for (name, image) in images {
      #expect(image.error == nil, "\(name)")
      #expect(image.faults == [], "\(name)")
      #expect(image.verified, "\(name)")
      #expect(image.layers.map(\.diffID) == first.layers.map(\.diffID), "\(name)")
      #expect(image.layers.map(\.createdBy) == first.layers.map(\.createdBy), "\(name)")
      #expect(image.layers.map(\.tar) == first.layers.map(\.tar), "\(name)")
      #expect(image.layers.map(\.unpacked) == first.layers.map(\.unpacked), "\(name)")
      #expect(image.layers.map(\.dead) == first.layers.map(\.dead), "\(name)")
      #expect(image.layers.map(\.entries) == first.layers.map(\.entries), "\(name)")
      #expect(describe(image.files) == describe(first.files), "\(name)")
      #expect(image.entries == first.entries, "\(name)")
      #expect(image.accounts == first.accounts, "\(name)")
      var sizes = image.size
      sizes.stored = first.size.stored
      #expect(sizes == first.size, "\(name)")
    }
  }

  @Test func theConfigIsTheSameButForWhatTheOCIFormatDrops() throws {
    let images = try images()
    let first = try #require(images.first?.image.config)
    #expect(first.healthcheck?.test == ["CMD", "/bin/true"])
    #expect(first.healthcheck?.interval == 10)
    #expect(first.user == "app")
    #expect(first.exposedPorts == ["3000/tcp"])
    for (name, image) in images {
      var config = try #require(image.config)
      if image.isOCIConfig {
        #expect(config.healthcheck == nil, "\(name)")
        config.healthcheck = first.healthcheck
      }
      #expect(config == first, "\(name)")
    }
    let oci = [false, false, true, true, true, false, true, false, true, false]
    #expect(images.prefix(oci.count).map(\.image.isOCIConfig) == oci)
  }

  @Test func theFormatsAreRecognised() throws {
    let images = try images()
    #expect(
      images.map(\.image.format.rawValue) == [
        "docker-archive", "docker-archive", "oci-archive", "oci-archive", "oci-archive", "oci-layout", "dir",
        "docker-archive", "oci-archive", "oci-archive", "docker-archive", "docker-archive", "oci-archive",
        "oci-archive",
        "oci-archive", "docker-archive", "oci-archive", "oci-archive",
      ])
    let zstd = try #require(images.first { $0.name == "zstd.tar" }?.image)
    #expect(zstd.layers.allSatisfy { $0.compression == .zstd })
    let gzip = try #require(images.first { $0.name == "gzip.tar" }?.image)
    #expect(gzip.layers.allSatisfy { $0.compression == .gzip && $0.digest != $0.diffID })
  }

  @Test func theFileSystemIsWhatTheDockerfileMakes() throws {
    let image = try #require(try images().first?.image)
    let kind = { (path: String) in image.files.entry(at: path, followingLinks: false)?.kind }
    #expect(kind("app/cache.txt") == nil)
    #expect(kind("app/old") == .regularFile)
    #expect(kind("app/old/file.txt") == nil)
    #expect(kind("app/link.txt") == .symbolicLink)
    #expect(kind("app/data/deep") == nil)
    #expect(kind("app/data/file") == .regularFile)
    #expect(image.files.entry(at: "app/link.txt")?.path == Array("app/server.txt".utf8))
    #expect(image.files.entry(at: "app/data/file")?.uid == 1001)
    #expect(image.files.entry(at: "bin/sh")?.path == Array("bin/busybox".utf8))
    #expect(image.accounts?.resolve(user: "app") == 1001)
    #expect(image.size.dead >= 18 + 4 + 5)
  }

  @Test func findingsAreTheSameButForTheHealthCheck() throws {
    let settings = RuleSettings(
      budgets: Budgets(image: [.unpacked: ByteSize(1000)], layer: [.rootfs: ByteSize(1000)], deadBytes: ByteSize(1)))
    // A docker-archive cannot hold attestations, so nothing is said of one.
    let catalog = Catalog(settings).filter { $0.name != "missing-attestation" }
    let findings = try images().map { entry in
      (entry, catalog.image.flatMap { $0.check(entry.image) })
    }
    let first = try #require(findings.first?.1)
    #expect(
      Set(first.map(\.rule))
        == [
          "file-deleted-in-later-layer", "non-numeric-image-user", "oversized-image", "oversized-layer", "wasted-bytes",
        ])
    for (entry, found) in findings {
      let health = found.filter { $0.rule == "missing-image-healthcheck" }
      #expect(found.filter { $0.rule != "missing-image-healthcheck" } == first, "\(entry.name)")
      #expect(health.count == (entry.image.isOCIConfig ? 1 : 0), "\(entry.name)")
      #expect(health.allSatisfy { $0.message.contains("the OCI image format dropped it") }, "\(entry.name)")
    }
  }
}
