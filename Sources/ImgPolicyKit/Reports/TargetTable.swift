internal import Linting

/// Writes the targets of a project, a row each: how their Dockerfile, image and manifests fared, and the size against its budget.
func writeTargets(_ targets: [Report.TargetRow], to out: inout TerminalText) {
  guard !targets.isEmpty else { return }
  // Many a project has no manifests.
  let hasWorkloads = targets.contains { $0.workload != .absent }
  let titles = ["target", "Dockerfile", "image"] + (hasWorkloads ? ["workload"] : []) + ["cross-checks", "size"]
  var table = TextTable(Array(repeating: .leading, count: titles.count))
  table.rows.append(titles.map { .init($0, .faint) })
  for target in targets {
    let states = [target.dockerfile, target.image] + (hasWorkloads ? [target.workload] : []) + [target.crossChecks]
    table.rows.append([.init(target.name, .strong)] + states.map(cell) + [sizeCell(target.size)])
  }
  table.write(to: &out)
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
