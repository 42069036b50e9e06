internal import Linting

/// What `--fix` and `--diff` are asked for.
package struct FixOptions: Sendable {
  package enum Mode: Sendable {
    /// The files are rewritten.
    case write
    /// The changes are shown.
    case diff
  }

  package var mode: Mode
  /// `--unsafe-fixes`
  package var includesUnsafe: Bool

  package init(_ mode: Mode, includesUnsafe: Bool = false) {
    self.mode = mode
    self.includesUnsafe = includesUnsafe
  }
}

/// What came of the fixes of a run.
package struct Mending: Sendable {
  /// A defect with the file in which it showed.
  package struct Defect: Sendable {
    package var path: String
    package var defect: MendText.Defect
  }

  package var mode: FixOptions.Mode
  /// How many findings were mended, or would be.
  package var mended = 0
  /// In how many files.
  package var files = 0
  /// Fixes that were not applied because they would have done harm.
  package var defects: [Defect] = []
  /// The changes as `patch -p0` applies them, of all files; empty when the files are rewritten.
  package var diff: [UInt8] = []
  /// The mended text of standard input, which has no file to be written to; nil when it was not judged.
  package var standardInput: [UInt8]?

  package init(_ mode: FixOptions.Mode) { self.mode = mode }

  /// One message for each defect.
  package var messages: [String] {
    defects.map { entry in
      let place = entry.defect.place.map { ":\($0.line):\($0.column)" } ?? ""
      return VisibleText.escaped(
        "\(entry.path)\(place): the fix of \(entry.defect.rule) is not applied, for with it \(entry.defect.consequence): "
          + "that is a defect of the rule, please report it")
    }
  }
}
