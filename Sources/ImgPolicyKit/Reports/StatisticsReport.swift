internal import Linting

/// How often each rule found something, the most frequent first, with how many of it `--fix` and `--unsafe-fixes` would mend; the
/// verdict in a closing line.
package func statisticsReport(_ report: Report, style: TextStyle) -> [UInt8] {
  var out = TerminalText(style: style)
  var table = TextTable([.trailing, .leading, .leading, .trailing, .trailing])
  let groups = Dictionary(grouping: report.countingFindings, by: \.finding.rule)
  let rows = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
  if !rows.isEmpty {
    table.rows.append(["findings", "severity", "rule", "--fix", "--unsafe-fixes"].map { TextTable.Cell($0, .faint) })
  }
  for (rule, findings) in rows {
    let severity = findings.map(\.severity).max() ?? .style
    let fixes = findings.compactMap(\.finding.fix?.applicability)
    table.rows.append([
      TextTable.Cell(String(findings.count)), TextTable.Cell(severity.rawValue, severity.paint), TextTable.Cell(rule),
      TextTable.Cell(shown(fixes.count { $0 == .safe })), TextTable.Cell(shown(fixes.count { $0 == .unsafe })),
    ])
  }
  table.write(to: &out)
  if !rows.isEmpty { out.endLine() }
  writeErrors(of: report, to: &out)
  if !style.quiet { writeClosing(report, to: &out) }
  return out.bytes
}

private func shown(_ count: Int) -> String { count == 0 ? "-" : String(count) }
