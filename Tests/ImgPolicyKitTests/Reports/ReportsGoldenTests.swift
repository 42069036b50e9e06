import ImgPolicyKit
import Testing
import TestSupport

/// The reports as whole texts, to be read by eye in `fixtures/reports`.
@Suite struct ReportsGoldenTests {
  private let style = TextStyle(color: false, width: 100)

  @Test func textOfSourceFiles() {
    expectGolden(ReportFormat.text.render(SampleReport.check, style: style), at: "reports/text.golden")
  }

  @Test func textOfImages() {
    expectGolden(ReportFormat.text.render(SampleReport.inspect, style: style), at: "reports/text-image.golden")
  }

  @Test func textOfProject() {
    expectGolden(ReportFormat.text.render(SampleReport.gate, style: style), at: "reports/text-gate.golden")
  }

  @Test func concise() {
    expectGolden(ReportFormat.concise.render(SampleReport.complete, style: style), at: "reports/concise.golden")
  }

  @Test func json() {
    expectGolden(ReportFormat.json.render(SampleReport.complete, style: style), at: "reports/json.golden")
  }

  @Test(arguments: [ReportFormat.sarif, .github, .gitlab, .junit, .checkstyle, .markdown])
  func forProgramsAndPages(format: ReportFormat) {
    expectGolden(format.render(SampleReport.complete, style: style), at: "reports/\(format).golden")
  }
}
