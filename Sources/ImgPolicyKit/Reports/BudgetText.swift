internal import Linting

/// What a size leaves of its budget, in words. A budget is a strict bound: a size equal to it fails.
struct BudgetText {
  let measured: ByteSize
  let limit: ByteSize

  var isKept: Bool { measured < limit }

  /// `15.8 MB left`, `12 MB over`
  var remainder: String {
    let (difference, overflow) = limit.bytes.subtractingReportingOverflow(measured.bytes)
    if overflow { return isKept ? "kept" : "over" }
    if difference == 0 { return "reached: the size must be less" }
    let distance = ByteSize(difference < 0 ? difference == .min ? .max : -difference : difference)
    return isKept ? "\(distance.description) left" : "\(distance.description) over"
  }
}
