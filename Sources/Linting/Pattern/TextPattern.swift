/// A regular expression as RE2 and Go write it, and ECMA-262 where the two agree.
///
/// A text is read once, whatever the pattern: all ways to match go forward together. So there are no references back and no
/// looking around.
package struct TextPattern: Sendable, Hashable {
  /// Why a text is no pattern, or none that can be matched.
  package struct Fault: Error, Sendable, Hashable {
    package var message: String
  }

  /// As it was written.
  package let text: String
  private let steps: [PatternStep]

  package init(_ text: String) throws(Fault) {
    var parser = PatternParser(text)
    var compiler = PatternCompiler()
    try compiler.add(try parser.parse())
    self.text = text
    steps = compiler.steps + [.accept]
  }

  /// Whether some part of `text` matches; `^` and `$` hold the pattern to its ends.
  package func matches(_ text: String) -> Bool { PatternRun(steps, Array(text.unicodeScalars)).matches() }

  package static func == (left: TextPattern, right: TextPattern) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// What a pattern says, taken apart.
indirect enum PatternNode {
  case characters(CharacterRanges)
  case start
  case end
  /// Where a word begins or ends, or where none does.
  case wordBoundary(Bool)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, least: Int, most: Int?)
}

/// Characters that a place of a pattern takes.
struct CharacterRanges: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } != isNegated
  }

  /// With both cases of Latin letters.
  var ignoringCase: CharacterRanges {
    var all = ranges
    for range in ranges {
      let lower = range.clamped(to: 0x61...0x7A)
      let upper = range.clamped(to: 0x41...0x5A)
      if range.overlaps(0x61...0x7A) { all.append(lower.lowerBound - 0x20...lower.upperBound - 0x20) }
      if range.overlaps(0x41...0x5A) { all.append(upper.lowerBound + 0x20...upper.upperBound + 0x20) }
    }
    return CharacterRanges(ranges: all, isNegated: isNegated)
  }

  static let digits = CharacterRanges(ranges: [0x30...0x39])
  static let word = CharacterRanges(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = CharacterRanges(ranges: [0x09...0x0D, 0x20...0x20])
  static let notLineEnd = CharacterRanges(ranges: [0x0A...0x0A], isNegated: true)

  init(ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  /// The same characters without a negation.
  var spelledOut: [ClosedRange<UInt32>] {
    guard isNegated else { return ranges }
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    return next <= 0x10FFFF ? result + [next...0x10FFFF] : result
  }
}
