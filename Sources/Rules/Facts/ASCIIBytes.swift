/// The classes of ASCII bytes that the shapes of values are made of.
extension UInt8 {
  var isDecimalDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  var isLatinLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
  var isCapital: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
  var isHexadecimalDigit: Bool { isDecimalDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20 }
}

/// A word of ASCII in capitals, in small letters, and in every mixture of both.
func spellings(of word: some Sequence<UInt8>) -> [[UInt8]] {
  word.reduce([[]]) { spellings, byte in
    let cases: Set<UInt8> = byte.isLatinLetter ? [byte | 0x20, byte & ~0x20] : [byte]
    return cases.sorted().flatMap { letter in spellings.map { $0 + [letter] } }
  }
}

extension [UInt8] {
  /// Whether a word stands anywhere in it.
  func holds(_ word: [UInt8]) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    return (0...count - word.count).contains { self[$0] == first && self[$0...].starts(with: word) }
  }
}
