extension RandomAccessCollection<UInt8> where Index == Int {
  /// Whether a word stands anywhere in the bytes. Words are short: each position is tried once, by its first byte.
  package func holds(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    guard count >= word.count else { return false }
    return (startIndex...endIndex - word.count).contains { self[$0] == first && self[$0...].starts(with: word) }
  }
}
