import Foundation
import ImgPolicyKit
import Linting
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whatever names, paths and messages say, every format stays well-formed, and nothing in it is obeyed.
@Suite struct ReportsHostileTests {
  static let seeds = 0..<90 as Range<UInt64>

  private func render(_ format: ReportFormat, _ report: Report) -> [UInt8] { format.render(report, style: TextStyle()) }

  private func text(_ format: ReportFormat, _ report: Report) -> String {
    String(decoding: render(format, report), as: UTF8.self)
  }

  @Test("Nothing that a reader obeys comes out raw", arguments: seeds)
  func controls(seed: UInt64) {
    let report = HostileReport(seed: seed).report
    for format in ReportFormat.allCases {
      let bytes = render(format, report)
      #expect(String(validating: bytes, as: UTF8.self) != nil)
      let raw = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
        $0 != "\n" && HostileReport.hostile.contains($0)
      }
      // JSON reports may hold what is no ASCII control, but for the marks that turn the writing direction.
      let isJSON = format == .json
      let obeyed = raw.filter { !isJSON || $0.value < 0xA0 || (0x200E...0x2069).contains($0.value) }
      #expect(obeyed.isEmpty, "\(format) lets \(obeyed.map { String($0.value, radix: 16) }) through")
    }
  }

  @Test("The XML formats are XML", arguments: seeds)
  func xml(seed: UInt64) {
    let report = HostileReport(seed: seed).report
    for (format, root) in [(ReportFormat.junit, "testsuites"), (.checkstyle, "checkstyle")] {
      let outline = XMLOutline(render(format, report))
      #expect(outline.fault == nil, "\(format): \(outline.fault ?? "")")
      #expect(outline.names.first == root)
      let allowed: Set = [
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out", "checkstyle", "file",
      ]
      #expect(Set(outline.names).subtracting(allowed).isEmpty)
    }
  }

  @Test("The JSON formats are JSON", arguments: seeds)
  func json(seed: UInt64) throws {
    let report = HostileReport(seed: seed).report
    for format in [ReportFormat.sarif, .gitlab, .json] {
      _ = try JSONSerialization.jsonObject(with: Data(render(format, report)))
    }
    let sarif = try SARIFLog(render(.sarif, report))
    #expect(sarif.results.count == report.findings.count + 1)
    for uri in sarif.uris {
      #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(uri)")
      #expect(URL(string: uri)?.scheme == (uri.hasPrefix("file:") ? "file" : nil), "\(uri)")
    }
    for message in sarif.messages {
      let bytes = Array(message.utf8)
      let links = bytes.indices.dropFirst().dropLast().filter { bytes[$0] == 0x5D && bytes[$0 + 1] == 0x28 }
      #expect(links.allSatisfy { bytes[$0 - 1] == 0x5C }, "\(message)")
    }
  }

  @Test("Only our own lines are workflow commands", arguments: seeds)
  func gitHub(seed: UInt64) {
    let report = HostileReport(seed: seed).report
    // By bytes, as the runner reads them: an accent behind a mark makes one character of the two.
    let lines = render(.github, report).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map { Array($0) }
    let commands = lines.filter { $0.drop { $0 == 0x20 }.starts(with: "::".utf8) }
    let kinds = ["error", "warning", "notice"].map { kind in
      commands.count { $0.starts(with: "::\(kind) file=".utf8) }
    }
    #expect(kinds.reduce(0, +) == commands.count)
    #expect(kinds.allSatisfy { $0 <= 10 })
    // A command ends its properties at the first `::`, so no value may hold one.
    for command in commands {
      let end = command.dropFirst(2).firstRange(of: Array("::".utf8))?.lowerBound ?? 0
      let head = command[..<end].drop { $0 != 0x20 }.dropFirst()
      let keys = head.split(separator: UInt8(ascii: ",")).map { pair in
        String(decoding: pair.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      }
      #expect(keys.last == "title" && keys.first == "file")
      #expect(Set(keys).count == keys.count)
      #expect(Set(keys).isSubset(of: ["file", "line", "endLine", "col", "endColumn", "title"]))
    }
    let others = lines.filter { !$0.starts(with: "::".utf8) }
    #expect(!others.contains { $0.firstRange(of: Array("##[".utf8)) != nil })
  }

  @Test("Markdown holds no tags, links, mentions or broken tables but our own", arguments: seeds)
  func markdown(seed: UInt64) {
    let report = HostileReport(seed: seed).report
    let markdown = text(.markdown, report)
    #expect(!markdown.contains("<"))
    var width: Int?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      // A bar that is escaped is none.
      let bars = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
      #expect(bars == width ?? bars, "\(line)")
      width = bars
      let prose = withoutCode(line).replacing("\\\\", with: "").replacing("\\]", with: "")
      for obeyed in ["](", "@e", "#1", "://", "www.", "**b"] where !prose.contains("](https://example.com/") {
        #expect(!prose.contains(obeyed), "\(obeyed) in \(line)")
      }
    }
  }

  /// Without what stands in code: from a run of backticks, none of them escaped, to the next run of as many.
  private func withoutCode(_ line: Substring) -> String {
    let scalars = Array(line.unicodeScalars)
    func run(_ at: Int) -> Int { scalars[at...].prefix { $0 == "`" }.count }
    var prose = String.UnicodeScalarView()
    var at = 0
    while at < scalars.count {
      if scalars[at] == "\\" {
        prose.append(contentsOf: scalars[at..<min(at + 2, scalars.count)])
        at += 2
        continue
      }
      let width = run(at)
      var end = at + width
      while width > 0, end < scalars.count, run(end) != width { end += max(1, run(end)) }
      if width > 0, end < scalars.count {
        at = end + width
      } else {
        prose.append(contentsOf: scalars[at..<at + max(1, width)])
        at += max(1, width)
      }
    }
    return String(prose)
  }

  @Test(
    "Every format says that an input could not be read, and none that all is well", arguments: ReportFormat.allCases)
  func unreadable(format: ReportFormat) {
    var input = Report.Input(path: "gone/Dockerfile", kind: .dockerfile)
    input.error = InputError(kind: "no-such-file", message: "nothing is there")
    let text = text(format, Report(verdict: .unreadable, inputs: [input], findings: []))
    #expect(text.contains("nothing is there"))
    #expect(text.contains("gone/Dockerfile"))
    #expect(!text.lowercased().contains("pass"))
  }

  @Test("The verdict of a JUnit report is that of the run")
  func junitVerdict() {
    let style = SampleReport.judged(Finding(SampleReport.rule("a"), "m"), .style)
    var input = SampleReport.input(SampleReport.frontend)
    for (failOn, failures) in [(Severity?.some(.warning), 0), (.style, 1), (nil, 0)] {
      input.failOn = failOn
      let report = Report(
        verdict: Report.Verdict(inputs: [input], findings: [style]), inputs: [input], findings: [style])
      #expect((report.verdict == .fail) == (failures > 0))
      #expect(text(.junit, report).contains("tests=\"1\" failures=\"\(failures)\" errors=\"0\""))
    }
  }

  @Test("GitHub gets ten annotations of a kind, the gravest first")
  func annotations() {
    let findings = (1...25).map { number in
      SampleReport.judged(
        Finding(SampleReport.rule("a"), "m\(number)", at: SampleReport.place(number, 1..<2)),
        number % 2 == 0 ? .warning : .error)
    }
    let report = Report(
      verdict: .fail, inputs: [SampleReport.input(SampleReport.frontend)], findings: findings)
    let lines = text(.github, report).split(separator: "\n")
    #expect(lines.prefix(10).allSatisfy { $0.hasPrefix("::error file=frontend/Dockerfile,line=") })
    #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
    #expect(lines.count { $0.hasPrefix("error: ") } == 3 && lines.count { $0.hasPrefix("warning: ") } == 2)
    #expect(lines.last == "FAIL: 13 errors, 12 warnings in 1 file")
  }

  @Test("Values are escaped as the runner takes them back")
  func workflowEscapes() {
    let source = SourceText(path: "a:b,c%d\n\re/Dockerfile", text: "FROM a\n")
    let finding = SampleReport.judged(
      Finding(SampleReport.rule("r"), "100% of a:b, c\r\n::error::\u{1B}", at: SampleReport.place(1, 6..<7)),
      path: source.path)
    let report = Report(verdict: .fail, inputs: [SampleReport.input(source)], findings: [finding])
    #expect(
      text(.github, report).split(separator: "\n").first
        == "::warning file=a%3Ab%2Cc%25d%0A%0De/Dockerfile,line=1,endLine=1,col=6,endColumn=7,title=r::100%25 of a:b, c%0D%0A::error::\\u{1b}"
    )
  }

  @Test("A comment and a job summary stay within what GitHub takes")
  func markdownLimits() {
    let findings = (1...20_000).map { number in
      SampleReport.judged(Finding(SampleReport.rule("a"), String(repeating: "x", count: 100)), .info)
    }
    let report = Report(
      verdict: .pass, inputs: [SampleReport.input(SampleReport.frontend)], findings: findings)
    let comment = text(.markdown, report)
    #expect(comment.utf8.count < 65_536)
    #expect(comment.hasSuffix(" more, which do not fit here.\n"))
    #expect(jobSummary(report).count > comment.utf8.count)
    #expect(jobSummary(report).count < 1 << 20)
  }
}

/// The elements of an XML document, or why it is none.
private final class XMLOutline: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []
  private(set) var fault: String?

  init(_ bytes: [UInt8]) {
    super.init()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse() { fault = parser.parserError.map { "\($0) in line \(parser.lineNumber)" } ?? "no XML" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) { names.append(name) }
}
