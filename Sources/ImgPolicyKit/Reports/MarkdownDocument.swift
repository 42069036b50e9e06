/// Markdown in the making, which never grows beyond a limit by the rows of its tables.
struct MarkdownDocument {
  /// Room for the line that tells how many rows are left out.
  private static let reserve = 200

  private let limit: Int
  private(set) var bytes: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  mutating func paragraph(_ text: String) {
    if !bytes.isEmpty { append("") }
    append(text)
  }

  /// A table with a row an element; nothing without elements.
  mutating func table<Elements: Collection>(
    _ head: [String], _ elements: Elements, _ row: (Elements.Element) -> [String]
  ) {
    guard !elements.isEmpty else { return }
    paragraph(line(head))
    append(line(head.map { _ in "---" }))
    for (index, element) in elements.enumerated() {
      let text = line(row(element))
      guard bytes.count + text.utf8.count + Self.reserve < limit else {
        paragraph("… and \(elements.count - index) more, which do not fit here.")
        return
      }
      append(text)
    }
  }

  private func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  private mutating func append(_ line: String) {
    bytes.append(contentsOf: line.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }
}
