internal import Linting

/// Writes the targets of a project, a row each: how their Dockerfile and image fared, and the size against its budget.
func writeTargets(_ targets: [Report.TargetRow], to out: inout TerminalText) {
  guard !targets.isEmpty else { return }
  var table = TextTable([.leading, .leading, .leading, .leading])
  table.rows.append(["target", "Dockerfile", "image", "size"].map { .init($0, .faint) })
  for target in targets {
    table.rows.append([
      .init(target.name, .strong), cell(for: target.dockerfile), cell(for: target.image), sizeCell(target.size),
    ])
  }
  table.write(to: &out)
  out.endLine()
}

private func cell(for state: Report.TargetRow.State) -> TextTable.Cell {
  switch state {
  case .absent: .init("-", .faint)
  case .notBuilt: .init("not built", .faint)
  case .pass: .init("✓ pass", .good)
  case .fail(let failing, let other):
    .init("✗ \(failing) finding\(failing == 1 ? "" : "s")\(other > 0 ? ", \(other) minor" : "")", .error)
  case .unreadable: .init("✗ unreadable", .error)
  }
}

private func sizeCell(_ size: (measured: ByteSize, limit: ByteSize?)?) -> TextTable.Cell {
  guard let size else { return .init("-", .faint) }
  guard let limit = size.limit else { return .init(size.measured.description) }
  let budget = BudgetText(measured: size.measured, limit: limit)
  let text = "\(size.measured.description) of \(limit.description), \(budget.remainder)"
  return .init(text, budget.isKept ? .plain : .error)
}
