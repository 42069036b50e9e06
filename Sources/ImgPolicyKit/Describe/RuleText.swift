internal import Linting

/// One rule for a terminal: what `imgpolicy explain` prints.
enum RuleText {
  static func page(_ info: RuleInfo, _ grades: BuiltInGrades) -> String {
    var text = "\(info.name) (\(info.severity.rawValue))\n"
    for part in [info.summary, info.rationale, "What to do: \(info.help)"] { text += "\n" + wrapped(part) }
    for (title, examples) in [("Bad", info.bad), ("Good", info.good)] {
      for example in examples {
        text += "\n\(title):\n\(indented(example))"
        if let fixed = example.fixed { text += "\nMended:\n\(indented(fixed))" }
      }
    }
    if let fix = info.fix { text += "\n" + wrapped("Fix: \(fix.meaning)") }
    if !info.options.isEmpty { text += "\nOptions:\n\(info.options.map(line).joined())" }
    if !info.deviations.isEmpty { text += "\nDiffers from:\n\(info.deviations.map(line).joined())" }
    text += "\n" + wrapped(policies(grades.grades(of: info)))
    if !info.namesElsewhere.isEmpty {
      text += wrapped("Also known as: \(info.namesElsewhere.joined(separator: ", "))")
    }
    text += wrapped("Groups: \(info.groups.joined(separator: ", "))")
    if !info.references.isEmpty { text += wrapped("See: \(info.references.joined(separator: ", "))") }
    return text
  }

  private static func line(_ option: RuleInfo.Option) -> String {
    wrapped("\(option.name) (\(option.kind.title)): \(option.meaning)", indent: 4)
  }

  private static func line(_ deviation: RuleInfo.Deviation) -> String {
    wrapped("\(deviation.alias): \(deviation.reason)", indent: 4)
  }

  private static let width = 100

  /// The paragraphs of a text, each broken anew between words; a longer word has a line of its own.
  static func wrapped(_ text: String, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if part.isEmpty {
        lines += [margin + line, ""]
        line = ""
      }
      for word in part.split(separator: " ") {
        if !line.isEmpty, indent + line.count + 1 + word.count > width {
          lines.append(margin + line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [margin + line]).map { $0 + "\n" }.joined()
  }

  private static func policies(_ grades: [(policy: String, severity: Severity)]) -> String {
    if grades.isEmpty { return "Policies: in none of the built-in ones; select it by its name" }
    return "Policies: " + grades.map { "\($0.policy) (\($0.severity.rawValue))" }.joined(separator: ", ")
  }

  private static func indented(_ example: RuleInfo.Example) -> String {
    let head = example.circumstances.map { label, text in
      let lines = text.split(separator: "\n")
      if let line = lines.first, lines.count == 1 { return "    # \(label): \(line)\n" }
      return "    # \(label):\n" + lines.map { "    #   \($0)\n" }.joined()
    }
    return head.joined() + indented(example.plainText)
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
