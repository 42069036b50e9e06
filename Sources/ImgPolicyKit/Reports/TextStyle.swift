/// How text reports are laid out.
package struct TextStyle: Sendable, Hashable {
  /// Whether severities, paths and marks are coloured with ANSI sequences.
  package var color: Bool
  /// The columns of the terminal; 0 means that no line is wrapped.
  package var width: Int
  /// Findings and errors only: no tables, and no summary when the verdict is a pass.
  package var quiet: Bool

  package init(color: Bool = false, width: Int = 100, quiet: Bool = false) {
    self.color = color
    self.width = width
    self.quiet = quiet
  }
}
