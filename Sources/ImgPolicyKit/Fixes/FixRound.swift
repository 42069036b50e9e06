package import Linting

/// The fixes that can be applied to a text together, because no edit of one touches an edit of another.
///
/// Which ones these are depends on where they stand alone, never on the order in which rules spoke. The others wait: in the next
/// round they are made anew for the text that came out.
package struct FixRound: Sendable {
  /// A fix with the findings that have it: several may share one.
  package struct Member: Sendable {
    package var fix: Fix
    package var findings: [JudgedFinding]
    fileprivate var ranges: [Range<Int>]

    /// The first of its findings' rules by name, whichever rule spoke first.
    var rule: String { findings.map(\.finding.rule).min() ?? "" }

    /// The lowest severity of its findings.
    var severity: Severity { findings.map(\.severity).min() ?? .style }
  }

  package private(set) var members: [Member] = []

  /// The round of those findings' fixes that have edits inside of the text.
  package init(_ findings: [JudgedFinding], in source: SourceText) {
    var indices: [Fix: Int] = [:]
    var candidates: [Member] = []
    for judged in findings {
      guard let fix = judged.finding.fix, !fix.edits.isEmpty else { continue }
      if let index = indices[fix] {
        candidates[index].findings.append(judged)
        continue
      }
      let ranges = fix.edits.compactMap { source.range(of: $0.place) }.sorted { $0.lowerBound < $1.lowerBound }
      guard ranges.count == fix.edits.count else { continue }
      indices[fix] = candidates.count
      candidates.append(Member(fix: fix, findings: [judged], ranges: ranges))
    }
    candidates.sort(by: Self.precedes)
    var taken = TakenRanges()
    members = candidates.filter { taken.take($0.ranges) }
  }

  private static func precedes(_ left: Member, _ right: Member) -> Bool {
    let bounds = { (member: Member) in member.ranges.flatMap { [$0.lowerBound, $0.upperBound] } }
    if bounds(left) != bounds(right) { return bounds(left).lexicographicallyPrecedes(bounds(right)) }
    let keys = { (member: Member) in
      (member.rule, member.fix.applicability.rawValue, member.fix.edits.map(\.text).joined())
    }
    return keys(left) < keys(right)
  }
}

/// Ranges of a text that are spoken for.
private struct TakenRanges {
  /// Ascending, none touching another.
  private var ranges: [Range<Int>] = []

  /// Takes ranges, all of them or none: none when one of them touches, or lies in, a range that was taken before.
  mutating func take(_ wanted: [Range<Int>]) -> Bool {
    let places = wanted.map { ($0, index(of: $0)) }
    guard places.allSatisfy({ isFree($0, at: $1) }) else { return false }
    for (range, _) in places { ranges.insert(range, at: index(of: range)) }
    return true
  }

  /// How many of the ranges begin before another one.
  private func index(of range: Range<Int>) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isFree(_ range: Range<Int>, at index: Int) -> Bool {
    let before = index > 0 ? ranges[index - 1].upperBound < range.lowerBound : true
    let behind = index < ranges.count ? range.upperBound < ranges[index].lowerBound : true
    return before && behind
  }
}
