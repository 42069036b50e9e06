/// Sums of sizes. Hostile headers may state any size, so that a sum of two may be no number any more: it then is the nearest
/// one, and neither a trap nor a negative size.
extension Int {
  /// The sum, or the largest or smallest number beyond which it lies.
  package func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}

extension Sequence<Int> {
  /// The sum of all, added up one after the other without leaving the range of numbers.
  package func saturatingSum() -> Int { reduce(0) { $0.addingSaturating($1) } }
}
