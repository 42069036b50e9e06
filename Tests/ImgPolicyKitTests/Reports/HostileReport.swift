import ImgPolicyKit
import Linting

/// A report in which every string is a random mix of plain characters, of those that a terminal, a parser or a CI system
/// obeys, and of whole phrases of their languages.
struct HostileReport {
  let report: Report
  /// All strings of the report.
  let texts: [String]

  /// Characters that a terminal obeys or hides: C0, DEL, C1, separators, bidirectional marks, shapeless ones.
  static let hostile: [Unicode.Scalar] =
    (Array(0...0x1F) + Array(0x7F...0x9F) + [
      0xAD, 0x61C, 0x200B, 0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0x2028, 0x2029, 0xFEFF, 0xE0041,
    ])
    .compactMap { Unicode.Scalar($0 as UInt32) }

  private static let harmless: [Unicode.Scalar] = Array(
    "aZ9 \"\\/<&{}[]é漢🙂“”\u{301}\u{FFFD}\u{FFFE}\u{FFFF}".unicodeScalars)

  private static let phrases = [
    "\n::error::", "\r\n::set-output name=a::b", "##[error]", "::stop-commands::x", "%0A", "%", "]]>",
    "<script>alert(1)</script>",
    "</failure>", "</td>", "</tr></table>", "<!--", "&amp;", "&#0;", "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{202E}",
    "\0", "](javascript:x)",
    "[a](0)",
    "![x](https://e.example/x.png)", "`code", "``", "| cell |", "**bold**", "@everyone", "#1", "https://e.example",
    "www.e.example",
    "$(id)", "${{ secrets.X }}", ",line=1", ":", "'", "../..", "\t",
  ]

  init(seed: UInt64) {
    var random = SplitMix(state: seed)
    var texts: [String] = []
    func draw() -> String {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          text += Self.phrases.randomElement(using: &random) ?? ""
          continue
        }
        let source = Bool.random(using: &random) ? Self.hostile : Self.harmless
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
    let broken = Array((draw().replacing("\n", with: "") + "x").utf8) + [0xFF, 0xE6, 0xBC, 0x0A] + Array(draw().utf8)
    let source = SourceText(path: text(), bytes: broken)
    let file = SampleReport.input(source, policies: [text()])
    var finding = Finding(SampleReport.rule(text(), [text()], help: text()), text(), at: SampleReport.place(1, 1..<3))
    finding.stage = text()
    finding.instruction = .init(keyword: text(), line: 2, endLine: 2)
    finding.notes = [.init(text(), path: text(), place: SampleReport.place(1, 1..<2)), .init(text(), path: text())]
    finding.fix = Fix(.unsafe, edits: [.init(place: SampleReport.place(1, 1..<2), text: text())])
    var inLayer = Finding(SampleReport.rule(text(), help: text()), text())
    inLayer.file = text()
    inLayer.layer = .init(index: 0, diffID: text(), createdBy: text())
    var waived = SampleReport.judged(Finding(SampleReport.rule(text(), help: text()), text()), path: source.path)
    waived.suppressed = .init(by: .waiver, reason: text())
    var findings = [
      SampleReport.judged(finding, .error, path: source.path), waived,
      SampleReport.judged(inLayer, .info, input: 1, path: archive.path),
    ]
    // More than GitHub shows, so that some become plain lines.
    for _ in 0..<12 where seed % 3 == 0 {
      findings.append(
        SampleReport.judged(Finding(SampleReport.rule(text()), text()), .error, path: source.path))
    }
    self.texts = texts
    report = Report(
      verdict: .unreadable, inputs: [file, archive, missing], findings: findings,
      targets: seed % 2 == 0 ? [] : [.init(name: draw(), dockerfile: .pass, image: .notBuilt)])
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
