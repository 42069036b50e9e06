internal import Linting

extension Report {
  /// The findings that count, the gravest first, those of one severity in the report's order: for formats whose readers
  /// show only so many.
  var worstFirst: [JudgedFinding] {
    let findings = countingFindings
    return Severity.allCases.sorted(by: >).flatMap { severity in findings.filter { $0.severity == severity } }
  }

  /// The inputs that could not be read, or not to their end, each with its index.
  var unreadableInputs: [(index: Int, error: InputError)] {
    inputs.enumerated().compactMap { index, input in input.error.map { (index, $0) } }
  }

  /// Whether a finding alone fails the run: it reaches the threshold of its input.
  func fails(_ judged: JudgedFinding) -> Bool {
    judged.reaches(inputs.indices.contains(judged.input) ? inputs[judged.input].failOn : .warning)
  }
}

extension JudgedFinding {
  /// `path:4:5`, or the path alone.
  var position: String { finding.place.map { "\(path):\($0.line):\($0.column)" } ?? path }

  /// What a reviewer is shown it beside: its own place, else that of the line which made what it is about in an image; else the
  /// whole of its input.
  var shown: (path: String, place: Place?) {
    if finding.place == nil, let note = finding.notes.first(where: { $0.place != nil }) {
      return (note.path ?? path, note.place)
    }
    return (path, finding.place)
  }

  /// Where in an image: `layer 3:/etc/passwd`; nil for what is about the whole of an input.
  var imagePosition: String? {
    switch (finding.layer?.index, finding.file) {
    case (let layer?, let file?): "layer \(layer):/\(file)"
    case (let layer?, nil): "layer \(layer)"
    case (nil, let file?): "/\(file)"
    case (nil, nil): nil
    }
  }

  /// `[unpinned-apt-package, DL3008]`
  var names: String { "[\(([finding.rule] + finding.aliases).joined(separator: ", "))]" }
}
