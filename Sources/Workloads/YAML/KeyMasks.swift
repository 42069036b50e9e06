/// Keys of a YAML text that a later one overrides, hidden from a parser that would refuse them.
///
/// Each character of such a key is replaced by a private one of Unicode's, so that no column moves and the key differs from
/// all others.
struct KeyMasks: Sendable {
  private struct Mask: Sendable {
    var range: Range<Int>
    var key: String
    var text: String
  }

  /// How many bytes may be parsed again for the sake of such keys.
  private static let budget = 8 << 20
  private static let limit = 64
  private static let firstPrivate: UInt32 = 0xF0000

  private let area: Range<Int>
  private var masks: [Mask] = []

  init(area: Range<Int>) { self.area = area }

  /// Whether one more key may be hidden.
  var hasRoom: Bool { masks.count < min(Self.limit, max(2, Self.budget / max(1, area.count))) }

  /// Hides the key that is written in `range` of `bytes`.
  mutating func add(_ range: Range<Int>, of bytes: [UInt8], key: String) {
    let number = UInt32(masks.count + 1)
    let width = bytes[range].count { $0 & 0xC0 != 0x80 }
    var text = String.UnicodeScalarView()
    for position in 0..<width {
      Unicode.Scalar(Self.firstPrivate + (position == 0 ? number : 0)).map { text.append($0) }
    }
    let mask = Mask(range: range, key: key, text: String(text))
    let index = masks.firstIndex { $0.range.lowerBound > range.lowerBound } ?? masks.count
    masks.insert(mask, at: index)
  }

  /// The key that a mask stands for; any other as it is.
  func written(_ key: String) -> String { masks.first { $0.text == key }?.key ?? key }

  /// The key that is hidden where one begins, at its first letter or its quote; nil when none is.
  func key(startingAt offset: Int) -> String? { masks.first { (0...1).contains($0.range.lowerBound - offset) }?.key }

  /// The text with the keys hidden.
  func text(of bytes: [UInt8]) -> [UInt8] {
    guard !masks.isEmpty else { return Array(bytes[area]) }
    var text: [UInt8] = []
    var offset = area.lowerBound
    for mask in masks {
      text += bytes[offset..<mask.range.lowerBound]
      text += mask.text.utf8
      offset = mask.range.upperBound
    }
    return text + bytes[offset..<area.upperBound]
  }
}
