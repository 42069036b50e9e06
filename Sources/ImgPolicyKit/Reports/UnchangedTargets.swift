extension Report {
  /// The targets that `gate --changed` left out.
  package struct UnchangedTargets: Sendable, Hashable {
    package var names: [String]
    /// As it was asked for.
    package var revision: String

    package init(names: [String], revision: String) {
      self.names = names
      self.revision = revision
    }

    /// `3 targets have not changed since main, and are not judged`
    var sentence: String {
      let words = names.count == 1 ? (" has", "is") : ("s have", "are")
      return "\(names.count) target\(words.0) not changed since \(revision), and \(words.1) not judged"
    }
  }
}
