/// How much the expansions of one file may add to what is written in it, and how long they may search.
///
/// Variables that double each other would fill the memory, and a pattern with `*` may try every part of a value again and
/// again. What the budget does not pay for is uncertain: no file that a person writes comes near to it.
struct ExpansionBudget: Sendable {
  private var bytes = 4 << 20
  private var steps = 1 << 18

  /// Pays for bytes that a value adds to a text; false, and nothing is taken, when not so many are left.
  mutating func payBytes(_ count: Int) -> Bool { Self.take(count, from: &bytes) }

  /// Pays for steps of a pattern through a value, in the same way.
  mutating func paySteps(_ count: Int) -> Bool { Self.take(count, from: &steps) }

  private static func take(_ count: Int, from rest: inout Int) -> Bool {
    guard count <= rest else { return false }
    rest -= count
    return true
  }
}
