internal import Linting

/// The numbers of an image that `diff` sets side by side, in the order of its reports.
enum ComparedSizes {
  struct Row: Sendable {
    /// As in the JSON report.
    var name: String
    /// Whether it counts something other than bytes.
    var isCount = false
    var value: @Sendable (ImageSummary) -> Int

    /// The number in both images, `+3 MB` and `+4.1 %`; `-` for what is not known, and no share of nothing.
    func words(_ old: ImageSummary?, _ new: ImageSummary?) -> (
      old: String, new: String, change: String, percent: String
    ) {
      let numbers = (old.map(value), new.map(value))
      let texts = (text(numbers.0), text(numbers.1))
      guard let (before, after) = numbers.0.flatMap({ old in numbers.1.map { (old, $0) } }) else {
        return (texts.0, texts.1, "-", "")
      }
      let percent = growthPercent(from: before, to: after).map { "\($0 > 0 ? "+" : "")\($0) %" } ?? ""
      return (texts.0, texts.1, signed(after - before), percent)
    }

    private func text(_ number: Int?) -> String {
      number.map { isCount ? String($0) : ByteSize($0).description } ?? "-"
    }

    private func signed(_ change: Int) -> String {
      if !isCount { return ByteSize(change).signedDescription }
      return change > 0 ? "+\(change)" : String(change)
    }
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
