/// Words in one text, blanks between them. A table in this form is readable, and costs nothing until it is asked.
struct WordList: Sendable, ExpressibleByStringLiteral {
  private let text: String

  init(stringLiteral text: String) { self.text = text }

  var isEmpty: Bool { text.isEmpty }

  func contains(_ word: some StringProtocol) -> Bool {
    let wanted = word.utf8
    if wanted.isEmpty { return false }
    var rest = text.utf8[...]
    while let start = rest.firstIndex(where: { !Self.isSeparator($0) }) {
      rest = rest[start...]
      let end = rest.firstIndex(where: Self.isSeparator) ?? rest.endIndex
      if rest[..<end].elementsEqual(wanted) { return true }
      rest = rest[end...]
    }
    return false
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { ASCII.isBlank(byte) || byte == ASCII.newline }
}
