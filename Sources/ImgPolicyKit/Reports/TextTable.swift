/// Rows of cells in aligned columns, two blanks apart. The last column is cut where the terminal ends.
struct TextTable {
  enum Alignment {
    case leading
    case trailing
  }

  struct Cell {
    var text: String
    var paint: TerminalText.Paint

    init(_ text: String, _ paint: TerminalText.Paint = .plain) {
      self.text = VisibleText.escaped(text)
      self.paint = paint
    }
  }

  private static let gap = 2
  /// What the last column keeps in the narrowest terminal.
  private static let narrowest = 20

  let alignments: [Alignment]
  var rows: [[Cell]] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Writes the rows, each indented by `indent` blanks.
  func write(to out: inout TerminalText, indent: Int = 2) {
    let widths = alignments.indices.map { column in
      rows.map { $0.indices.contains(column) ? VisibleText.width($0[column].text) : 0 }.max() ?? 0
    }
    for row in rows {
      out.blanks(indent)
      for (column, (cell, width)) in zip(row, widths).enumerated() {
        let text = column == row.count - 1 ? Self.fitting(cell.text, at: out.column, in: out.style.width) : cell.text
        let slack = width - VisibleText.width(cell.text)
        if alignments[column] == .trailing { out.blanks(slack) }
        out.write(text, cell.paint)
        if alignments[column] == .leading { out.blanks(slack) }
        out.blanks(Self.gap)
      }
      out.endLine()
    }
  }

  private static func fitting(_ text: String, at column: Int, in width: Int) -> String {
    width > 0 ? VisibleText.shortened(text, to: max(narrowest, width - column)) : text
  }
}

/// A horizontal bar for `part` of `whole` in `width` columns, with eighths of a column; at most full.
func shareBar(_ part: Int, of whole: Int, width: Int) -> String {
  guard part > 0, whole > 0 else { return "" }
  let exact = min(1, Double(part) / Double(whole)) * Double(width * 8)
  let eighths = Double(Int(exact)) < exact ? Int(exact) + 1 : Int(exact)
  let tips = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  return String(repeating: "█", count: eighths / 8) + tips[eighths % 8]
}
