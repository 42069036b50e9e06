import FoundationEssentials

@testable import ImgPolicyKit

/// Files in a directory of their own, gone with the value.
final class TemporaryTree: Sendable {
  let root: InputPath

  /// Texts by path; a path that ends in `/` is an empty directory.
  init(_ files: [String: String]) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "imgpolicy-\(UUID().uuidString)").path()
    root = InputPath(directory)
    try FileManager.default.createDirectory(atPath: root.absolute, withIntermediateDirectories: true)
    for (path, text) in files {
      let isDirectory = path.hasSuffix("/")
      let full = self.path(path)
      let parent = isDirectory ? full : full.directory
      try FileManager.default.createDirectory(atPath: parent.absolute, withIntermediateDirectories: true)
      if !isDirectory { try write(Array(text.utf8), to: path) }
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root.absolute) }

  /// A path in the tree; reports print it relative to the root.
  func path(_ path: String) -> InputPath { InputPath(path, workingDirectory: root.absolute) }

  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: self.path(path).absolute))
  }

  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: self.path(path).absolute, withDestinationPath: target)
  }
}
