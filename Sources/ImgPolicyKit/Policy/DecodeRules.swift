internal import Linting

/// The key `rules` of a policy: what counts, and how much.
extension Policy {
  mutating func decodeRules(_ node: ConfigNode, _ context: inout DecodeContext) {
    guard let entries = node.entries(&context, expected: "a mapping of rules to severities") else { return }
    for entry in entries {
      guard let selector = context.names.selector(entry.key) else {
        context.fault(entry.place, context.names.unknown(entry.key))
        continue
      }
      if let level = Self.level(entry.value, of: entry.key, &context) { grades.append(Grade(selector, level)) }
    }
  }

  /// `warning`, or `{ severity: warning }` with the options of the rule, of which no rule has any yet.
  private static func level(_ node: ConfigNode, of rule: String, _ context: inout DecodeContext) -> Grade.Level? {
    guard case .mapping(let entries) = node.content else { return node.choice(Grade.Level.words, &context) }
    var level: Grade.Level?
    for entry in entries {
      if entry.key == "severity" {
        level = entry.value.choice(Grade.Level.words, &context)
      } else {
        context.fault(entry.place, "unknown option `\(entry.key)`: the rule `\(rule)` has only `severity`")
      }
    }
    if entries.isEmpty {
      context.fault(
        node.place, "\(node.name) has no `severity`: expected one of \(listed(Grade.Level.words.map(\.word)))")
    }
    return level
  }
}
