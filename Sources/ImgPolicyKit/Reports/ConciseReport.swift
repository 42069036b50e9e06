internal import Linting

/// One line a finding, in the shape that editors and problem matchers know from compilers:
/// `path:line:column: severity: message [rule, ALIAS]`. What is about an image stands at the line of the Dockerfile that made it, where
/// that is known, with the image in front of the message. The last line sums up.
func conciseReport(_ report: Report, style: TextStyle) -> [UInt8] {
  var out = TerminalText(style: TextStyle(color: false, width: 0))
  let names = InputNames(report)
  let findings = Dictionary(grouping: report.countingFindings, by: \.input)
  for (index, input) in report.inputs.enumerated() {
    let label = names.label(of: index)
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
  let (path, place) = judged.shown
  let isElsewhere = path != judged.path
  out.write(isElsewhere ? path : label)
  if let place { out.write(":\(place.line):\(place.column)") }
  out.write(": \(judged.severity.rawValue): ")
  if isElsewhere { out.write("\(label): ") }
  out.write(finding.message)
  out.write(" [\(finding.rule)")
  for alias in finding.aliases { out.write(", \(alias)") }
  out.write("]")
  out.endLine()
}
