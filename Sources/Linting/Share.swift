/// A part of a whole, both in one unit: what reports and messages say in per cent.
package struct Share: Sendable, Hashable, CustomStringConvertible {
  package var part: Int
  package var whole: Int

  package init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// The share in per cent, negative for a negative part; nil when there is no whole to have a part of.
  package var percent: Double? { whole > 0 ? Double(part) / Double(whole) * 100 : nil }

  /// As people read it, rounded: `12 %`; `<1 %` is more than nothing, and nothing has no share that could be told.
  package var description: String {
    guard let percent, percent > 0 else { return "0 %" }
    return percent < 1 ? "<1 %" : "\(Self.whole(percent.rounded())) %"
  }

  /// The next whole number of per cent, so that a share over a limit looks over it too; nil as `percent` is.
  package var percentRoundedUp: Int? { percent.map { Self.whole($0.rounded(.up)) } }

  /// A tiny whole can make any number of its part: what no `Int` holds becomes the largest.
  private static func whole(_ percent: Double) -> Int { Int(exactly: percent) ?? (percent < 0 ? .min : .max) }
}
