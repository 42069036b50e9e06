package import Images
package import Linting

/// A layer ships the history of a source repository.
package struct VersionControlDirectory: Rule {
  private static let names: NameSet = [".git", ".hg", ".svn"]

  package static let info = RuleInfo(
    name: "version-control-directory",
    aliases: ["DKL-LI-0003"],
    groups: ["files", "size", "security"],
    severity: .warning,
    summary: "A layer holds a .git, .svn or .hg directory.",
    rationale:
      "Such a directory holds every version of every file, also of those that were deleted because they held a secret, and "
      + "the address and sometimes the password of the server. It is often larger than the program. It is found in every "
      + "layer: a later instruction that deletes it takes nothing out of the archive.",
    help: "Put .git into .dockerignore, and clone sources in a build stage whose directory is not copied.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY . /app
          0644 1001:1001 app/.git/HEAD "ref: refs/heads/main\\n"
          0644 1001:1001 app/.git/objects/pack/pack-1.pack 900kB
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY src /app
          0644 1001:1001 app/.gitignore "dist\\n"
          0644 1001:1001 app/main.py "serve()"
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DKL-LI-0003",
        "dockle wants a file right in a .git directory of the final file system, outside node_modules and vendor; the "
          + "alias is borne there alone.")
    ],
    references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    var bytes: [LayerPath: Int] = [:]
    for directory in image.files.layerFiles(where: { $0.kind == .directory && Self.names.contains($0.name) }) {
      guard let root = root(of: directory.path[...]) else { continue }
      bytes[LayerPath(layer: directory.layer, path: root)] = 0
    }
    for directory in image.files.layerDirectories(where: { root(of: $0) != nil }) {
      guard let root = root(of: directory.path[...]) else { continue }
      let spot = LayerPath(layer: directory.layer, path: root)
      bytes[spot] = (bytes[spot] ?? 0).addingSaturating(directory.bytes)
    }
    return bytes.sorted { $0.key < $1.key }.map { spot, bytes in
      var finding = image.finding(
        Self.info, message(image.layerName(spot.layer), spot.path, bytes), at: spot.path, layer: spot.layer,
        aliases: isSeenByDockle(spot, in: image) ? ["DKL-LI-0003"] : [])
      finding.measured = Measurement(bytes, .bytes)
      return finding
    }
  }

  /// The outermost such directory of a path.
  private func root(of path: ArraySlice<UInt8>) -> String? {
    path.split(separator: UInt8(ascii: "/")).first { Self.names.contains($0) }.map {
      String(decoding: path[..<$0.endIndex], as: UTF8.self)
    }
  }

  private func isSeenByDockle(_ spot: LayerPath, in image: ImageModel) -> Bool {
    guard spot.path.hasSuffix(".git"), !DevelopmentFile.isForeign(spot.path) else { return false }
    return image.files.children(of: spot.path).contains { $0.kind == .regularFile }
  }
}

private func message(_ layer: String, _ path: String, _ bytes: Int) -> String {
  "\(layer) ships the version control directory \(path), \(ByteSize(bytes).description)"
}
