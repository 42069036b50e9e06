internal import Foundation
package import Testing

/// Expects that `bytes` are those of the golden file at `path`, relative to the folder `fixtures`.
///
/// With `UPDATE_GOLDENS=1` in the environment the file is rewritten instead; the change is then reviewed in the diff.
package func expectGolden(_ bytes: [UInt8], at path: String, sourceLocation: SourceLocation = #_sourceLocation) {
  expectGolden(bytes, atProjectFile: "fixtures/\(path)", sourceLocation: sourceLocation)
}

/// The same for a golden file anywhere in the project, by its path below the root of the package.
package func expectGolden(
  _ bytes: [UInt8], atProjectFile path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = Fixtures.project.appending(path: path)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    } catch {
      Issue.record("\(path) cannot be written: \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let golden = try? Data(contentsOf: file) else {
    Issue.record("\(path) does not exist: run the tests with UPDATE_GOLDENS=1", sourceLocation: sourceLocation)
    return
  }
  guard let difference = difference(from: Array(golden), to: bytes) else { return }
  Issue.record("\(path) differs (- golden, + now):\n\(difference)", sourceLocation: sourceLocation)
}

/// The lines that differ, each with its number; nil when the bytes are equal.
private func difference(from golden: [UInt8], to bytes: [UInt8]) -> String? {
  if golden == bytes { return nil }
  let old = lines(of: golden)
  let new = lines(of: bytes)
  let changes = new.difference(from: old).sorted { $0.line < $1.line }
  if changes.isEmpty { return "only in bytes that are no UTF-8" }
  let shown = changes.prefix(40).map { change in
    switch change {
    case .remove(let offset, let line, _): "-\(offset + 1): \(line)"
    case .insert(let offset, let line, _): "+\(offset + 1): \(line)"
    }
  }
  return shown.joined(separator: "\n") + (changes.count > 40 ? "\n… \(changes.count - 40) more" : "")
}

private func lines(of bytes: [UInt8]) -> [Substring] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
}

extension CollectionDifference.Change {
  fileprivate var line: Int {
    switch self {
    case .remove(let offset, _, _), .insert(let offset, _, _): offset
    }
  }
}
