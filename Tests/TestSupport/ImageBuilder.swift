internal import Foundation

/// buildah, with a storage of its own that goes with it.
package final class ImageBuilder: Sendable {
  private let buildah: Tool
  private let busybox: Tool
  private let directory: TemporaryDirectory
  private let storage: [String]

  /// Whether buildah, and busybox for what is run in a build, are installed.
  package static let isInstalled = Tool(named: "buildah") != nil && Tool(named: "busybox") != nil

  package init() throws {
    guard let buildah = Tool(named: "buildah"), let busybox = Tool(named: "busybox") else {
      throw ToolFailure(message: "buildah and busybox must be installed")
    }
    self.buildah = buildah
    self.busybox = busybox
    directory = try TemporaryDirectory()
    storage = ["--root", "\(directory.path)/root", "--runroot", "\(directory.path)/run", "--storage-driver", "vfs"]
  }

  // What builds left must be gone before the directory can be removed.
  deinit { _ = try? run("rmi", "--all", "--force") }

  /// The bytes of busybox, of which a base image has one copy.
  package var busyboxSize: Int {
    get throws { try FileManager.default.attributesOfItem(atPath: busybox.path)[.size] as? Int ?? 0 }
  }

  /// Runs buildah, and gives what it wrote without the last line break.
  @discardableResult
  package func run(_ arguments: String...) throws -> String {
    try buildah.run(storage + arguments).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Builds an image with busybox and links to it under these names, as a stand-in for a base image without a registry.
  package func buildBase(_ name: String, programs: [String]) throws {
    let context = "\(directory.path)/base"
    let bin = "\(context)/root/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try? FileManager.default.copyItem(atPath: busybox.path, toPath: "\(bin)/busybox")
    for program in programs {
      try? FileManager.default.createSymbolicLink(atPath: "\(bin)/\(program)", withDestinationPath: "busybox")
    }
    let file = try directory.write(Array("FROM scratch\nCOPY root /\nCMD [\"/bin/sh\"]\n".utf8), to: "base.Dockerfile")
    try build(context, as: name, dockerfile: file)
  }

  /// Builds a directory with its Dockerfile, a layer an instruction.
  package func build(_ context: String, as name: String, dockerfile: String? = nil) throws {
    try run(
      "bud", "--isolation", "chroot", "--layers", "--format", "docker", "--pull-never", "--file",
      dockerfile ?? "\(context)/Dockerfile", "--tag", name, context)
  }
}
