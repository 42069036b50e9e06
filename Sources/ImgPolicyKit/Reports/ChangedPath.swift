internal import Images
internal import Linting

/// A row of the list: one file, or a directory that was added or removed with all that is in it.
struct ChangedPath {
  var file: ImageComparison.File
  /// What lies below it.
  var contained = 0
  var growth: Int

  init(_ file: ImageComparison.File) {
    self.file = file
    self.growth = file.growth
  }

  /// `+3 MB`; empty where nothing grew.
  var growthWords: String { growth == 0 ? "" : ByteSize(growth).signedDescription }

  /// `layer 3`, the one that it is in now, or was.
  var layerWords: String { (file.new ?? file.old).map { "layer \($0.layer)" } ?? "" }

  /// The path, with a slash behind a directory.
  var path: String { (file.new ?? file.old)?.kind == "directory" ? "\(file.path)/" : file.path }

  /// What else there is to say: `1234 inside`, `mode 0644 to 0755`; empty for nothing.
  var remark: String {
    var parts: [String] = []
    if contained > 0 { parts.append("\(contained) inside") }
    if let old = file.old, let new = file.new { parts += remarks(old, new) }
    return parts.joined(separator: ", ")
  }

  private func remarks(_ old: ImageComparison.FileState, _ new: ImageComparison.FileState) -> [String] {
    var parts: [String] = []
    if old.kind != new.kind { parts.append("\(old.kind) to \(new.kind)") }
    if let target = old.target, let other = new.target, target != other { parts.append("\(target) to \(other)") }
    if file.unshared != 0 { parts.append(file.unshared > 0 ? "hard link to copy" : "copy to hard link") }
    if old.mode != new.mode { parts.append("mode \(octal(old.mode)) to \(octal(new.mode))") }
    if (old.uid, old.gid) != (new.uid, new.gid) {
      parts.append("owner \(old.uid):\(old.gid) to \(new.uid):\(new.gid)")
    }
    return parts
  }
}

/// The rows, biggest growth first, then by path.
func changedPaths(_ files: [ImageComparison.File]) -> [ChangedPath] {
  var rows: [ChangedPath] = []
  // By the bytes of their paths, all that lies below a directory comes after it, though not always at once.
  var directories: [String: Int] = [:]
  for file in files {
    if let row = enclosing(file.path, in: directories), rows[row].file.change == file.change {
      rows[row].contained += 1
      rows[row].growth = rows[row].growth.addingSaturating(file.growth)
      continue
    }
    let isWhole = file.change == .added || file.change == .removed
    if isWhole, (file.new ?? file.old)?.kind == "directory" { directories[file.path] = rows.count }
    rows.append(ChangedPath(file))
  }
  return rows.sorted { ($1.growth, $0.file.path) < ($0.growth, $1.file.path) }
}

/// The row of the directory that a path lies below.
private func enclosing(_ path: String, in directories: [String: Int]) -> Int? {
  if directories.isEmpty { return nil }
  var end = path.utf8.endIndex
  while let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) {
    if let row = directories[String(path[..<slash])] { return row }
    end = slash
  }
  return nil
}
