/// Words in one text, blanks between them: a table in a form that is readable.
struct WordList: Sendable, ExpressibleByStringLiteral {
  private let bytes: [UInt8]

  init(stringLiteral text: String) { bytes = Array(text.utf8) }

  var isEmpty: Bool { bytes.isEmpty }

  /// The tables are asked for each option of each command, so lengths are compared before words.
  func contains(_ word: some StringProtocol) -> Bool {
    let wanted = word.utf8
    let count = wanted.count
    guard let first = wanted.first else { return false }
    var start = 0
    while start + count <= bytes.count {
      var end = start
      while end < bytes.count, !Self.isSeparator(bytes[end]) { end += 1 }
      if end - start == count, bytes[start] == first, bytes[start..<end].elementsEqual(wanted) { return true }
      start = end + 1
    }
    return false
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { ASCII.isBlank(byte) || byte == ASCII.newline }
}
