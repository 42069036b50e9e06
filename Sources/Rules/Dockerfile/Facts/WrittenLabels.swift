internal import Dockerfile

extension BuildModel {
  /// The labels that the LABEL instructions of the stages set, each once. Those behind ONBUILD are for other builds.
  var writtenLabels: [(stage: Stage, label: LabelDefinition)] {
    stages.flatMap { stage in stage.labels.filter { !$0.isTriggered }.map { (stage: stage, label: $0) } }
  }
}

extension LabelDefinition {
  /// The key as written, without quotes.
  var plainName: String { Self.withoutQuotes(name.text) }

  /// How messages call the label: by its key, or as it is written where nobody knows that.
  var shownName: String {
    if case .known(let name) = expandedName { name } else { plainName }
  }

  /// The value as written, without quotes and unexpanded: what a tool sees that knows no variables.
  var plainValue: String { Self.withoutQuotes(value.text) }

  private static func withoutQuotes(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }
}
