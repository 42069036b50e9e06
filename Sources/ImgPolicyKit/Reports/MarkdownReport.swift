internal import Linting

/// A comment for a pull request: the verdict, what was judged, the gravest findings in a table, and how the run differs
/// from the baseline.
///
/// A comment of GitHub holds 65,536 characters, so rows that do not fit are only counted.
func markdownReport(_ report: Report) -> [UInt8] { markdown(report, limit: 60_000) }

/// The same for the summary of a job on GitHub, of which a step may write 1 MiB.
package func jobSummary(_ report: Report) -> [UInt8] { markdown(report, limit: 900_000) }

private func markdown(_ report: Report, limit: Int) -> [UInt8] {
  var out = MarkdownDocument(limit: limit)
  let names = InputNames(report)
  let sign =
    switch report.verdict {
    case .pass: "✅"
    case .fail: "❌"
    case .unreadable: "⛔"
    }
  out.paragraph("## \(sign) imgpolicy: \(report.verdict.rawValue)")
  out.paragraph(MarkdownText.escaped(ReportSummary(report).sentence(for: report)))
  if let deltas = deltas(of: report) { out.paragraph(deltas) }
  out.table(["could not be read", "why"], report.unreadableInputs) { index, error in
    [MarkdownText.code(names.label(of: index)), MarkdownText.escaped(error.message)]
  }
  let columns = Report.TargetRow.columns(of: report.targets)
  out.table(["target"] + columns.map { $0.title } + ["size"], report.targets) { target in
    [MarkdownText.code(target.name)]
      + (columns.map { target[keyPath: $0.state].words } + [target.sizeWords]).map(MarkdownText.escaped)
  }
  if let unchanged = report.unchanged, !report.targets.isEmpty {
    out.paragraph(MarkdownText.escaped("\(unchanged.sentence)."))
  }
  for comparison in report.comparisons ?? [] { out.add(comparison, of: report) }
  let showsImages = report.targets.isEmpty && report.comparisons == nil
  let images = showsImages ? report.inputs.indices.filter { report.inputs[$0].image != nil } : []
  out.table(["image", "platform", "unpacked", "budget"], images) { index in
    guard let image = report.inputs[index].image else { return [] }
    return [MarkdownText.code(names.label(of: index))]
      + [image.platform, ByteSize(image.size.unpacked).description, image.budgetWords].map(MarkdownText.escaped)
  }
  out.table(["severity", "rule", "where", "finding"], report.worstFirst) { row($0) }
  return out.bytes
}

private func row(_ judged: JudgedFinding) -> [String] {
  let rule = MarkdownText.link(MarkdownText.code(judged.finding.rule), to: judged.url)
  let inImage = judged.imagePosition.map { " \(MarkdownText.code($0))" } ?? ""
  return [
    "\(judged.severity.sign) \(judged.severity.rawValue)", rule, MarkdownText.code(judged.position) + inImage,
    MarkdownText.escaped(judged.finding.message),
  ]
}

/// `3 new findings, 12 known from the baseline, 1 entry of it is stale`; nil without a baseline.
private func deltas(of report: Report) -> String? {
  guard let baseline = report.baseline else { return nil }
  let new = report.countingFindings.count - baseline.notices
  let known = report.findings.count { $0.suppressed?.by == .baseline }
  return "Against the baseline: \(new) new, \(known) known, \(baseline.stale) no longer found."
}

extension Severity {
  fileprivate var sign: String {
    switch self {
    case .error: "🔴"
    case .warning: "🟠"
    case .info: "🔵"
    case .style: "⚪"
    }
  }
}

extension ImageSummary {
  /// `298 MB left of 300 MB`; a dash without a budget.
  fileprivate var budgetWords: String {
    guard let budget, let measured = size.measured(by: budget.measure) else { return "–" }
    let text = BudgetText(measured: ByteSize(measured), limit: budget.limit)
    return "\(text.remainder) of \(budget.limit.description) (\(budget.measure))"
  }
}
