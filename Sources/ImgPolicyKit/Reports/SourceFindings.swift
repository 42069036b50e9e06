internal import Linting

/// Writes the findings of one source file: one excerpt a line, below it the marks and what is said of them.
struct SourceFindings {
  private let input: Report.Input
  private let numberWidth: Int
  private var said: FindingText

  /// - Parameter findings: those of `input`, which decide how wide line numbers are.
  init(of input: Report.Input, findings: [JudgedFinding]) {
    self.input = input
    let lastLine = findings.compactMap(\.finding.place?.line).max() ?? 0
    numberWidth = max(4, String(lastLine).utf8.count)
    said = FindingText(path: input.path)
  }

  /// Writes all of `findings`: first those without a place, then by line.
  mutating func write(_ findings: [JudgedFinding], label: String, to out: inout TerminalText) {
    let unplaced = findings.filter { $0.finding.place == nil }
    if !unplaced.isEmpty {
      out.write(label, .strong)
      out.endLine()
      for judged in unplaced { said.write(judged, margin: " ", to: &out) }
      out.endLine()
    }
    let placed = findings.compactMap { judged in judged.finding.place.map { Marked(judged: judged, place: $0) } }
      .sorted { ($0.place, -$0.judged.severity.weight) < ($1.place, -$1.judged.severity.weight) }
    var rest = placed[...]
    while let first = rest.first {
      let line = rest.prefix { $0.place.line == first.place.line }
      rest = rest.dropFirst(line.count)
      write(line: line, to: &out)
    }
  }

  private struct Marked {
    var judged: JudgedFinding
    var place: Place
  }

  /// Writes the findings of one line: one excerpt, or several where the line is too long to show all marks at once.
  private mutating func write(line: ArraySlice<Marked>, to out: inout TerminalText) {
    guard let first = line.first else { return }
    guard let source = input.source else {
      heading(line, to: &out)
      for marked in line { said.write(marked.judged, margin: " ", to: &out) }
      out.endLine()
      return
    }
    let excerpt = SourceExcerpt(of: source, line: first.place.line)
    let limit = limit(for: out.style)
    var rest = line
    while let first = rest.first {
      var span = excerpt.columns(of: first.place)
      var count = 1
      for marked in rest.dropFirst() {
        let columns = excerpt.columns(of: marked.place)
        let joined = min(span.lowerBound, columns.lowerBound)..<max(span.upperBound, columns.upperBound)
        if excerpt.width > limit, joined.count > limit - 8, columns != span { break }
        span = joined
        count += 1
      }
      write(rest.prefix(count), excerpt: excerpt, window: excerpt.window(around: span, limit: limit), to: &out)
      rest = rest.dropFirst(count)
    }
  }

  private mutating func write(
    _ group: ArraySlice<Marked>, excerpt: SourceExcerpt, window: Range<Int>, to out: inout TerminalText
  ) {
    guard let first = group.first else { return }
    heading(group, to: &out)
    let number = String(first.place.line)
    out.blanks(numberWidth - number.utf8.count)
    out.write("\(number) │", .faint)
    out.blanks(1)
    excerpt.write(window, to: &out)
    out.endLine()
    var rest = group
    while let first = rest.first {
      let alike = rest.prefix { excerpt.columns(of: $0.place) == excerpt.columns(of: first.place) }
      mark(excerpt.columns(of: first.place), in: window, paint: alike.map(\.judged.severity).max()?.paint, to: &out)
      for marked in alike { said.write(marked.judged, margin: margin, to: &out) }
      rest = rest.dropFirst(alike.count)
    }
    out.endLine()
  }

  /// `path:line:column`, then the stage, and the instruction where it begins on another line.
  private func heading(_ group: ArraySlice<Marked>, to out: inout TerminalText) {
    guard let first = group.first else { return }
    out.write("\(input.path):\(first.place.line):\(first.place.column)", .strong)
    let instruction = group.compactMap(\.judged.finding.instruction).first { $0.line != first.place.line }
    let stage = group.lazy.compactMap(\.judged.finding.stage).first
    let context = [instruction.map { "\($0.keyword) of line \($0.line)" }, stage.map { "stage \($0)" }]
      .compactMap { $0 }.joined(separator: ", ")
    if !context.isEmpty {
      out.blanks(2)
      out.write(context, .faint)
    }
    out.endLine()
  }

  private func mark(
    _ columns: Range<Int>, in window: Range<Int>, paint: TerminalText.Paint?, to out: inout TerminalText
  ) {
    let shown = columns.clamped(to: window)
    out.write(margin, .faint)
    out.blanks(1 + shown.lowerBound - window.lowerBound)
    out.write(String(repeating: "^", count: max(1, shown.count)), paint ?? .strong)
    out.endLine()
  }

  private var margin: String { String(repeating: " ", count: numberWidth) + " │" }

  /// The columns of source that fit into a line of the terminal.
  private func limit(for style: TextStyle) -> Int {
    guard style.width > 0 else { return SourceExcerpt.widest }
    return min(SourceExcerpt.widest, max(40, style.width - numberWidth - 3))
  }
}

extension Severity {
  /// 0 for the mildest.
  fileprivate var weight: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}
