internal import Linting

/// How often each rule found something, the most frequent first, with how many of it `--fix` and `--unsafe-fixes` would mend; the
/// verdict in a closing line.
package func statisticsReport(_ report: Report, style: TextStyle) -> [UInt8] {
  var out = TerminalText(style: style)
  var table = TextTable([.trailing, .leading, .leading, .trailing, .trailing])
  let rows = statistics(of: report)
  if !rows.isEmpty {
    table.rows.append(["findings", "severity", "rule", "--fix", "--unsafe-fixes"].map { TextTable.Cell($0, .faint) })
  }
  for row in rows {
    table.rows.append([
      TextTable.Cell(String(row.findings)), TextTable.Cell(row.severity.rawValue, row.severity.paint),
      TextTable.Cell(row.rule), TextTable.Cell(shown(row.safelyFixable)), TextTable.Cell(shown(row.unsafelyFixable)),
    ])
  }
  table.write(to: &out)
  if !rows.isEmpty { out.endLine() }
  writeErrors(of: report, to: &out)
  if !style.quiet { writeClosing(report, to: &out) }
  return out.bytes
}

private func shown(_ count: Int) -> String { count == 0 ? "-" : String(count) }

/// The same as JSON: the verdict, a row a rule, and what could not be read.
func statisticsJSON(_ report: Report) -> [UInt8] {
  var json = JSONWriter()
  json.block([
    ("version", { $0.value(1) }),
    ("verdict", { $0.value(report.verdict.rawValue) }),
    ("statistics", { $0.lines(statistics(of: report)) { $0.row($1) } }),
    ("errors", { $0.lines(report.unreadableInputs) { $0.error($1.error, of: report.inputs[$1.index].path) } }),
  ])
  return json.finish()
}

/// How often one rule found something.
private struct RuleStatistics {
  var rule: String
  /// The gravest that its findings have.
  var severity: Severity
  var findings: Int
  var safelyFixable: Int
  var unsafelyFixable: Int
}

/// The most frequent first.
private func statistics(of report: Report) -> [RuleStatistics] {
  Dictionary(grouping: report.countingFindings, by: \.finding.rule).map { rule, findings in
    let fixes = findings.compactMap(\.finding.fix?.applicability)
    return RuleStatistics(
      rule: rule, severity: findings.map(\.severity).max() ?? .style, findings: findings.count,
      safelyFixable: fixes.count { $0 == .safe }, unsafelyFixable: fixes.count { $0 == .unsafe })
  }.sorted { ($1.findings, $0.rule) < ($0.findings, $1.rule) }
}

extension JSONWriter {
  fileprivate mutating func row(_ row: RuleStatistics) {
    object { json in
      json.name("rule")
      json.value(row.rule)
      json.name("severity")
      json.value(row.severity.rawValue)
      json.name("findings")
      json.value(row.findings)
      json.name("fixable")
      json.value(row.safelyFixable)
      json.name("unsafelyFixable")
      json.value(row.unsafelyFixable)
    }
  }

  fileprivate mutating func error(_ error: InputError, of path: String) {
    object { json in
      json.name("path")
      json.value(path)
      json.name("kind")
      json.value(error.kind)
      json.name("message")
      json.value(error.message)
    }
  }
}
