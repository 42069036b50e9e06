internal import Linting

/// Writes the targets of a project, a row each: how their Dockerfile, image, manifests and Helm values fared, and the size
/// against its budget; and how many have no row, because they have not changed.
func writeTargets(
  _ targets: [Report.TargetRow], unchanged: Report.UnchangedTargets?, to out: inout TerminalText
) {
  guard !targets.isEmpty else { return }
  let columns = Report.TargetRow.columns(of: targets)
  var table = TextTable(Array(repeating: .leading, count: columns.count + 2))
  table.rows.append((["target"] + columns.map { $0.title } + ["size"]).map { .init($0, .faint) })
  for target in targets {
    let states = columns.map { cell(for: target[keyPath: $0.state]) }
    table.rows.append([.init(target.name, .strong)] + states + [sizeCell(target.size)])
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
  let texts = ByteSize.texts(size.measured, limit)
  return "\(texts.size) of \(texts.limit), \(budget.remainder)"
}

extension Report.TargetRow {
  /// A column that says how one kind of input fared.
  typealias Column = (title: String, state: KeyPath<Report.TargetRow, State> & Sendable)

  /// Many a project has neither manifests nor Helm values.
  static func columns(of targets: [Report.TargetRow]) -> [Column] {
    let all: [(column: Column, isOptional: Bool)] = [
      (("Dockerfile", \.dockerfile), false), (("image", \.image), false), (("workload", \.workload), true),
      (("values", \.values), true), (("cross-checks", \.crossChecks), false),
    ]
    return all.filter { column, isOptional in
      !isOptional || targets.contains { $0[keyPath: column.state] != .absent }
    }.map { $0.column }
  }

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
