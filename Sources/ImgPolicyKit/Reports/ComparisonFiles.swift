internal import Images
internal import Linting

/// Writes the files that differ between two images: how many in which way, and the first of them, biggest growth first.
func writeFiles(_ comparison: ImageComparison, to out: inout TerminalText) {
  out.blanks(2)
  out.write("files", .strong)
  out.blanks(2)
  out.write(fileTallies(comparison))
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

/// `12 added (+3 MB), 1 removed (-20 kB)`
func fileTallies(_ comparison: ImageComparison) -> String {
  let tallies = FileChange.Kind.allCases.map { ($0, comparison.tally($0)) }.filter { $0.1.count > 0 }
  return tallies.isEmpty ? "all the same" : tallies.map { words(for: $0, $1) }.joined(separator: ", ")
}

/// `12 added (+3 MB)`
private func words(for kind: FileChange.Kind, _ tally: (count: Int, bytes: Int)) -> String {
  let bytes = tally.bytes == 0 ? "" : " (\(ByteSize(tally.bytes).signedDescription))"
  return "\(tally.count) \(kind == .metadata ? "with another mode or owner only" : kind.rawValue)\(bytes)"
}

private func cells(_ row: ChangedPath) -> [TextTable.Cell] {
  [
    mark(of: row.file.change), .init(row.growthWords, row.growth > 0 ? .warning : .good),
    .init(row.layerWords, .faint), .init(row.remark.isEmpty ? row.path : "\(row.path) (\(row.remark))"),
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
