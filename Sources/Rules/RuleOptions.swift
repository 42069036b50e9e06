package import Linting

/// The options that a policy gives to one rule. Each is of the kind that the rule declares in its metadata.
package struct RuleOptions: Sendable, Hashable {
  /// A value of one of the kinds of `RuleInfo.Option`.
  package enum Value: Sendable, Hashable {
    case flag(Bool)
    /// A size is its bytes.
    case integer(Int)
    case text(String)
    case textList([String])
    case textMap([String: [String]])
  }

  /// By the options' names.
  package var values: [String: Value]

  package init(_ values: [String: Value] = [:]) { self.values = values }

  /// Whether the flag is given and true.
  package func flag(_ option: RuleInfo.Option) -> Bool { values[option.name] == .flag(true) }

  /// nil when the option is not given.
  package func integer(_ option: RuleInfo.Option) -> Int? {
    if case .integer(let number) = values[option.name] { number } else { nil }
  }

  /// nil when the option is not given.
  package func text(_ option: RuleInfo.Option) -> String? {
    if case .text(let text) = values[option.name] { text } else { nil }
  }

  /// Empty when the option is not given.
  package func texts(_ option: RuleInfo.Option) -> [String] {
    if case .textList(let texts) = values[option.name] { texts } else { [] }
  }

  /// The texts by name, in the order of the names; empty when the option is not given.
  package func map(_ option: RuleInfo.Option) -> [(name: String, texts: [String])] {
    guard case .textMap(let map) = values[option.name] else { return [] }
    return map.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
