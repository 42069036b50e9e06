internal import Linting

/// One rule for a terminal: what `imgpolicy explain` prints.
enum RuleText {
  static func page(_ info: RuleInfo, _ grades: BuiltInGrades) -> String {
    var text =
      "\(info.name) (\(info.severity.rawValue))\n\n\(info.summary)\n\n\(info.rationale)\n\nWhat to do: \(info.help)\n"
    for (title, examples) in [("Bad", info.bad), ("Good", info.good)] {
      for example in examples {
        text += "\n\(title):\n\(indented(example))"
        if let fixed = example.fixed { text += "\nMended:\n\(indented(fixed))" }
      }
    }
    if let fix = info.fix { text += "\nFix: \(fix.meaning)\n" }
    if !info.options.isEmpty { text += "\nOptions:\n\(info.options.map(line).joined())" }
    if !info.deviations.isEmpty { text += "\nDiffers from:\n\(info.deviations.map(line).joined())" }
    text += "\n\(policies(grades.grades(of: info)))\n"
    if !info.namesElsewhere.isEmpty { text += "Also known as: \(info.namesElsewhere.joined(separator: ", "))\n" }
    text += "Groups: \(info.groups.joined(separator: ", "))\n"
    if !info.references.isEmpty { text += "See: \(info.references.joined(separator: ", "))\n" }
    return text
  }

  private static func line(_ option: RuleInfo.Option) -> String {
    "    \(option.name) (\(option.kind.title)): \(option.meaning)\n"
  }

  private static func line(_ deviation: RuleInfo.Deviation) -> String {
    "    \(deviation.alias): \(deviation.reason)\n"
  }

  private static func policies(_ grades: [(policy: String, severity: Severity)]) -> String {
    if grades.isEmpty { return "Policies: in none of the built-in ones; select it by its name" }
    return "Policies: " + grades.map { "\($0.policy) (\($0.severity.rawValue))" }.joined(separator: ", ")
  }

  private static func indented(_ example: RuleInfo.Example) -> String {
    let head = example.circumstances.map { label, text in
      "# \(label): " + text.split(separator: "\n").joined(separator: ", ")
    }
    return head.map { "    \($0)\n" }.joined() + indented(example.plainText)
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}

extension Fix.Applicability {
  /// What a page says of a rule whose strongest fix is of this kind.
  var meaning: String {
    switch self {
    case .safe: "`check --fix` mends it where the file tells all that is needed; what is built stays the same."
    case .unsafe:
      "`check --fix --unsafe-fixes` mends it where the file tells all that is needed; a person should look at the result."
    case .display: "None that is applied: what to write is shown."
    }
  }
}

extension RuleInfo {
  /// What other tools call it: single checks, and whole families of them.
  var namesElsewhere: [String] { aliases + aliasFamilies.map(\.description) }
}

extension RuleInfo.Example {
  /// The text without the marks of places.
  var plainText: String { text.filter { $0 != "‹" && $0 != "›" } }

  /// What the example needs beside its text, each with how a page names it.
  var circumstances: [(label: String, text: String)] {
    let all = [
      ("under the policy", policy), ("with the ignore file", ignoreFile), ("in the context", contextFiles),
      ("on the base", base), ("with the image", image), ("with the Dockerfile", dockerfile),
      ("against the earlier build", baseline), ("over the chart's values.yaml", chart),
      ("with the chart's values.schema.json", schema),
    ]
    return all.compactMap { label, text in text.map { (label, $0) } }
  }
}

extension RuleInfo.Option.Kind {
  /// How a page names what the option takes.
  var title: String {
    switch self {
    case .flag: "true or false"
    case .integer: "a whole number"
    case .size: "a size, such as 500MB"
    case .text: "a text"
    case .textList: "a text, or a list of texts"
    case .textMap: "a mapping of names to texts, or lists of texts"
    }
  }
}

extension RuleInfo.Status {
  /// How a page names the status.
  var title: String {
    switch self {
    case .preview(let version): "preview since \(version): fails no build yet"
    case .stable(let version): "stable since \(version)"
    case .deprecated(let version): "deprecated since \(version)"
    }
  }
}
