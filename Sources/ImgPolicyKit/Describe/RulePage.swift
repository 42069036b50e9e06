internal import Linting

/// The page of one rule in the guide, as Markdown that DocC reads.
enum RulePage {
  static func markdown(_ info: RuleInfo, _ grades: BuiltInGrades) -> String {
    var sections = ["# \(info.name)", info.summary, "## Why, and when to ignore it", info.rationale]
    sections += ["## What to do", info.help]
    sections += examples(info.bad, "Bad") + examples(info.good, "Good")
    if let fix = info.fix { sections += ["## Fix", fix.meaning] }
    sections += ["## Severity", severities(info, grades)]
    if !info.options.isEmpty { sections += ["## Options", options(info)] }
    if !info.namesElsewhere.isEmpty { sections += ["## Also known as", list(info.namesElsewhere.map { "`\($0)`" })] }
    if !info.deviations.isEmpty {
      sections += ["## Where it differs", list(info.deviations.map { "`\($0.alias)`: \($0.reason)" })]
    }
    if !info.references.isEmpty { sections += ["## See also", list(info.references.map { "<\($0)>" })] }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private static func examples(_ examples: [RuleInfo.Example], _ title: String) -> [String] {
    examples.enumerated().flatMap { index, example -> [String] in
      let heading = examples.count == 1 ? "## \(title)" : "## \(title) (\(index + 1) of \(examples.count))"
      let circumstances = example.circumstances.flatMap { label, text in
        ["\(label.prefix(1).uppercased())\(label.dropFirst()):", fenced(text)]
      }
      let fixed = example.fixed.map { ["Mended:", fenced($0)] } ?? []
      return [heading] + circumstances + [fenced(example.plainText)] + fixed
    }
  }

  private static func severities(_ info: RuleInfo, _ grades: BuiltInGrades) -> String {
    let grades = grades.grades(of: info)
    let groups = "Groups: " + info.groups.map { "`\($0)`" }.joined(separator: ", ") + ". Status: \(info.status.title)."
    guard !grades.isEmpty else {
      return "`\(info.severity.rawValue)`, when a policy or `--select` asks for it: no built-in policy does. \(groups)"
    }
    let rows = grades.map { "| `\($0.policy)` | \($0.severity.rawValue) |" }
    return (["| policy | severity |", "| --- | --- |"] + rows).joined(separator: "\n") + "\n\n\(groups)"
  }

  private static func options(_ info: RuleInfo) -> String {
    let rows = info.options.map { "| `\($0.name)` | \($0.kind.title) | \($0.meaning) |" }
    return (["| option | takes | means |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
  }

  private static func list(_ items: [String]) -> String { items.map { "- \($0)" }.joined(separator: "\n") }

  /// A block of code, whatever it holds.
  static func fenced(_ text: String) -> String {
    let fence = text.contains("```") ? "~~~~" : "```"
    return "\(fence)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)"
  }
}
