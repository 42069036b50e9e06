internal import Linting

/// Workflow commands, which GitHub turns into annotations.
///
/// It shows ten of each kind a step, so the gravest come first and no more than that are written; the others follow as
/// plain lines of the log, and all of them stand in the job summary.
func gitHubReport(_ report: Report) -> [UInt8] {
  var log = WorkflowLog()
  let names = InputNames(report)
  for (index, error) in report.unreadableInputs {
    let path = report.inputs[index].path
    log.annotate(
      .error, [("file", path), ("line", "1"), ("title", error.kind)],
      error.message, otherwise: "error: \(names.label(of: index)): \(error.message) [\(error.kind)]")
  }
  for judged in report.worstFirst {
    log.annotate(
      judged.severity.annotation, properties(of: judged), judged.finding.message,
      otherwise: "\(judged.severity.rawValue): \(judged.position): \(judged.finding.message) \(judged.names)")
  }
  log.end(with: "\(report.verdict.rawValue.uppercased()): \(ReportSummary(report).sentence(for: report))")
  return log.bytes
}

/// GitHub shows an annotation beside a line of a change, so that what is about an image stands at the line that made it. Columns only count where a finding does not span lines.
private func properties(of judged: JudgedFinding) -> [(name: String, value: String)] {
  let (path, place) = judged.shown
  var properties = [(name: "file", value: path)]
  if let place {
    properties.append(("line", String(place.line)))
    properties.append(("endLine", String(place.endLine)))
    if place.line == place.endLine {
      properties.append(("col", String(place.column)))
      properties.append(("endColumn", String(place.endColumn)))
    }
  } else {
    properties.append(("line", "1"))
  }
  return properties + [("title", judged.finding.rule)]
}

private enum Annotation: String {
  case error
  case warning
  case notice
}

extension Severity {
  fileprivate var annotation: Annotation {
    switch self {
    case .error: .error
    case .warning: .warning
    case .info, .style: .notice
    }
  }
}

/// The log of a step, in which lines of a certain form are commands: no other line may have that form.
private struct WorkflowLog {
  private static let shownOfAKind = 10

  private(set) var bytes: [UInt8] = []
  private var shown: [Annotation: Int] = [:]
  private var rest: [String] = []

  /// Writes a command, or keeps a plain line for later when there are enough of its kind.
  mutating func annotate(
    _ kind: Annotation, _ properties: [(name: String, value: String)], _ message: String, otherwise line: String
  ) {
    guard shown[kind, default: 0] < Self.shownOfAKind else {
      rest.append(line)
      return
    }
    shown[kind, default: 0] += 1
    let list = properties.map { "\($0.name)=\(Self.property($0.value))" }.joined(separator: ",")
    append("::\(kind.rawValue) \(list)::\(Self.data(message))")
  }

  mutating func end(with sentence: String) {
    if !rest.isEmpty {
      append("GitHub shows \(Self.shownOfAKind) annotations of a kind; not among them:")
      for line in rest { append(Self.plain(line)) }
    }
    append(Self.plain(sentence))
  }

  private mutating func append(_ line: String) {
    bytes.append(contentsOf: line.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func data(_ text: String) -> String { escaped(text, "%\r\n") }

  private static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

  private static func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "%\(digits.utf8.count < 2 ? "0" : "")\(digits)"
      } else if let escape = VisibleText.escape(for: scalar) {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A line that is no command. The older form, `##[error]`, is one wherever it stands; the other only at the beginning,
  /// where our own words are.
  private static func plain(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in VisibleText.escaped(line).unicodeScalars {
      if scalar == "[", result.suffix(2).elementsEqual("##".unicodeScalars) { result.append(" ") }
      result.append(scalar)
    }
    return String(result)
  }
}
