internal import Linting

/// One line a finding, in the shape that editors and problem matchers know from compilers:
/// `path:line:column: severity: message [rule, ALIAS]`. The last line sums up.
func conciseReport(_ report: Report, style: TextStyle) -> [UInt8] {
  var out = TerminalText(style: TextStyle(color: false, width: 0))
  let findings = Dictionary(grouping: report.countingFindings, by: \.input)
  for (index, input) in report.inputs.enumerated() {
    let label = report.label(of: index)
    if let error = input.error {
      out.write("\(label): error: \(error.message) [\(error.kind)]")
      out.endLine()
    }
    for judged in findings[index] ?? [] {
      out.write(conciseLine(judged, label: label))
      out.endLine()
    }
  }
  if !style.quiet || report.verdict != .pass {
    out.write("\(report.verdict.rawValue.uppercased()): \(ReportSummary(report).sentence(for: report))")
    out.endLine()
  }
  return out.bytes
}

private func conciseLine(_ judged: JudgedFinding, label: String) -> String {
  let finding = judged.finding
  let place = finding.place.map { ":\($0.line):\($0.column)" } ?? ""
  let names = ([finding.rule] + finding.aliases).joined(separator: ", ")
  return "\(label)\(place): \(judged.severity.rawValue): \(finding.message) [\(names)]"
}

extension Report {
  /// The path of an input; with the name of the image where an archive holds several.
  func label(of index: Int) -> String {
    guard inputs.indices.contains(index) else { return "" }
    let input = inputs[index]
    guard input.image != nil, inputs.count(where: { $0.path == input.path }) > 1 else { return input.path }
    return "\(input.path) (\(input.image?.name ?? input.image?.platform ?? ""))"
  }
}
