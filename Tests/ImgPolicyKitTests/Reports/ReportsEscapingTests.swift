import Foundation
import ImgPolicyKit
import Linting
import Testing

/// Names that try to drive the terminal must come out as text.
@Suite struct ReportsEscapingTests {
  /// Characters that a terminal obeys or hides: C0, DEL, C1, separators, bidirectional marks, shapeless ones.
  private static let hostile: [Unicode.Scalar] =
    (Array(0...0x1F) + Array(0x7F...0x9F) + [
      0xAD, 0x61C, 0x200B, 0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0x2028, 0x2029, 0xFEFF, 0xE0041,
    ])
    .compactMap { Unicode.Scalar($0 as UInt32) }

  private static let harmless: [Unicode.Scalar] = Array("aZ9 \"\\/<&{}[]é漢🙂“”\u{301}".unicodeScalars)

  /// A report in which every string holds a random mix of both kinds.
  private static func report(seed: UInt64) -> (report: Report, texts: [String]) {
    var random = SplitMix(state: seed)
    var texts: [String] = []
    func draw() -> String {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let source = Bool.random(using: &random) ? hostile : harmless
        if let scalar = source.randomElement(using: &random) { text.unicodeScalars.append(scalar) }
      }
      return text
    }
    func text() -> String {
      texts.append(draw())
      return texts[texts.count - 1]
    }
    var image = SampleReport.frontendImage
    image.name = text()
    image.format = text()
    image.config?.user = text()
    image.config?.healthcheck = .init(test: ["CMD", text()])
    image.config?.labels = [text(): text()]
    image.layers = [.init(index: 0, digest: text(), diffID: text(), mediaType: text(), createdBy: text())]
    var archive = Report.Input(path: text(), kind: .image, target: text(), policies: [text()])
    archive.image = image
    var missing = Report.Input(path: text(), kind: .dockerfile)
    missing.error = InputError(kind: text(), message: text())
    let source = SourceText(path: text(), text: draw().replacing("\n", with: "") + "x\n" + draw())
    let file = SampleReport.input(source, policies: [text()])
    var finding = Finding(SampleReport.rule(text(), [text()], help: text()), text(), at: SampleReport.place(1, 1..<3))
    finding.stage = text()
    finding.instruction = .init(keyword: text(), line: 2, endLine: 2)
    finding.notes = [.init(text(), path: text(), place: SampleReport.place(1, 1..<2)), .init(text(), path: text())]
    finding.fix = Fix(.unsafe, edits: [.init(place: SampleReport.place(1, 1..<2), text: text())])
    var inLayer = Finding(SampleReport.rule(text(), help: text()), text())
    inLayer.file = text()
    inLayer.layer = .init(index: 0, diffID: text(), createdBy: text())
    let report = Report(
      verdict: .unreadable, inputs: [file, archive, missing],
      findings: [
        SampleReport.judged(finding, .error, path: source.path),
        SampleReport.judged(inLayer, .info, input: 1, path: archive.path),
      ],
      targets: seed % 2 == 0 ? [] : [.init(name: draw(), dockerfile: .pass, image: .notBuilt)])
    return (report, texts)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func nothingThatATerminalObeysComesOutRaw(seed: UInt64) {
    let report = Self.report(seed: seed).report
    for format in [ReportFormat.text, .concise] {
      let bytes = format.render(report, style: TextStyle(width: seed % 3 == 0 ? 0 : 60))
      let output = String(decoding: bytes, as: UTF8.self)
      let raw = output.unicodeScalars.filter { $0 != "\n" && Self.hostile.contains($0) }
      #expect(raw.isEmpty, "\(format) lets \(raw.map { String($0.value, radix: 16) }) through")
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func theOnlySequencesAreTheReportsOwnColours(seed: UInt64) {
    let report = Self.report(seed: seed).report
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
    let (report, texts) = Self.report(seed: seed)
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

/// A small generator whose sequence is the same on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
