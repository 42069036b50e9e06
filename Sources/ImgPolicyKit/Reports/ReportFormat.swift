/// The forms that a report can take. Each is a pure function of the report, in a file of its own.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: excerpts, tables, a closing line.
  case text
  /// One finding a line, for editors and logs.
  case concise
  /// For programs: version 1 of the JSON report.
  case json
  /// SARIF 2.1.0, for GitHub code scanning and editors.
  case sarif
  /// Workflow commands, which GitHub turns into annotations.
  case github
  /// The Code Quality report of GitLab.
  case gitlab
  /// JUnit XML, which most CI systems show as tests.
  case junit
  /// Checkstyle XML, for reviewdog and Jenkins.
  case checkstyle
  /// A comment for a pull request.
  case markdown

  /// The whole report as bytes, ready for one write. `style` matters to `text`, and its `quiet` to `concise`.
  package func render(_ report: Report, style: TextStyle) -> [UInt8] {
    switch self {
    case .text: textReport(report, style: style)
    case .concise: conciseReport(report, style: style)
    case .json: jsonReport(report)
    case .sarif: sarifReport(report)
    case .github: gitHubReport(report)
    case .gitlab: gitLabReport(report)
    case .junit: junitReport(report)
    case .checkstyle: checkstyleReport(report)
    case .markdown: markdownReport(report)
    }
  }
}
