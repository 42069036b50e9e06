internal import Linting

/// Writes the targets of a project, a row each: how their Dockerfile and image fared, and the size against its budget; and how many
/// have no row, because they have not changed.
func writeTargets(
  _ targets: [Report.TargetRow], unchanged: Report.UnchangedTargets?, to out: inout TerminalText
) {
  guard !targets.isEmpty else { return }
  var table = TextTable([.leading, .leading, .leading, .leading, .leading])
  table.rows.append(["target", "Dockerfile", "image", "cross-checks", "size"].map { .init($0, .faint) })
  for target in targets {
    table.rows.append([
      .init(target.name, .strong), cell(for: target.dockerfile), cell(for: target.image), cell(for: target.crossChecks),
      sizeCell(target.size),
    ])
  }
  table.write(to: &out)
  if let unchanged {
    out.write("  \(unchanged.sentence)", .faint)
    out.endLine()
  }
  out.endLine()
}

private func cell(for state: Report.TargetRow.State) -> TextTable.Cell {
  switch state {
  case .absent, .notBuilt: .init(state.words, .faint)
  case .pass: .init(state.words, .good)
  case .fail, .unreadable: .init(state.words, .error)
  }
}

private func sizeCell(_ size: (measured: ByteSize, limit: ByteSize?)?) -> TextTable.Cell {
  guard let size else { return .init("-", .faint) }
  let isKept = size.limit.map { BudgetText(measured: size.measured, limit: $0).isKept } ?? true
  return .init(sizeWords(size), isKept ? .plain : .error)
}

/// `1.9 MB of 500 MB, 498 MB left`
private func sizeWords(_ size: (measured: ByteSize, limit: ByteSize?)) -> String {
  guard let limit = size.limit else { return size.measured.description }
  let budget = BudgetText(measured: size.measured, limit: limit)
  return "\(size.measured.description) of \(limit.description), \(budget.remainder)"
}

extension Report.TargetRow {
  /// The size against its budget, as tables say it.
  var sizeWords: String { size.map { ImgPolicyKit.sizeWords($0) } ?? "-" }
}

extension Report.TargetRow.State {
  /// How tables say it.
  var words: String {
    switch self {
    case .absent: "-"
    case .notBuilt: "not built"
    case .pass: "✓ pass"
    case .fail(let failing, let other):
      "✗ \(failing) finding\(failing == 1 ? "" : "s")\(other > 0 ? ", \(other) minor" : "")"
    case .unreadable: "✗ unreadable"
    }
  }
}
