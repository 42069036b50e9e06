#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The path of a file, once in full and once as reports print it.
///
/// Two paths are equal when they name the same place of the file system after `.`, `..` and double slashes are worked
/// out; symbolic links are not followed.
package struct InputPath: Sendable, Hashable, Comparable {
  /// From the root, without `.`, `..` and trailing slashes.
  package let absolute: String
  private let workingDirectory: String

  /// A path as a person writes it, relative to the working directory.
  package init(_ path: String, workingDirectory: String? = nil) {
    let base = Self.normalised(workingDirectory ?? FileManager.default.currentDirectoryPath)
    self.init(absolute: Self.normalised(path.hasPrefix("/") ? path : "\(base)/\(path)"), workingDirectory: base)
  }

  private init(absolute: String, workingDirectory: String) {
    self.absolute = absolute
    self.workingDirectory = workingDirectory
  }

  /// Relative to the working directory, with `/`; absolute when the two have no directory but the root in common, or
  /// it would be nothing but dots.
  package var display: String {
    if let inside = relative(to: workingDirectory) { return inside }
    let from = workingDirectory.split(separator: "/")
    let to = absolute.split(separator: "/")
    let shared = zip(from, to).prefix { $0 == $1 }.count
    guard shared > 0, shared < to.count else { return absolute }
    return (Array(repeating: "..", count: from.count - shared) + to.dropFirst(shared)).joined(separator: "/")
  }

  /// The last component; empty for the root.
  package var name: String { absolute.split(separator: "/").last.map(String.init) ?? "" }

  /// The directory that holds it; the root holds itself.
  package var directory: InputPath { appending("..") }

  /// A path that is written relative to this directory.
  package func appending(_ path: String) -> InputPath {
    InputPath(
      absolute: Self.normalised(path.hasPrefix("/") ? path : "\(absolute)/\(path)"), workingDirectory: workingDirectory)
  }

  /// The path below `directory`, `.` for the directory itself; nil when it lies elsewhere.
  package func relative(to directory: InputPath) -> String? { relative(to: directory.absolute) }

  package static func == (left: InputPath, right: InputPath) -> Bool { left.absolute == right.absolute }

  package func hash(into hasher: inout Hasher) { hasher.combine(absolute) }

  /// By the bytes of what reports print.
  package static func < (left: InputPath, right: InputPath) -> Bool {
    left.display.utf8.lexicographicallyPrecedes(right.display.utf8)
  }

  private func relative(to directory: String) -> String? {
    if absolute == directory { return "." }
    let prefix = directory == "/" ? "/" : directory + "/"
    return absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.count)) : nil
  }

  private static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
