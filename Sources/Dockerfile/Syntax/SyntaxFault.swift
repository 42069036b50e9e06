/// Something that BuildKit refuses, at its place.
package struct SyntaxFault: Sendable, Hashable {
  /// What was found and what is expected.
  package var message: String
  /// A byte range of the source.
  package var range: Range<Int>
  /// What to do, when more can be said than to mend the place.
  package var help: String?

  package init(_ message: String, at range: Range<Int>, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }
}
