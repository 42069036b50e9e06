internal import Linting
internal import Rules

/// The key `rules` of a policy: what counts, how much, and with which options.
extension Policy {
  mutating func decodeRules(_ node: ConfigNode, _ context: inout DecodeContext) {
    guard let entries = node.entries(&context, expected: "a mapping of rules to severities") else { return }
    var keys: [RuleNames.Selector: String] = [:]
    for entry in entries {
      guard let selector = context.names.selector(entry.key) else {
        context.fault(entry.place, context.names.unknown(entry.key))
        continue
      }
      if let known = keys.updateValue(entry.key, forKey: selector) {
        context.fault(entry.place, "`\(entry.key)` means what `\(known)` above does: expected each rule once")
      }
      decodeRule(entry.value, selector, &context)
    }
  }

  /// `warning`, or `{ severity: warning, fix: never, … }` with the options of the rule. Options alone leave the severity as it is.
  private mutating func decodeRule(
    _ node: ConfigNode, _ selector: RuleNames.Selector, _ context: inout DecodeContext
  ) {
    guard case .mapping(let entries) = node.content else {
      if let level = node.level(&context) { grades.append(Grade(selector, level)) }
      return
    }
    if entries.isEmpty {
      context.fault(
        node.place, "\(node.name) has no `severity`: expected one of \(listed(Grade.Level.words.map(\.word)))")
    }
    for entry in entries {
      if entry.key == "severity" {
        if let level = entry.value.level(&context) { grades.append(Grade(selector, level)) }
      } else if entry.key == "fix" {
        if let permission = entry.value.choice(FixLimits.Permission.words, &context) {
          fixes.append(FixLimits.Limit(selector: selector, permission: permission))
        }
      } else {
        decodeOption(entry, of: selector, &context)
      }
    }
  }

  private mutating func decodeOption(
    _ entry: ConfigNode.Entry, of selector: RuleNames.Selector, _ context: inout DecodeContext
  ) {
    guard case .rule(let rule) = selector else {
      context.fault(entry.place, Self.noRule(entry.key, selector, context.names))
      return
    }
    let declared = context.names.options(ofRule: rule)
    guard let option = declared.first(where: { $0.name == entry.key }) else {
      context.fault(entry.place, Self.unknownOption(entry.key, of: rule, declared))
      return
    }
    if let value = entry.value.option(option.kind, &context) {
      settings.options[rule, default: RuleOptions()].values[option.name] = value
    }
  }

  // MARK: Messages

  private static func noRule(_ key: String, _ selector: RuleNames.Selector, _ names: RuleNames) -> String {
    let bearers = names.rules(bearing: selector).map { "`\($0)`" }
    let rule = bearers.isEmpty ? "a rule's own name" : listed(bearers)
    return "`\(selector.description)` takes only `severity` and `fix`: give the option `\(key)` to \(rule)"
  }

  private static func unknownOption(_ key: String, of rule: String, _ declared: [RuleInfo.Option]) -> String {
    let known = ["severity", "fix"] + declared.map(\.name)
    let problem = "unknown option `\(key)`: the rule `\(rule)` has"
    if declared.isEmpty { return "\(problem) only `severity` and `fix`" }
    let guess = nearest(to: key, among: known).map { "; did you mean `\($0)`?" } ?? ""
    return "\(problem) \(known.dropLast().map { "`\($0)`" }.joined(separator: ", ")) and `\(known.last ?? "")`\(guess)"
  }
}

extension ConfigNode {
  fileprivate func level(_ context: inout DecodeContext) -> Policy.Grade.Level? {
    choice(Policy.Grade.Level.allWords, offering: Policy.Grade.Level.words.map(\.word), &context)
  }

  /// The most that an option may count.
  private static let largestNumber = 1_000_000_000

  /// The value of an option of the given kind.
  fileprivate func option(_ kind: RuleInfo.Option.Kind, _ context: inout DecodeContext) -> RuleOptions.Value? {
    switch kind {
    case .flag: flag(&context).map { .flag($0) }
    case .integer: integer(in: 0...Self.largestNumber, &context).map { .integer($0) }
    case .size: size(&context).map { .integer($0.bytes) }
    case .text: text(&context).map { .text($0) }
    case .textList: texts(&context).map { .textList($0) }
    case .textMap: textMap(&context).map { .textMap($0) }
    }
  }

  private func texts(_ context: inout DecodeContext) -> [String]? {
    names(&context, expected: "a text, or a list of texts")?.map { $0.text }
  }

  private func textMap(_ context: inout DecodeContext) -> [String: [String]]? {
    guard let entries = entries(&context, expected: "a mapping of names to texts, or lists of texts") else {
      return nil
    }
    var map: [String: [String]] = [:]
    for entry in entries {
      map[entry.key] = entry.value.texts(&context)
    }
    return map
  }
}
