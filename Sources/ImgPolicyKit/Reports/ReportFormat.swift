/// The forms that a report can take. Each is a pure function of the report, in a file of its own.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: excerpts, tables, a closing line.
  case text
  /// One finding a line, for editors and logs.
  case concise
  /// For programs: version 1 of the JSON report.
  case json

  /// The whole report as bytes, ready for one write. `style` matters to `text`, and its `quiet` to `concise`.
  package func render(_ report: Report, style: TextStyle) -> [UInt8] {
    switch self {
    case .text: textReport(report, style: style)
    case .concise: conciseReport(report, style: style)
    case .json: jsonReport(report)
    }
  }
}
