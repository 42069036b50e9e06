internal import Foundation

/// A directory of its own for one test, removed when it is no longer referenced.
package final class TemporaryDirectory: Sendable {
  package let path: String

  package init() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("imgpolicy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    path = base.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file below the directory, and gives its path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Calls `body` with the path of a file that has `bytes`, which is removed afterwards.
  package static func withFile<Result>(
    _ bytes: [UInt8], named name: String = "image.tar", _ body: (String) throws -> Result
  ) throws -> Result {
    let directory = try TemporaryDirectory()
    return try withExtendedLifetime(directory) { try body(try directory.write(bytes, to: name)) }
  }
}
