/// A range of a text file as people and editors name it.
///
/// Lines and columns are 1-based; columns count UTF-8 bytes; `endColumn` is exclusive.
package struct Place: Sendable, Hashable, Comparable {
  package var line: Int
  package var column: Int
  package var endLine: Int
  package var endColumn: Int

  package init(line: Int, column: Int, endLine: Int, endColumn: Int) {
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  package static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column, left.endLine, left.endColumn)
      < (right.line, right.column, right.endLine, right.endColumn)
  }
}
