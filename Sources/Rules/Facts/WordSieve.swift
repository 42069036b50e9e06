/// Finds the places in a text where one of some rare words may begin. Nearly all other places are passed over by looking at
/// pairs of neighbouring bytes, in one table that fits into the cache of a processor.
struct WordSieve: Sendable {
  /// For each pair of bytes, in which groups of words it stands at the beginning (the low four bits) and right behind the first
  /// byte (the high four bits).
  private var groups = [UInt8](repeating: 0, count: 1 << 14)

  /// - Parameter words: the first three bytes of each word, in each spelling that it may have.
  init(_ words: some Sequence<[UInt8]>) {
    for word in words where word.count >= 3 {
      let group = UInt8(1) << (word[0] & 3)
      groups[Self.pair(word[0], word[1])] |= group
      groups[Self.pair(word[1], word[2])] |= group << 4
    }
  }

  /// The first place from `start` on where a word may begin; nil for none.
  func place(from start: Int, in text: [UInt8]) -> Int? {
    guard start + 2 < text.count else { return nil }
    var last = text[start + 1]
    var before = groups[Self.pair(text[start], last)]
    for index in (start + 2)..<text.count {
      let present = groups[Self.pair(last, text[index])]
      if before & present >> 4 != 0 { return index - 2 }
      last = text[index]
      before = present
    }
    return nil
  }

  /// The high bits do not count: a letter that is none of ASCII may let a place pass in vain.
  private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 0x7F) << 7 | Int(second & 0x7F) }
}
