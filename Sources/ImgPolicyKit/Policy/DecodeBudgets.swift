internal import Linting
internal import Rules

/// The key `budgets` of a policy.
extension Budgets {
  static let keys = KeyTable<Budgets>(
    decoders: [
      ("image", { $1.decode(into: &$0.image, by: sizes(SizeMeasure.allCases), &$2) }),
      // A layer is not a file system of its own, so it has no `rootfs` to measure.
      ("layer", { $1.decode(into: &$0.layer, by: sizes(SizeMeasure.allCases.filter { $0 != .rootfs }), &$2) }),
      ("dead", { $1.decode(into: &$0, by: deadKeys, &$2) }),
      ("context", { $0.context = $1.size(&$2) }),
      ("own", { $1.decode(into: &$0.own, by: sizes(SizeMeasure.allCases.filter { $0 != .rootfs }), &$2) }),
      ("file", { $0.file = $1.size(&$2) }),
      ("entries", { $0.entries = $1.integer(in: 0...largestCount, &$2) }),
      ("layers", { $0.layers = $1.integer(in: 0...largestCount, &$2) }),
      ("growth", { $1.decode(into: &$0, by: growthKeys, &$2) }),
    ])

  private static let largestCount = 1_000_000_000

  static let deadKeys = KeyTable<Budgets>(decoders: [
    ("bytes", { $0.deadBytes = $1.size(&$2) }),
    ("percent", { $0.deadPercent = $1.integer(in: 0...100, &$2) }),
  ])

  static let growthKeys = KeyTable<Budgets>(decoders: [
    ("bytes", { $0.growthBytes = $1.size(&$2) }),
    ("percent", { $0.growthPercent = $1.integer(in: 0...10_000, &$2) }),
  ])

  private static func sizes(_ measures: [SizeMeasure]) -> KeyTable<[SizeMeasure: ByteSize]> {
    KeyTable(decoders: measures.map { measure in (measure.rawValue, { $0[measure] = $1.size(&$2) }) })
  }
}
