/// What is wrong with a line of a listing.
struct ListingComplaint: Error {
  var message: String
}

/// A word of a listing's line: bare, or in double quotes with escapes.
struct ListingWord {
  var bytes: [UInt8]
  var isQuoted: Bool

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The words of a line, separated by blanks.
func listingWords(_ line: Substring) throws(ListingComplaint) -> [ListingWord] {
  var words: [ListingWord] = []
  var rest = Array(line.utf8)[...]
  while let first = rest.first {
    if first == 0x20 {
      rest = rest.dropFirst()
    } else if first == UInt8(ascii: "\"") {
      words.append(ListingWord(bytes: try quoted(&rest), isQuoted: true))
    } else {
      words.append(ListingWord(bytes: Array(rest.prefix { $0 != 0x20 }), isQuoted: false))
      rest = rest.drop { $0 != 0x20 }
    }
  }
  return words
}

/// Takes a quoted text from the front of `rest`: escapes are `\n \r \t \" \\ \xNN`.
private func quoted(_ rest: inout ArraySlice<UInt8>) throws(ListingComplaint) -> [UInt8] {
  rest = rest.dropFirst()
  var text: [UInt8] = []
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "\"") { return text }
    guard byte == UInt8(ascii: "\\") else {
      text.append(byte)
      continue
    }
    switch rest.popFirst() {
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "x"):
      guard let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        throw ListingComplaint(message: "expected two hexadecimal digits behind \\x")
      }
      text.append(byte)
      rest = rest.dropFirst(2)
    case let other?: text.append(other)
    case nil: throw ListingComplaint(message: "a quote is not closed")
    }
  }
  throw ListingComplaint(message: "a quote is not closed")
}
