internal import Linting
internal import Rules

/// The report for people: tables of what was judged, the findings beside the source that they are about, and the
/// verdict in one closing line.
func textReport(_ report: Report, style: TextStyle) -> [UInt8] {
  var out = TerminalText(style: style)
  if !style.quiet {
    writeTargets(report.targets, unchanged: report.unchanged, to: &out)
    writeRollouts(report, to: &out)
  }
  if !style.quiet {
    for comparison in report.comparisons ?? [] { writeComparison(comparison, of: report, to: &out) }
  }
  // The tables of a gate and of a comparison say what the images are; the layers are for `inspect`.
  let showsImages = !style.quiet && report.targets.isEmpty && report.comparisons == nil
  let names = InputNames(report)
  let findings = Dictionary(grouping: report.countingFindings, by: \.input)
  for (index, input) in report.inputs.enumerated() {
    if !style.quiet, !input.costs.isEmpty, showsImages || report.hasBlame(input.target) {
      writeCosts(of: input, to: &out)
    }
    let image = showsImages ? input.image : nil
    if let image { writeImage(image, path: input.path, to: &out) }
    if let found = findings[index] {
      write(found, of: input, label: image == nil ? names.label(of: index) : nil, to: &out)
    }
  }
  if !style.quiet { writeOtherKinds(of: report, to: &out) }
  writeErrors(of: report, to: &out)
  if !style.quiet { writeClosing(report, to: &out) }
  return out.bytes
}

extension Report {
  /// The rules that are about bytes which lines of a Dockerfile brought.
  private static let blaming: Set = [
    OverBudgetRelease.info.name, OversizedInstruction.info.name, WastedBytes.info.name,
  ]

  /// Whether bytes are among what was found in a target: then the lines of its Dockerfile tell whose they are.
  fileprivate func hasBlame(_ target: String?) -> Bool {
    countingFindings.contains { Self.blaming.contains($0.finding.rule) && inputs[$0.input].target == target }
  }
}

/// - Parameter label: the heading of findings without a place; nil when a heading stands above already.
private func write(_ findings: [JudgedFinding], of input: Report.Input, label: String?, to out: inout TerminalText) {
  guard label == nil else {
    var source = SourceFindings(of: input, findings: findings)
    source.write(findings, label: label ?? input.path, to: &out)
    return
  }
  var said = FindingText(path: input.path)
  for judged in findings { said.write(judged, margin: " ", to: &out) }
  out.endLine()
}

/// What could not be read, a line each, right above the verdict that it decides.
func writeErrors(of report: Report, to out: inout TerminalText) {
  let names = InputNames(report)
  let failed = report.inputs.enumerated().compactMap { index, input in input.error.map { (index, $0) } }
  for (index, error) in failed {
    out.write("error:", .error)
    out.write(" ")
    out.write(names.label(of: index), .strong)
    out.write(": \(error.message)")
    if let offset = error.offset { out.write(" (at byte \(offset))", .faint) }
    out.endLine()
  }
  if !failed.isEmpty { out.endLine() }
}

/// The objects of manifests that passed without a judgement: `not judged: 2 Rollout, 1 Widget`.
private func writeOtherKinds(of report: Report, to out: inout TerminalText) {
  let counts = report.inputs.reduce(into: [String: Int]()) { $0.merge($1.otherKinds, uniquingKeysWith: +) }
  guard !counts.isEmpty else { return }
  let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  let shown = kinds.prefix(8).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  out.write("not judged: \(shown)\(kinds.count > 8 ? " and \(kinds.count - 8) other kinds" : "")", .faint)
  if counts["Kustomization"] != nil {
    out.write("; what kustomize makes of it is: kubectl kustomize DIR | imgpolicy check -", .faint)
  }
  out.endLine()
  out.endLine()
}

func writeClosing(_ report: Report, to out: inout TerminalText) {
  let isPass = report.verdict == .pass
  out.write(report.verdict.rawValue.uppercased(), isPass ? .good : .error)
  out.write(": \(ReportSummary(report).sentence(for: report))")
  out.endLine()
}
