internal import Images
internal import Linting

/// Writes the files that differ between two images: how many in which way, and the first of them, biggest growth first.
func writeFiles(_ comparison: ImageComparison, to out: inout TerminalText) {
  out.blanks(2)
  out.write("files", .strong)
  out.blanks(2)
  let tallies = FileChange.Kind.allCases.map { ($0, comparison.tally($0)) }.filter { $0.1.count > 0 }
  out.write(tallies.isEmpty ? "all the same" : tallies.map { words(for: $0, $1) }.joined(separator: ", "))
  out.endLine()
  let rows = changedPaths(comparison.files)
  let limit = comparison.shownFiles
  var table = TextTable([.leading, .trailing, .leading, .leading])
  for row in rows.prefix(limit) { table.rows.append(cells(row)) }
  table.write(to: &out, indent: 4)
  if rows.count > limit {
    out.blanks(4)
    out.write("and \(rows.count - limit) more: --top \(rows.count) lists them, --format json has every file", .faint)
    out.endLine()
  }
  out.endLine()
}

/// `12 added (+3 MB)`
private func words(for kind: FileChange.Kind, _ tally: (count: Int, bytes: Int)) -> String {
  let bytes = tally.bytes == 0 ? "" : " (\(ByteSize(tally.bytes).signedDescription))"
  return "\(tally.count) \(kind == .metadata ? "with another mode or owner only" : kind.rawValue)\(bytes)"
}

/// A row of the list: one file, or a directory that was added or removed with all that is in it.
private struct ChangedPath {
  var file: ImageComparison.File
  /// What lies below it.
  var contained = 0
  var growth: Int

  init(_ file: ImageComparison.File) {
    self.file = file
    self.growth = file.growth
  }
}

/// The rows, biggest growth first, then by path.
private func changedPaths(_ files: [ImageComparison.File]) -> [ChangedPath] {
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

private func cells(_ row: ChangedPath) -> [TextTable.Cell] {
  let file = row.file
  let growth = row.growth == 0 ? "" : ByteSize(row.growth).signedDescription
  let isDirectory = (file.new ?? file.old)?.kind == "directory"
  return [
    mark(of: file.change), .init(growth, row.growth > 0 ? .warning : .good),
    .init((file.new ?? file.old).map { "layer \($0.layer)" } ?? "", .faint),
    .init("\(file.path)\(isDirectory ? "/" : "")\(aside(row))"),
  ]
}

private func mark(of change: FileChange.Kind) -> TextTable.Cell {
  switch change {
  case .added: .init("+", .warning)
  case .removed: .init("-", .good)
  case .changed: .init("~", .info)
  case .metadata: .init("m", .info)
  }
}

/// What else there is to say of a row: ` (1234 inside)`, ` (mode 0644 to 0755)`.
private func aside(_ row: ChangedPath) -> String {
  var parts: [String] = []
  if row.contained > 0 { parts.append("\(row.contained) inside") }
  if let old = row.file.old, let new = row.file.new {
    if old.kind != new.kind { parts.append("\(old.kind) to \(new.kind)") }
    if let target = old.target, let other = new.target, target != other { parts.append("\(target) to \(other)") }
    if row.file.unshared != 0 { parts.append(row.file.unshared > 0 ? "hard link to copy" : "copy to hard link") }
    if old.mode != new.mode { parts.append("mode \(octal(old.mode)) to \(octal(new.mode))") }
    if (old.uid, old.gid) != (new.uid, new.gid) {
      parts.append("owner \(old.uid):\(old.gid) to \(new.uid):\(new.gid)")
    }
  }
  return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
}
