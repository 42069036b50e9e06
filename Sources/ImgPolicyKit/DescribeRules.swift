internal import Linting
internal import Rules

/// What `imgpolicy rules` and `imgpolicy explain` print: the catalogue, from the rules' own metadata.
package enum RuleDescriptions {
  /// All rules, a line each: name, severity, summary, aliases.
  package static func list() -> [UInt8] {
    let infos = Catalog().infos
    let width = infos.map(\.name.count).max() ?? 0
    var text = ""
    for info in infos {
      let name = info.name + String(repeating: " ", count: width - info.name.count)
      let severity = info.severity.rawValue + String(repeating: " ", count: 7 - info.severity.rawValue.count)
      text += "\(name)  \(severity)  \(info.summary)\n"
    }
    return Array(text.utf8)
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
    return Array(matches.map(page).joined(separator: "\n").utf8)
  }

  private static func page(_ info: RuleInfo) -> String {
    var text =
      "\(info.name) (\(info.severity.rawValue))\n\n\(info.summary)\n\n\(info.rationale)\n\nWhat to do: \(info.help)\n"
    for (title, examples) in [("Bad", info.bad), ("Good", info.good)] {
      for example in examples { text += "\n\(title):\n\(indented(example))" }
    }
    if !info.options.isEmpty { text += "\nOptions:\n\(info.options.map(line).joined())" }
    let aliases = info.aliases + info.aliasFamilies.map(\.description)
    if !aliases.isEmpty { text += "\nAlso known as: \(aliases.joined(separator: ", "))\n" }
    text += "Groups: \(info.groups.joined(separator: ", "))\n"
    if !info.references.isEmpty { text += "See: \(info.references.joined(separator: ", "))\n" }
    return text
  }

  private static func line(_ option: RuleInfo.Option) -> String {
    "    \(option.name) (\(option.kind.words)): \(option.meaning)\n"
  }

  private static func indented(_ example: RuleInfo.Example) -> String {
    let plain = example.text.filter { $0 != "‹" && $0 != "›" }
    let circumstances = [
      ("under the policy", example.policy), ("with the ignore file", example.ignoreFile),
      ("in the context", example.contextFiles), ("on the base", example.base),
    ]
    let head = circumstances.compactMap { label, text in
      text.map { "# \(label): " + $0.split(separator: "\n").joined(separator: ", ") }
    }
    let lines = head + plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}

extension RuleInfo.Option.Kind {
  /// What the value must be, in words.
  fileprivate var words: String {
    switch self {
    case .flag: "true or false"
    case .integer: "a whole number"
    case .text: "a text"
    case .textList: "a text, or a list of texts"
    case .textMap: "a mapping of names to texts, or lists of texts"
    }
  }
}
