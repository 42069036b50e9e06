import ImgPolicyKit
import Linting
import Testing

/// What the text reports say beside the excerpts.
@Suite struct ReportsTextTests {
  private func text(_ report: Report, width: Int = 100, quiet: Bool = false) -> String {
    String(decoding: ReportFormat.text.render(report, style: TextStyle(width: width, quiet: quiet)), as: UTF8.self)
  }

  @Test func aPassIsOneLine() {
    #expect(text(SampleReport.clean) == "PASS: nothing found in 1 file under policy default\n")
    #expect(text(SampleReport.clean, quiet: true).isEmpty)
    let concise = ReportFormat.concise.render(SampleReport.clean, style: TextStyle(quiet: true))
    #expect(concise.isEmpty)
  }

  @Test func theClosingLineCounts() {
    func closing(_ report: Report) -> String {
      text(report).split(separator: "\n").last.map { String($0) } ?? ""
    }
    func report(_ severities: [Severity], _ inputs: [Report.Input], verdict: Report.Verdict = .fail) -> Report {
      let findings = severities.map { SampleReport.judged(Finding(SampleReport.rule("a"), "m"), $0) }
      return Report(verdict: verdict, inputs: inputs, findings: findings)
    }
    let file = SampleReport.input(SampleReport.backend)
    let image = Report.Input(path: "a.tar", kind: .image, policies: ["frontend"])
    let broken = SampleReport.with(image) { $0.error = InputError(kind: "k", message: "m") }
    #expect(closing(report([.error, .error, .warning], [file, file, file])) == "FAIL: 2 errors, 1 warning in 3 files")
    #expect(closing(report([.style, .info, .info], [file], verdict: .pass)) == "PASS: 2 info, 1 style in 1 file")
    #expect(
      closing(report([], [file, image], verdict: .pass))
        == "PASS: nothing found in 1 file and 1 image under policies default and frontend")
    #expect(closing(report([], [broken], verdict: .unreadable)) == "UNREADABLE: the input could not be read")
    #expect(
      closing(report([], [broken, broken], verdict: .unreadable)) == "UNREADABLE: none of 2 inputs could be read")
    #expect(
      closing(report([], [file, broken], verdict: .unreadable))
        == "UNREADABLE: 1 of 2 inputs could not be read; nothing found in 1 file")
    #expect(
      closing(report([.warning], [file, broken], verdict: .unreadable))
        == "UNREADABLE: 1 of 2 inputs could not be read; 1 warning in 1 file")
    #expect(closing(report([], [], verdict: .pass)) == "PASS: nothing was judged")
  }

  @Test func suppressedFindingsAreOnlyCounted() {
    let suppressed = SampleReport.with(SampleReport.judged(Finding(SampleReport.rule("quiet-rule"), "m"))) {
      $0.suppressed = .init(by: .baseline)
    }
    let report = Report(verdict: .pass, inputs: [SampleReport.input(SampleReport.backend)], findings: [suppressed])
    #expect(text(report) == "PASS: nothing found in 1 file under policy default (1 suppressed)\n")
    #expect(
      !String(decoding: ReportFormat.concise.render(report, style: TextStyle()), as: UTF8.self).contains("quiet-rule"))
  }

  @Test func helpIsSaidOnceARuleAndFile() {
    let output = text(SampleReport.check)
    let help = SampleReport.with(SampleReport.check) { report in
      report.findings = (1...20).map { line in
        SampleReport.judged(
          Finding(SampleReport.rule("a", help: "Do it."), "m", at: SampleReport.place(line % 3 + 1, line..<line + 1)))
      }
    }
    #expect(text(help).split(separator: "\n").count { $0.contains("Do it.") } == 1)
    // Two files, one rule: once in each.
    #expect(output.split(separator: "\n").count { $0.contains("help: Name a version") } == 2)
  }

  @Test func quietLeavesOutTables() {
    let output = text(SampleReport.gate, quiet: true)
    #expect(!output.contains("target "))
    #expect(output.contains("oversized-image"))
    #expect(!output.contains("FAIL"))
    let concise = String(
      decoding: ReportFormat.concise.render(SampleReport.gate, style: TextStyle(quiet: true)), as: UTF8.self)
    #expect(concise.contains("oversized-image") && !concise.contains("FAIL"))
    #expect(!text(SampleReport.inspect, quiet: true).contains("layer  unpacked"))
  }

  @Test(arguments: [40, 100, 0])
  func linesHaveNoTrailingBlanksAndBlocksOneGap(width: Int) {
    for report in [SampleReport.check, SampleReport.inspect, SampleReport.gate] {
      let output = text(report, width: width)
      #expect(!output.contains(" \n"))
      #expect(!output.contains("\n\n\n"))
      #expect(!output.hasPrefix("\n"))
    }
  }

  @Test(arguments: [40, 60, 80, 120])
  func linesKeepToTheTerminal(width: Int) {
    for report in [SampleReport.check, SampleReport.inspect] {
      let prose = text(report, width: width).split(separator: "\n").filter {
        $0.contains("help: ") || $0.contains("note: ")
      }
      #expect(!prose.isEmpty)
      #expect(prose.allSatisfy { $0.count <= max(width, 60) })
    }
  }

  @Test func imagesOfOneArchiveAreToldApart() {
    let inputs = ["web:v1", "web:v2"].map { name in
      SampleReport.with(Report.Input(path: "all.tar", kind: .image)) {
        $0.image = SampleReport.with(SampleReport.frontendImage) { $0.name = name }
      }
    }
    let finding = SampleReport.judged(Finding(SampleReport.rule("a"), "m"), input: 1, path: "all.tar")
    let report = Report(verdict: .fail, inputs: inputs, findings: [finding])
    let concise = String(decoding: ReportFormat.concise.render(report, style: TextStyle()), as: UTF8.self)
    #expect(concise.hasPrefix("all.tar (web:v2): warning: m [a]\n"))
    #expect(text(report, quiet: true).hasPrefix("all.tar (web:v2)\n"))
  }

  @Test(arguments: [
    (499_999_999, "for unpacked: 1 B left"), (500_000_000, "for unpacked: reached: the size must be less"),
    (500_000_001, "for unpacked: 1 B over"), (0, "for unpacked: 500 MB left"),
  ])
  func budgetIsAStrictBound(measured: Int, expected: String) {
    let input = SampleReport.with(Report.Input(path: "a.tar", kind: .image)) {
      $0.image = SampleReport.with(SampleReport.frontendImage) { $0.size.unpacked = measured }
    }
    #expect(text(Report(verdict: .pass, inputs: [input], findings: [])).contains(expected))
  }

  @Test func noUserAndNoHealthcheckAreSaid() {
    let input = SampleReport.with(Report.Input(path: "a.tar", kind: .image)) {
      $0.image = SampleReport.with(SampleReport.frontendImage) { $0.config = .init() }
    }
    let output = text(Report(verdict: .pass, inputs: [input], findings: []))
    #expect(output.contains("user      none, which means root\n"))
    #expect(output.contains("health    none\n"))
  }
}
