internal import Linting
internal import Policies

/// The tables over all rules, as Markdown.
enum RuleTables {
  /// A row a rule: name, summary, and its severity in each built-in policy.
  static func rules(_ infos: [RuleInfo], _ grades: BuiltInGrades) -> String {
    let policies = BuiltInPolicies.names
    var lines = ["| rule | finds | " + policies.map { "`\($0)`" }.joined(separator: " | ") + " |"]
    lines.append("| --- | --- |" + String(repeating: " --- |", count: policies.count))
    for info in infos {
      let severities = Dictionary(grades.grades(of: info).map { ($0.policy, $0.severity.rawValue) }) { first, _ in first
      }
      let cells = policies.map { severities[$0] ?? "–" }
      lines.append("| \(info.name) | \(cell(info.summary)) | \(cells.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A row for each check of another tool that a rule knowingly does not repeat to the letter.
  static func deviations(_ infos: [RuleInfo]) -> String {
    var lines = ["| check | rule | difference |", "| --- | --- | --- |"]
    for (info, deviation) in infos.flatMap({ info in info.deviations.map { (info, $0) } }).sorted(by: precedes) {
      lines.append("| `\(deviation.alias)` | \(info.name) | \(cell(deviation.reason)) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private typealias Row = (info: RuleInfo, deviation: RuleInfo.Deviation)

  private static func precedes(_ left: Row, _ right: Row) -> Bool {
    (left.deviation.alias, left.info.name, left.deviation.reason)
      < (right.deviation.alias, right.info.name, right.deviation.reason)
  }

  /// A text as one cell of a table.
  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      .split(separator: "\n").joined(separator: " ")
  }
}
