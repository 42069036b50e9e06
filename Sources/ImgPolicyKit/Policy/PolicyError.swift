package import Linting

/// Why a policy, a project file or a selection on the command line cannot be used: all faults of one file, not the
/// first only.
package struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One fault of a configuration file.
  package struct Fault: Sendable, Hashable, CustomStringConvertible {
    /// The file as reports print it, the name of a built-in policy, or a command line option.
    package var source: String
    /// nil when the fault concerns the whole.
    package var place: Place?
    /// What was found and what was expected, in one line.
    package var message: String

    package init(_ source: String, at place: Place? = nil, _ message: String) {
      self.source = source
      self.place = place
      self.message = message
    }

    /// `acme.yaml:3:5: unknown key …`
    package var description: String {
      let position = place.map { ":\($0.line):\($0.column)" } ?? ""
      return "\(source)\(position): \(message)"
    }
  }

  /// In the order of their places; never empty.
  package var faults: [Fault]

  package init(_ faults: [Fault]) { self.faults = faults }

  package init(_ source: String, at place: Place? = nil, _ message: String) {
    self.faults = [Fault(source, at: place, message)]
  }

  /// The faults, one a line.
  package var description: String { faults.map(\.description).joined(separator: "\n") }
}
