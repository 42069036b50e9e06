/// The text that an expansion becomes, and which of it was quoted.
struct ExpansionOutput: Sendable, Hashable {
  var bytes: [UInt8] = []
  /// The quoted parts that count for words: those with blanks of their own, and the empty ones.
  private var quoted: [Range<Int>] = []

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  /// Marks what was appended since `start` as quoted: its blanks separate no words, and even an empty text makes one.
  mutating func protect(from start: Int) {
    let added = bytes[start...]
    if added.isEmpty || added.contains(where: Self.separates) { quoted.append(start..<bytes.count) }
  }

  private static func separates(_ byte: UInt8) -> Bool { ASCII.isBlank(byte) || byte == ASCII.newline }

  /// The text split at its unquoted blanks, those from variables included.
  var words: [String] {
    var words: [String] = []
    var start: Int?
    var index = 0
    var quotes = quoted[...]
    while true {
      if let quote = quotes.first, quote.lowerBound == index {
        quotes = quotes.dropFirst()
        start = start ?? index
        index = quote.upperBound
      } else if index < bytes.count, !Self.separates(bytes[index]) {
        start = start ?? index
        index += 1
      } else {
        if let start { words.append(String(decoding: bytes[start..<index], as: UTF8.self)) }
        start = nil
        if index >= bytes.count { return words }
        index += 1
      }
    }
  }
}
