/// What the streams of the process get of a run.
///
/// As a rule that is the report on standard output. A diff takes its place; and where standard input was mended, its text does,
/// and the report goes to standard error.
package struct ReportStreams: Sendable {
  package private(set) var output: [UInt8] = []
  package private(set) var error: [UInt8] = []

  package init(
    _ report: Report, as format: ReportFormat, substitute: ReportDestinations.Substitute? = nil, style: TextStyle
  ) {
    let shown = Self.shown(report, as: format, substitute, style)
    guard let mending = report.mending else {
      output = shown
      return
    }
    error = Array(mending.messages.map { "imgpolicy: \($0)\n" }.joined().utf8)
    if mending.mode == .diff {
      output = mending.diff
      error += Array(Self.unread(report).utf8)
      if !style.quiet { error += Array("imgpolicy: \(Self.summary(mending))\n".utf8) }
    } else if let text = mending.standardInput {
      output = text
      error += shown
    } else {
      output = shown
    }
  }

  private static func shown(
    _ report: Report, as format: ReportFormat, _ substitute: ReportDestinations.Substitute?, _ style: TextStyle
  ) -> [UInt8] {
    guard substitute == .statistics else { return format.render(report, style: style) }
    return format == .json ? statisticsJSON(report) : statisticsReport(report, style: style)
  }

  /// What could not be read is told, though the report is not printed.
  private static func unread(_ report: Report) -> String {
    let names = InputNames(report)
    return report.inputs.enumerated().compactMap { index, input in
      input.error.map { "imgpolicy: \(VisibleText.escaped("\(names.label(of: index)): \($0.message)"))\n" }
    }.joined()
  }

  private static func summary(_ mending: Mending) -> String {
    guard mending.files > 0 else { return "nothing would be mended" }
    let findings = "\(mending.mended) finding\(mending.mended == 1 ? "" : "s")"
    return "\(findings) in \(mending.files) file\(mending.files == 1 ? "" : "s") would be mended"
  }
}
