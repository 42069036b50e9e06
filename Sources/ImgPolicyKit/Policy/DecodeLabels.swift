internal import Linting
internal import Rules

/// The key `labels` of a policy: what the labels of an image must be.
extension LabelDemands {
  static let keys = KeyTable<LabelDemands>(decoders: [
    ("schema", { $0.schema = $1.labelKinds(&$2) ?? [:] }),
    (
      "required",
      { $0.required = $1.names(&$2, expected: "the key of a label, or a list of them")?.map { $0.text } ?? [] }
    ),
    ("strict", { $0.isStrict = $1.flag(&$2) }),
  ])
}

extension ConfigNode {
  /// A mapping of the keys of labels to their kinds.
  func labelKinds(_ context: inout DecodeContext) -> [String: LabelKind]? {
    guard let entries = entries(&context, expected: "a mapping of labels to their kinds") else { return nil }
    var kinds: [String: LabelKind] = [:]
    for entry in entries {
      kinds[entry.key] = entry.value.choice(LabelKind.allCases.map { ($0.rawValue, $0) }, &context)
    }
    return kinds
  }
}
