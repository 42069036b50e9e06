internal import Linting

/// The numbers of an image that `diff` sets side by side, in the order of its reports.
enum ComparedSizes {
  struct Row: Sendable {
    /// As in the JSON report.
    var name: String
    /// Whether it counts something other than bytes.
    var isCount = false
    var value: @Sendable (ImageSummary) -> Int
  }

  static let rows: [Row] = [
    Row(name: "unpacked") { $0.size.unpacked },
    Row(name: "rootfs") { $0.size.rootfs },
    Row(name: "dead") { $0.size.dead },
    Row(name: "tar") { $0.size.tar },
    Row(name: "stored") { $0.size.stored },
    Row(name: "entries", isCount: true) { $0.entries },
  ]
}

/// The growth in per cent, to one digit behind the point; nil from nothing to something.
func growthPercent(from old: Int, to new: Int) -> Double? {
  if old == new { return 0 }
  return Share(new - old, of: old).percent.map { ($0 * 10).rounded() / 10 }
}
