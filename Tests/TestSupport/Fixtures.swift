package import Foundation

/// The files under `fixtures/`, and the project around them.
package enum Fixtures {
  /// The root of the package.
  package static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The directory `fixtures`.
  package static let root = project.appending(path: "fixtures")

  /// The bytes of a file, by its path below `fixtures`.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: path)))
  }

  /// The text of a file, by its path below the root of the package.
  package static func text(ofProjectFile path: String) throws -> String {
    String(decoding: try Data(contentsOf: project.appending(path: path)), as: UTF8.self)
  }

  /// The names in a directory, given by its path below the root of the package; none when there is no such directory.
  package static func names(inProjectDirectory path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: project.appending(path: path).path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The paths below `fixtures` of all manifests, in order.
  package static let manifests = files { path in
    path.hasSuffix(".yaml")
      && ["rules/", "workloads/", "todo/manifests/"].contains { path.hasPrefix($0) }
  }

  /// The paths below `fixtures` of all Dockerfiles, in order.
  package static let dockerfiles = files { path in
    let name = path.split(separator: "/").last ?? ""
    return name == "Dockerfile" || name.hasPrefix("Dockerfile.") || name.hasSuffix(".Dockerfile")
  }

  /// The paths below `fixtures` for which `isIncluded` holds, in order. What `make images` builds is no fixture.
  package static func files(where isIncluded: (String) -> Bool) -> [String] {
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { !$0.hasPrefix("todo/build/") && isIncluded($0) }.sorted()
  }
}
