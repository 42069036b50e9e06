import ImgPolicyKit
import Linting
import Testing

/// What GitHub code scanning and other readers of SARIF rely on.
@Suite struct ReportsSARIFTests {
  private func log(_ report: Report) throws -> SARIFLog {
    try SARIFLog(ReportFormat.sarif.render(report, style: TextStyle()))
  }

  private func log(_ source: SourceText, _ place: Place?) throws -> SARIFLog {
    let finding = SampleReport.judged(Finding(SampleReport.rule("a"), "m", at: place), path: source.path)
    return try log(Report(verdict: .fail, inputs: [SampleReport.input(source)], findings: [finding]))
  }

  @Test(
    "Columns count UTF-16 code units",
    arguments: [
      ("RUN abc", 5..<8, 5, 8), ("é x y", 4..<5, 3, 4), ("漢字 x", 8..<9, 4, 5), ("🙂 x", 6..<7, 4, 5),
      ("🙂🙂", 1..<9, 1, 5), ("e\u{301}x", 4..<5, 3, 4), ("a", 1..<1, 1, 1), ("abc", 90..<95, 90, 95),
      ("é", 3..<4, 2, 3), ("漢", 2..<3, 1, 1),
    ])
  func columns(_ line: String, _ bytes: Range<Int>, _ start: Int, _ end: Int) throws {
    let source = SourceText(path: "Dockerfile", text: "FROM a\n\(line)\nRUN b\n")
    let region = try log(source, SampleReport.place(2, bytes)).regions[0]
    #expect(region == ["startLine": 2, "startColumn": start, "endLine": 2, "endColumn": max(start, end)])
  }

  @Test("Bytes that are no text count as the one character that a reader sees")
  func brokenText() throws {
    let source = SourceText(path: "a", bytes: [0xFF, 0x62, 0xE6, 0xBC, 0x63, 0x0A])
    let region = try log(source, SampleReport.place(1, 5..<6)).regions[0]
    #expect(region["startColumn"] == 4 && region["endColumn"] == 5)
  }

  /// Far into a long line columns are counted from a mark, which must not matter.
  @Test func longLines() throws {
    let line = String(repeating: "é漢🙂a", count: 700)
    let source = SourceText(path: "a", text: line)
    for index in stride(from: 0, to: 700, by: 37) {
      let place = SampleReport.place(1, index * 10 + 6..<index * 10 + 10)
      let region = try log(source, place).regions[0]
      #expect(region["startColumn"] == index * 5 + 3 && region["endColumn"] == index * 5 + 5)
    }
  }

  @Test func oddPlacesAreValidRegions() throws {
    for line in [Int.min, -1, 0, 1, 2, Int.max] {
      for column in [Int.min, -1, 0, 1, 5, Int.max] {
        let place = Place(line: line, column: column, endLine: 1, endColumn: 0)
        let region = try log(SourceText(path: "a", text: "RUN é\n"), place).regions[0]
        let (startLine, endLine) = (region["startLine"] ?? 0, region["endLine"] ?? 0)
        #expect(startLine >= 1 && endLine >= startLine)
        #expect(region["startColumn"] ?? 0 >= 1 && region["endColumn"] ?? 0 >= 1)
      }
    }
  }

  @Test("A finding without a place is on line 1, for GitHub drops results without one")
  func withoutPlace() throws {
    #expect(try log(SampleReport.frontend, nil).regions == [["startLine": 1]])
  }

  @Test("Each result names its rule in the list")
  func ruleIndices() throws {
    let log = try log(SampleReport.complete)
    for result in log.results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(log.rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    #expect(log.rules.count == Set(log.results.compactMap { $0["ruleId"] as? String }).count)
    for rule in log.rules {
      let properties = rule["properties"] as? [String: Any]
      #expect((properties?["tags"] as? [String] ?? []).count <= 20)
      let summary = (rule["shortDescription"] as? [String: String])?["text"] ?? ""
      #expect(summary.unicodeScalars.count <= 1024)
    }
  }

  @Test("Suppressed findings are results with their reason; without any, no result tells of suppressions")
  func suppressions() throws {
    let kinds = try log(SampleReport.complete).results.compactMap { $0["suppressions"] as? [[String: String]] }
    #expect(kinds.count == SampleReport.complete.findings.count + 2)
    #expect(kinds.filter { !$0.isEmpty } == [[["kind": "inSource", "justification": "the tool wants it"]]])
    #expect(try log(SampleReport.inspect).results.allSatisfy { $0["suppressions"] == nil })
  }

  @Test("Fingerprints are unique in a run")
  func fingerprints() throws {
    let hashes = try log(SampleReport.complete).results.compactMap { result in
      (result["partialFingerprints"] as? [String: String])?["primaryLocationLineHash"]
    }
    #expect(Set(hashes).count == SampleReport.complete.findings.count + 2)
  }

  @Test("No more results than GitHub takes, and it is said what is left out")
  func limit() throws {
    let findings = (1...25_010).map { number in
      SampleReport.judged(Finding(SampleReport.rule("a"), "m"), number > 25_000 ? .error : .info)
    }
    let log = try log(
      Report(verdict: .fail, inputs: [SampleReport.input(SampleReport.frontend)], findings: findings))
    #expect(log.results.count == 25_000)
    #expect(log.results.count { $0["level"] as? String == "error" } == 10)
    let invocation = (log.run["invocations"] as? [[String: Any]])?.first
    #expect((invocation?["toolExecutionNotifications"] as? [Any])?.count == 1)
  }
}
