/// The text that an expansion becomes, and which of it was quoted.
struct ExpansionOutput: Sendable, Hashable {
  var bytes: [UInt8] = []
  /// The quoted parts that may hold white space: it is part of their words.
  private var quoted: [Range<Int>] = []

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  /// Marks what was appended since `start` as quoted: its white space separates no words.
  mutating func protect(from start: Int) {
    // More than ASCII may hold white space of Unicode.
    let mayHoldSpace = bytes[start...].contains { $0 >= 0x80 || ASCII.isBlank($0) || $0 == ASCII.newline }
    if mayHoldSpace { quoted.append(start..<bytes.count) }
  }

  /// The text split at its unquoted Unicode white space, that from variables included. No word is empty, not even a quoted
  /// one.
  var words: [String] {
    var words: [String] = []
    var start = 0
    var index = 0
    var quotes = quoted[...]
    func endWord() { if index > start { words.append(String(decoding: bytes[start..<index], as: UTF8.self)) } }
    while index < bytes.count {
      if let quote = quotes.first, quote.lowerBound == index {
        quotes = quotes.dropFirst()
        index = quote.upperBound
      } else if case let width = bytes.spaceWidth(at: index), width > 0 {
        endWord()
        index += width
        start = index
      } else {
        index += 1
      }
    }
    endWord()
    return words
  }
}
