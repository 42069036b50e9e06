internal import Images
internal import Linting

/// Writes what is said of findings: message, rule, notes and help, each under a label in one column.
struct FindingText {
  private static let labelWidth = "warning".utf8.count
  /// More foreign names than these are only counted: `concise` and `json` have them all.
  private static let shownAliases = 3

  /// The helps that were printed, each once a rule and file.
  private var saidHelps: Set<[String]> = []
  let path: String

  init(path: String) { self.path = path }

  /// Writes one finding; every line begins with `margin`.
  mutating func write(_ judged: JudgedFinding, margin: String, to out: inout TerminalText) {
    let finding = judged.finding
    let runs = [TerminalText.Run(finding.message), .init(Self.names(of: finding), .faint, isWhole: true)]
    Self.paragraph(judged.severity.rawValue, judged.severity.paint, runs, margin: margin, to: &out)
    if let origin = Self.origin(of: finding) {
      Self.paragraph("in", .faint, [.init(origin)], margin: margin, to: &out)
    }
    for note in finding.notes {
      Self.paragraph("note", .strong, noteRuns(note), margin: margin, to: &out)
    }
    if !finding.help.isEmpty, saidHelps.insert([finding.rule, finding.help]).inserted {
      Self.paragraph("help", .good, [.init(finding.help)], margin: margin, to: &out)
    }
  }

  private func noteRuns(_ note: Finding.Note) -> [TerminalText.Run] {
    guard let place = note.place else {
      return [.init(note.message)] + (note.path.map { [.init("(\($0))", .faint, isWhole: true)] } ?? [])
    }
    return [.init(note.message), .init("(\(note.path ?? path):\(place.line):\(place.column))", .faint, isWhole: true)]
  }

  /// `[unpinned-apt-package, DL3008]`
  private static func names(of finding: Finding) -> String {
    let hidden = finding.aliases.count - shownAliases
    let names = [finding.rule] + (hidden > 1 ? Array(finding.aliases.prefix(shownAliases)) : finding.aliases)
    return "[\(names.joined(separator: ", "))\(hidden > 1 ? ", +\(hidden)" : "")]"
  }

  /// Where in an image: the layer with its instruction, and the file unless the message names it.
  private static func origin(of finding: Finding) -> String? {
    let layer = finding.layer.map { "layer \($0.index): \(BuildStep(createdBy: $0.createdBy).text())" }
    let file = finding.file.flatMap { finding.message.contains($0) ? nil : $0 }
    let parts = [file, layer].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func paragraph(
    _ label: String, _ paint: TerminalText.Paint, _ runs: [TerminalText.Run], margin: String,
    to out: inout TerminalText
  ) {
    out.write(margin, .faint)
    out.blanks(1 + labelWidth - label.utf8.count)
    out.write(label + ":", paint)
    out.blanks(1)
    out.words(runs, margin: margin)
    out.endLine()
  }
}

extension Severity {
  var paint: TerminalText.Paint {
    switch self {
    case .error: .error
    case .warning: .warning
    case .info: .info
    case .style: .style
    }
  }
}
