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
      writeLine(judged, label: label, to: &out)
    }
  }
  if !style.quiet {
    out.write("\(report.verdict.rawValue.uppercased()): \(ReportSummary(report).sentence(for: report))")
    out.endLine()
  }
  return out.bytes
}

private func writeLine(_ judged: JudgedFinding, label: String, to out: inout TerminalText) {
  let finding = judged.finding
  out.write(label)
  if let place = finding.place { out.write(":\(place.line):\(place.column)") }
  out.write(": \(judged.severity.rawValue): ")
  out.write(finding.message)
  out.write(" [\(finding.rule)")
  for alias in finding.aliases { out.write(", \(alias)") }
  out.write("]")
  out.endLine()
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
