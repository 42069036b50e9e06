internal import Linting
internal import Rules

/// What `imgpolicy rules` and `imgpolicy explain` print: the catalogue, from the rules' own metadata.
package enum RuleDescriptions {
  /// What `imgpolicy rules` can print.
  package enum Format: String, Sendable, CaseIterable {
    /// A line a rule: name, severity, summary.
    case text
    /// All metadata.
    case json
    /// The tables of the guide: the rules, and where they differ from other tools.
    case markdown

    /// - Parameter name: the value of `--format`
    package init(named name: String) throws(RunError) {
      guard let format = Format(rawValue: name) else {
        throw .unknown("format", name, of: "--format", among: Format.allCases.map(\.rawValue))
      }
      self = format
    }
  }

  /// All rules.
  package static func list(_ format: Format = .text) -> [UInt8] {
    let infos = Catalog().infos
    switch format {
    case .text: return lines(infos)
    case .json: return RulesJSON.bytes(infos, BuiltInGrades(infos))
    case .markdown:
      let tables = [RuleTables.rules(infos, BuiltInGrades(infos)), RuleTables.deviations(infos)]
      return Array(tables.joined(separator: "\n").utf8)
    }
  }

  /// One rule in full, by its name or an alias.
  package static func explain(_ text: String) throws(RunError) -> [UInt8] {
    let infos = Catalog().infos
    let names = RuleNames(infos)
    let matches: [RuleInfo]
    switch names.selector(text) {
    case .rule(let name): matches = infos.filter { $0.name == name }
    case .alias(let alias): matches = infos.filter { $0.mayBear(alias) }
    case .group, .origin, .all:
      throw .usage("`\(text)` is a group of rules: name one rule; `imgpolicy rules` lists all")
    case nil: throw .usage(names.unknown(text))
    }
    let grades = BuiltInGrades(infos)
    let pages = matches.map { RuleText.page($0, grades) }.joined(separator: "\n")
    guard matches.count > 1 else { return Array(pages.utf8) }
    let heading = "\(matches.count) rules bear \(text): " + matches.map(\.name).joined(separator: ", ")
    return Array((RuleText.wrapped(heading) + "\n" + pages).utf8)
  }

  private static func lines(_ infos: [RuleInfo]) -> [UInt8] {
    let width = infos.map(\.name.count).max() ?? 0
    var text = ""
    for info in infos {
      let name = info.name + String(repeating: " ", count: width - info.name.count)
      let severity = info.severity.rawValue + String(repeating: " ", count: 7 - info.severity.rawValue.count)
      text += "\(name)  \(severity)  \(info.summary)\n"
    }
    return Array(text.utf8)
  }
}
