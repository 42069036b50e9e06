/// What a policy demands of labels: the keys that it knows with what their values must be, and those that must be there.
package struct LabelDemands: Sendable, Hashable {
  /// The kind of each known label, by its key.
  package var schema: [String: LabelKind]
  /// The keys that an image must have.
  package var required: [String]
  /// Whether keys that the schema does not know are refused; nil when the policy does not say.
  package var isStrict: Bool?

  package init(schema: [String: LabelKind] = [:], required: [String] = [], isStrict: Bool? = nil) {
    self.schema = schema
    self.required = required
    self.isStrict = isStrict
  }
}

extension RuleSettings {
  /// The kind of every label that the policy knows, whichever key says so; `config` beats `labels`. A label that is only
  /// required may hold any text.
  package var labelSchema: [String: LabelKind] {
    let required = Dictionary(labels.required.map { ($0, LabelKind.text) }) { first, _ in first }
    return required.merging(labels.schema) { $1 }.merging(config.labels) { $1 }
  }

  /// The labels that an image must have, in order.
  package var requiredLabels: [String] { Set(labels.required).union(config.labels.keys).sorted() }
}
