internal import Linting

extension EndOfLife {
  /// The day on which the table was last gone over: what it says of later days was announced by then.
  static let tableDate = CalendarDate("2026-11-01")

  /// The releases of what base images are made of, each with its last day of support that costs nothing: the
  /// long-term support of Debian counts, paid extensions do not. What is still without an announced end is left out.
  ///
  /// A line is a release, its last day, and the other names that tags give it. A release covers all below it (`3.9` is
  /// also `3.9.18`), the longest one counts, and `*` is any tag.
  static let products: [Product] = systems + languages + databases
}
