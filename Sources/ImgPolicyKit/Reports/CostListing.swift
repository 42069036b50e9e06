internal import Linting
internal import Rules

/// Writes a Dockerfile with what its lines cost in the image, in a margin: what they bring, what of it nobody can read any more, and
/// what they delete or overwrite of earlier lines. Only the stages that cost something are shown, and
/// of a longer file only the instructions with their neighbours.
func writeCosts(of input: Report.Input, to out: inout TerminalText) {
  guard let source = input.source, let first = input.costs.first, let last = input.costs.last else { return }
  let costs = Dictionary(input.costs.map { ($0.line, $0) }) { first, _ in first }
  let hides = input.costs.contains { $0.hidden > 0 }
  var table = TextTable([.trailing, .trailing] + (hides ? [.trailing] : []) + [.trailing, .leading])
  table.rows.append(
    (["unpacked", "dead"] + (hides ? ["hides"] : []) + ["line", input.path]).map { .init($0, .faint) })
  for line in first.line...last.line where isShown(line, costs, longest: last.line - first.line) {
    let cost = costs[line]
    let bytes: [TextTable.Cell] = [
      .init(cost.map { ByteSize($0.unpacked).description } ?? "", .strong), .init(text(ofBytes: cost?.dead), .warning),
    ]
    table.rows.append(
      bytes + (hides ? [.init(text(ofBytes: cost?.hidden), .warning)] : [])
        + [.init(String(line), .faint), .init(text(ofLine: line, in: source))])
  }
  table.write(to: &out)
  out.endLine()
}

private func text(ofBytes bytes: Int?) -> String { bytes.flatMap { $0 > 0 ? ByteSize($0).description : nil } ?? "" }

private let longestListing = 60

private func isShown(_ line: Int, _ costs: [Int: LineCost], longest: Int) -> Bool {
  longest <= longestListing || (line - 1...line + 1).contains { costs[$0] != nil }
}

private func text(ofLine line: Int, in source: SourceText) -> String {
  String(decoding: source.bytes[source.contentRange(ofLine: line)].prefix(512), as: UTF8.self)
}
