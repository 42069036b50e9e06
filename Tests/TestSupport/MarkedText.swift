/// A text in which `‹` and `›` enclose ranges, as the examples of rules have them.
package struct MarkedText: Sendable {
  /// Why a text is not marked as it should be.
  package struct MarkError: Error, CustomStringConvertible {
    package var description: String
  }

  /// The text without its marks.
  package var bytes: [UInt8] = []
  /// The byte ranges that were marked, in the order of their ends.
  package var ranges: [Range<Int>] = []

  package init(_ marked: String) throws(MarkError) {
    var open: [Int] = []
    for character in marked.unicodeScalars {
      switch character {
      case "‹": open.append(bytes.count)
      case "›":
        guard let start = open.popLast() else { throw MarkError(description: "a › closes no ‹ in: \(marked)") }
        ranges.append(start..<bytes.count)
      default: bytes += Array(String(character).utf8)
      }
    }
    guard open.isEmpty else { throw MarkError(description: "a ‹ is not closed in: \(marked)") }
  }
}
