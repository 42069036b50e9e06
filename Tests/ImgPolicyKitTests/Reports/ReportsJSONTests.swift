import Foundation
import ImgPolicyKit
import Linting
import Testing

/// The contract of the JSON report beside what the golden file shows.
@Suite struct ReportsJSONTests {
  private func render(_ report: Report) -> [UInt8] { ReportFormat.json.render(report, style: TextStyle()) }

  private func parse(_ report: Report) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(render(report)))
    return try #require(object as? [String: Any])
  }

  @Test func isTheSameEveryTime() {
    let first = render(SampleReport.complete)
    for _ in 0..<5 { #expect(render(SampleReport.complete) == first) }
  }

  @Test func labelsAreSorted() throws {
    var image = SampleReport.rootFileSystem
    image.config = SampleReport.with(.init()) { config in
      for index in 0..<50 { config.labels["label\(index * 37 % 50)"] = "x" }
    }
    var input = Report.Input(path: "a.tar", kind: .image)
    input.image = image
    let text = String(decoding: render(Report(verdict: .pass, inputs: [input], findings: [])), as: UTF8.self)
    let labels = text.components(separatedBy: "\"label").dropFirst().dropFirst().map { $0.prefix { $0 != "\"" } }
      .filter { !$0.isEmpty }
    #expect(labels.count == 50)
    #expect(labels.map { "label\($0)" } == labels.map { "label\($0)" }.sorted())
  }

  @Test func emptyReport() throws {
    let object = try parse(Report(verdict: .pass, inputs: [], findings: []))
    #expect((object["findings"] as? [Any])?.isEmpty == true)
    #expect((object["workloads"] as? [Any])?.isEmpty == true)
    #expect(object["verdict"] as? String == "pass")
    #expect(object["version"] as? Int == 1)
    #expect((object["tool"] as? [String: String]) == ["name": "imgpolicy", "version": toolVersion])
  }

  @Test func summaryCountsWhatCounts() throws {
    let summary = try #require(try parse(SampleReport.complete)["summary"] as? [String: Int])
    #expect(summary == ["error": 5, "warning": 4, "info": 1, "style": 1, "suppressed": 1, "fixable": 1])
  }

  @Test func onlyFixesThatMayBeAppliedAreFixable() throws {
    let findings = [Fix.Applicability.safe, .unsafe, .display].map { applicability in
      SampleReport.judged(
        SampleReport.with(Finding(SampleReport.rule("a"), "m")) { $0.fix = Fix(applicability, edits: []) })
    }
    let suppressed = SampleReport.with(findings[0]) { $0.suppressed = .init(by: .waiver, reason: nil) }
    let report = Report(
      verdict: .fail, inputs: [SampleReport.input(SampleReport.backend)], findings: findings + [suppressed])
    let summary = try #require(try parse(report)["summary"] as? [String: Int])
    #expect(summary["fixable"] == 2)
    #expect(summary["suppressed"] == 1)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatJSONCannotSayIsNull(time: Double) throws {
    var input = Report.Input(path: "a.tar", kind: .image)
    input.image = SampleReport.with(SampleReport.frontendImage) { $0.config?.healthcheck?.interval = time }
    _ = try parse(Report(verdict: .pass, inputs: [input], findings: []))
  }

  @Test func everyKeyStandsInItsPlace() {
    let text = String(decoding: render(SampleReport.complete), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.contains("\"rule\": \"lockfile-ignored\"") } ?? ""
    let keys = [
      "rule", "aliases", "severity", "message", "input", "path", "line", "column", "endLine", "endColumn",
      "instruction", "stage", "layer", "file", "measured", "limit", "notes", "help", "url", "fix", "fingerprint",
      "suppressed",
    ]
    var rest = line
    for key in keys {
      guard let range = rest.range(of: "\"\(key)\": ") else {
        Issue.record("\(key) is missing or out of order")
        return
      }
      rest = rest[range.upperBound...]
    }
  }
}
