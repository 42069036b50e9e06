import Linting
import Rules

/// How a difference that a rule declares shows: the codes, the side that has the finding, and the shape of the text.
struct KnownDeviation {
  var codes: Set<String>
  var side: Difference.Side
  /// Words of the reason that the rule's metadata gives.
  var says: String
  var matches: @Sendable (Difference) -> Bool

  /// The shapes whose deviation the metadata of the rules has: one that nobody declares explains nothing.
  static let declared: [KnownDeviation] = shapes.compactMap { shape in
    var shape = shape
    shape.codes = shape.codes.filter { code in
      Catalog().infos.contains { $0.deviations.contains { $0.alias == code && $0.reason.contains(shape.says) } }
    }
    return shape.codes.isEmpty ? nil : shape
  }

  func explains(_ difference: Difference) -> Bool {
    codes.contains(difference.finding.code) && side == difference.side && matches(difference)
  }

  private static let shapes: [KnownDeviation] = []
}
