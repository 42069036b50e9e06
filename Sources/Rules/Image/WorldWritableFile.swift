package import Images
package import Linting

/// Everybody in the container may change a file of the image.
package struct WorldWritableFile: Rule {
  package static let info = RuleInfo(
    name: "world-writable-file",
    groups: ["files", "security"],
    severity: .warning,
    summary: "Everybody may write a file of the final file system, or a directory without the sticky bit.",
    rationale:
      "Whoever gets to run anything in the container can then change what the program reads or runs next, also as another "
      + "user. The sticky bit keeps a shared directory such as /tmp safe. Links have no mode of their own, and what is in "
      + "a declared volume belongs to whoever mounts it. A directory stands for what lies in it.",
    help:
      "Give the files to the user that needs them (COPY --chown=1001 --chmod=755) instead of writing rights to everybody, "
      + "and set the sticky bit (chmod 1777) where really everybody shares a directory.",
    bad: [
      RuleInfo.Example(
        """
        layer: RUN chmod -R 777 /app/data
          0777 0:0 app/data/
          0777 0:0 app/data/state.json "{}"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        volume: /data
        layer: COPY app /app
          1777 0:0 tmp/
          0777 0:0 data/
          0755 1001:1001 app/data/
          app/current -> data
        """)
    ],
    references: ["https://man7.org/linux/man-pages/man7/inode.7.html"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    let volumes = Set((image.config?.volumes ?? []).map(relativeToRoot))
    let writable = image.files.files { file in
      switch file.kind {
      case .directory: return Self.isWritable(file.mode, isDirectory: true)
      case .regularFile, .pipe, .socket: return Self.isWritable(file.mode, isDirectory: false)
      case .symbolicLink, .characterDevice, .blockDevice, .danglingHardLink: return false
      }
    }
    let files = root(of: image) + writable
    let origins = origins(of: files, in: image)
    var groups: [(top: FileEntry, path: String, layer: Int, below: Int)] = []
    var latest: [Int: Int] = [:]
    // In the order of paths, so that a directory comes before what lies in it.
    for file in files {
      let path = file.displayPath
      if path.isAtOrBelow(anyOf: volumes) { continue }
      let layer = origins[file.path] ?? file.layer
      if let group = latest[layer], groups[group].path.isEmpty || path.isAtOrBelow(groups[group].path) {
        groups[group].below += 1
        continue
      }
      if file.kind == .directory { latest[layer] = groups.count }
      groups.append((file, path, layer, 0))
    }
    return groups.map { group in
      image.finding(
        Self.info, message(group.top, below: group.below), layer: group.layer,
        file: group.path.isEmpty ? nil : group.path)
    }
  }

  /// The layer that gave each path its mode: later ones may only have changed its owner, or what it holds.
  private func origins(of files: [FileEntry], in image: ImageModel) -> [[UInt8]: Int] {
    let paths = Set(files.map(\.path))
    let names = Set(paths.compactMap { $0.split(separator: UInt8(ascii: "/")).last })
    var origins: [[UInt8]: Int] = [:]
    for file in image.files.layerFiles(where: { names.contains($0.name) }) where paths.contains(file.path) {
      let isWritable = Self.isWritable(file.mode, isDirectory: file.kind == .directory)
      origins[file.path] = isWritable ? origins[file.path] ?? file.layer : nil
    }
    return origins
  }

  /// The root, which is no file of the union, where a layer lists it with such a mode.
  private func root(of image: ImageModel) -> [FileEntry] {
    image.files.entry(at: "").map { [$0] }?.filter { Self.isWritable($0.mode, isDirectory: true) } ?? []
  }

  private static func isWritable(_ mode: UInt16, isDirectory: Bool) -> Bool {
    mode & 0o002 != 0 && (!isDirectory || mode & 0o1000 == 0)
  }
}

private func message(_ file: FileEntry, below: Int) -> String {
  let what =
    file.kind == .directory
    ? "the directory \(file.path.isEmpty ? "/" : file.displayPath) without the sticky bit" : file.displayPath
  let more = below == 0 ? "" : below == 1 ? ", and one path below it" : ", and \(below) paths below it"
  return "everybody may write \(what) (mode \(file.modeText))\(more)"
}
