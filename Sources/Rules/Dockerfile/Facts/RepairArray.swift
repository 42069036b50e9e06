/// Makes valid JSON of an array of which only quotes or commas are wrong.
struct RepairArray {
  /// What takes the place of a range of the text.
  typealias Replacement = (range: Range<Int>, text: String)

  private let text: ArraySlice<UInt8>
  private var position: Int
  private var replacements: [Replacement] = []

  private init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  /// nil where anything else is wrong, or a word may be meant otherwise: one with a backslash, or with the other quote in it.
  static func replacements(in text: ArraySlice<UInt8>) -> [Replacement]? {
    var repair = RepairArray(text)
    return repair.readArray() ? repair.replacements : nil
  }

  private mutating func readArray() -> Bool {
    guard take("[") else { return false }
    var comma: Int?
    while !take("]") {
      guard readWord() else { return false }
      let end = position
      skipBlanks()
      comma = byte == UInt8(ascii: ",") ? position : nil
      if comma != nil {
        position += 1
        skipBlanks()
      } else if isQuote, position > end {
        replacements.append((end..<end, ","))
      } else if byte != UInt8(ascii: "]") {
        return false
      }
    }
    if let comma { replacements.append((comma..<comma + 1, "")) }
    skipBlanks()
    return position == text.endIndex
  }

  private mutating func readWord() -> Bool {
    guard isQuote, let quote = byte else { return false }
    let start = position
    guard let end = text[(start + 1)...].firstIndex(of: quote) else { return false }
    let isPlain = !text[start + 1..<end].contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }
    guard isPlain else { return false }
    if quote == UInt8(ascii: "'") {
      replacements.append((start..<start + 1, "\""))
      replacements.append((end..<end + 1, "\""))
    }
    position = end + 1
    return true
  }

  private var byte: UInt8? { position < text.endIndex ? text[position] : nil }

  private var isQuote: Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: mark) else { return false }
    position += 1
    skipBlanks()
    return true
  }

  private mutating func skipBlanks() {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
  }
}
