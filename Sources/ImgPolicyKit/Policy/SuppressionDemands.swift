/// What a policy lets the comments of the judged files do: its key `suppressions`.
package struct SuppressionDemands: Sendable, Hashable {
  /// `inline: allowed` or `forbidden`; nil when the policy does not say.
  var inline: Bool?
  /// `reason: required` or `optional`; nil when the policy does not say.
  var reason: Bool?

  package init() {}

  var allowsComments: Bool { inline ?? true }
  var wantsReason: Bool { reason ?? false }

  /// What the later policy says wins, what it does not say stays.
  mutating func merge(_ later: SuppressionDemands) {
    inline = later.inline ?? inline
    reason = later.reason ?? reason
  }

  static let keys = KeyTable<SuppressionDemands>(decoders: [
    ("inline", { $0.inline = $1.choice([("allowed", true), ("forbidden", false)], &$2) }),
    ("reason", { $0.reason = $1.choice([("required", true), ("optional", false)], &$2) }),
  ])
}
