/// A change of the source that removes a finding.
package struct Fix: Sendable, Hashable {
  /// Who may apply the fix.
  package enum Applicability: String, Sendable {
    /// The built image and its cache behaviour stay as the author asked for them.
    case safe
    /// A person should look at the result.
    case unsafe
    /// Shown only, never applied.
    case display
  }

  /// One replacement: the text at `place` becomes `text`.
  package struct Edit: Sendable, Hashable {
    package var place: Place
    package var text: String

    package init(place: Place, text: String) {
      self.place = place
      self.text = text
    }
  }

  package var applicability: Applicability
  package var edits: [Edit]

  package init(_ applicability: Applicability, edits: [Edit]) {
    self.applicability = applicability
    self.edits = edits
  }
}
