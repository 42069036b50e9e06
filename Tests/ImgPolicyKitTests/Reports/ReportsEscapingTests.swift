import Foundation
import ImgPolicyKit
import Linting
import Testing

/// Names that try to drive the terminal must come out as text.
@Suite struct ReportsEscapingTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func nothingThatATerminalObeysComesOutRaw(seed: UInt64) {
    let report = HostileReport(seed: seed).report
    for format in [ReportFormat.text, .concise] {
      let bytes = format.render(report, style: TextStyle(width: seed % 3 == 0 ? 0 : 60))
      let output = String(decoding: bytes, as: UTF8.self)
      let raw = output.unicodeScalars.filter { $0 != "\n" && HostileReport.hostile.contains($0) }
      #expect(raw.isEmpty, "\(format) lets \(raw.map { String($0.value, radix: 16) }) through")
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func theOnlySequencesAreTheReportsOwnColours(seed: UInt64) {
    let report = HostileReport(seed: seed).report
    let plain = ReportFormat.text.render(report, style: TextStyle(color: false))
    let coloured = ReportFormat.text.render(report, style: TextStyle(color: true))
    #expect(coloured.count > plain.count)
    #expect(withoutColours(coloured) == plain)
  }

  @Test func conciseKeepsOneLineAFinding() {
    let finding = Finding(SampleReport.rule("a"), "one\ntwo\r\nthree\u{1B}[2K", at: SampleReport.place(1, 1..<2))
    let report = Report(
      verdict: .fail, inputs: [SampleReport.input(SampleReport.backend)],
      findings: [SampleReport.judged(finding, path: "b\nc")])
    let lines = String(decoding: ReportFormat.concise.render(report, style: TextStyle()), as: UTF8.self).split(
      separator: "\n")
    #expect(lines.first == #"backend/Dockerfile:1:1: warning: one\ntwo\r\nthree\u{1b}[2K [a]"#)
    #expect(lines.count == 2)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func jsonGivesEveryTextBack(seed: UInt64) throws {
    let hostile = HostileReport(seed: seed)
    let (report, texts) = (hostile.report, hostile.texts)
    let bytes = ReportFormat.json.render(report, style: TextStyle())
    let parsed = try JSONSerialization.jsonObject(with: Data(bytes))
    var found: Set<[Unicode.Scalar]> = []
    collectStrings(of: parsed, into: &found)
    // Foundation's parser drops byte order marks inside of strings.
    let lost = texts.map { $0.unicodeScalars.filter { $0 != "\u{FEFF}" } }.filter { !found.contains(Array($0)) }
    #expect(lost.isEmpty)
  }

  /// The output without `ESC [ … m`.
  private func withoutColours(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isSequence = false
    for byte in bytes {
      if byte == 0x1B { isSequence = true }
      if !isSequence { result.append(byte) }
      if isSequence, byte == UInt8(ascii: "m") { isSequence = false }
    }
    return result
  }

  private func collectStrings(of value: Any, into strings: inout Set<[Unicode.Scalar]>) {
    switch value {
    case let text as String: strings.insert(Array(text.unicodeScalars.filter { $0 != "\u{FEFF}" }))
    case let array as [Any]: for element in array { collectStrings(of: element, into: &strings) }
    case let object as [String: Any]:
      for (key, element) in object {
        strings.insert(Array(key.unicodeScalars.filter { $0 != "\u{FEFF}" }))
        collectStrings(of: element, into: &strings)
      }
    default: break
    }
  }
}
