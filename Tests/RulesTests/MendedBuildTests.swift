import FixProof
import Foundation
import Images
import Linting
import TestSupport
import Testing

/// What buildah makes of a file is the same before and after safe fixes, but for what the fixes are about.
@Suite struct MendedBuildTests {
  private static let builders = (
    buildah: Tool(named: "buildah"), busybox: Tool(named: "busybox"), skopeo: Tool(named: "skopeo")
  )
  private static let canBuild = builders.buildah != nil && builders.busybox != nil && builders.skopeo != nil

  @Test("How a file is written has no part in the image", .enabled(if: canBuild || isContinuousIntegration))
  func spelling() throws {
    let (before, after) = try images(of: "spelling")
    #expect(before.files == after.files)
    #expect(before.config == after.config)
  }

  @Test("Without its cache, a package manager leaves all else", .enabled(if: canBuild || isContinuousIntegration))
  func packages() throws {
    let (before, after) = try images(of: "packages")
    let cache = ["var", "var/cache", "var/cache/apk", "var/cache/apk/APKINDEX"]
    #expect(before.files.subtracting(after.files).map(\.path).sorted() == cache)
    #expect(after.files.isSubset(of: before.files))
    #expect(before.config == after.config)
  }

  /// What a container sees of an image.
  private struct Built {
    struct File: Hashable {
      var path: String
      var mode: UInt16
      var owner: [UInt32]
      var size: Int
      var target: [UInt8]
      var content: [UInt8]?
    }

    var files: Set<File> = []
    /// The configuration as JSON, without the label that takes the author's place, and with the signal by its name.
    var config: String
  }

  private func images(of name: String) throws -> (before: Built, after: Built) {
    let text = try Fixtures.bytes("fixes/\(name).Dockerfile")
    let mended = try FixProof().check(text, includesUnsafe: false)
    #expect(mended.violations == [])
    #expect(mended.mended.bytes != text)
    return (try build(text), try build(mended.mended.bytes))
  }

  private func build(_ text: [UInt8]) throws -> Built {
    let buildah = try #require(Self.builders.buildah)
    let busybox = try #require(Self.builders.busybox)
    let skopeo = try #require(Self.builders.skopeo)
    let directory = try TemporaryDirectory()
    let context = "\(directory.path)/context"
    try FileManager.default.copyItem(atPath: Fixtures.root.appending(path: "fixes/context").path, toPath: context)
    let program = URL(filePath: busybox.path).resolvingSymlinksInPath().path
    try FileManager.default.copyItem(atPath: program, toPath: "\(context)/busybox")
    let file = try directory.write(text, to: "Dockerfile")
    let storage = [
      "--root", "\(directory.path)/root", "--runroot", "\(directory.path)/run", "--storage-driver", "vfs",
    ]
    // Afterwards nothing of the storage is left that keeps the directory from being removed.
    defer { _ = try? buildah.run(storage + ["rmi", "--all", "--force"]) }
    try buildah.run(
      storage + [
        "bud", "--isolation", "chroot", "--layers=false", "--format", "docker", "--pull-never", "--timestamp", "0",
        "-t",
        "mended:v1", "-f", file, context,
      ])
    let archive = "\(directory.path)/image.tar"
    try buildah.run(storage + ["push", "mended:v1", "docker-archive:\(archive):mended:v1"])
    var built = Built(config: try Self.config(try skopeo.run(["inspect", "--config", "docker-archive:\(archive)"])))
    // Of larger files the size tells enough.
    let wanted = [WantedContents("**", sizeLimit: 4096)]
    let image = try #require(try readImages(at: archive, options: ReadOptions(wanted: wanted)).first)
    image.files.forEach { entry in
      built.files.insert(
        Built.File(
          path: entry.displayPath, mode: entry.mode, owner: [entry.uid, entry.gid], size: entry.size,
          target: entry.target, content: image.files.contents(of: entry)))
    }
    return built
  }

  private static func config(_ text: String) throws -> String {
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    var config = try #require(document?["config"] as? [String: Any])
    var labels = config["Labels"] as? [String: String] ?? [:]
    labels["org.opencontainers.image.authors"] = nil
    config["Labels"] = labels
    if config["StopSignal"] as? String == "15" { config["StopSignal"] = "SIGTERM" }
    let bytes = try JSONSerialization.data(withJSONObject: config, options: [.sortedKeys])
    return String(decoding: bytes, as: UTF8.self)
  }
}
