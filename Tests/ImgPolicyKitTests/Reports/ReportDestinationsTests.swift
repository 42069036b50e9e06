import Testing

@testable import ImgPolicyKit

/// Where reports go, by `--format` and `--output`.
@Suite struct ReportDestinationsTests {
  @Test("Each output has a format and a file; the path may have an equals sign itself")
  func files() throws {
    let destinations = try ReportDestinations(
      format: "concise", outputs: ["json=a=b.json", "sarif=out/a.sarif"])
    #expect(destinations.format == .concise)
    #expect(destinations.files == [.init(.json, "a=b.json"), .init(.sarif, "out/a.sarif")])
  }

  @Test(
    "What cannot be meant so is refused with what would be",
    arguments: [
      ("jsn", [], "unknown format `jsn` of --format: did you mean `json`?"),
      ("", [], "unknown format `` of --format: expected one of text, concise"),
      ("text", ["sarf=a"], "unknown format `sarf` of --output: did you mean `sarif`?"),
      ("text", ["=a"], "unknown format `` of --output: expected one of"), ("text", ["json"], "names no file"),
      ("text", ["json=-"], "standard output gets the report of --format"),
      ("text", ["json="], "--output json= names no file: expected format=path"),
      ("text", ["json=a", "sarif=a"], "two reports are to be written to a: give each a file of its own"),
      ("text", ["json=b/a", "sarif=./b/c/../a"], "two reports are to be written to ./b/c/../a"),
    ] as [(String, [String], String)])
  func refused(_ format: String, _ outputs: [String], _ says: String) {
    do throws(RunError) {
      _ = try ReportDestinations(format: format, outputs: outputs)
      Issue.record("nothing was refused")
    } catch {
      #expect(error.status == .usage)
      #expect(error.messages.count == 1)
      #expect(error.messages.first?.contains(says) == true, "\(error.messages)")
    }
  }

  @Test("What is printed in place of findings has no other format")
  func substitutes() throws {
    for (substitute, says) in [
      (ReportDestinations.Substitute.diff, "--diff prints a unified diff: leave --format out"),
      (.statistics, "--statistics is a text, or JSON with --format json: leave --format out"),
    ] {
      let error = #expect(throws: RunError.self) {
        try ReportDestinations(format: "sarif", substitute: substitute)
      }
      #expect(error?.messages.first?.hasPrefix(says) == true)
      #expect(try ReportDestinations(format: "text", outputs: ["json=a"], substitute: substitute).files.count == 1)
    }
  }

  @Test(
    "The job summary is written beside a report for GitHub, where GitHub names its file",
    arguments: [
      ("github", [], "s.md", true), ("text", ["github=a"], "s.md", true), ("text", ["json=a"], "s.md", false),
      ("github", [], "", false), ("github", [], nil, false),
    ] as [(String, [String], String?, Bool)])
  func jobSummary(_ format: String, _ outputs: [String], _ file: String?, _ isWritten: Bool) throws {
    let environment = file.map { ["GITHUB_STEP_SUMMARY": $0] } ?? [:]
    let path = try ReportDestinations(format: format, outputs: outputs).jobSummaryPath(in: environment)
    #expect(path == (isWritten ? file : nil))
  }
}
