/// The extension headers in front of an entry: pax `x`, GNU `L` and `K`, each with its data.
struct ExtendedHeaders {
  private var headers: [(type: UInt8, data: ArraySlice<UInt8>)] = []
  /// Where the entry's own header begins; nil where it cannot be told.
  private(set) var ownHeader: Int?

  /// `bytes` are whole blocks: extension headers with their data, then the entry's own header. What lies behind a header whose
  /// size cannot be told is left out.
  init(_ bytes: [UInt8]) {
    var offset = 0
    while offset + 512 <= bytes.count {
      let header = bytes[offset..<offset + 512]
      guard Self.types.contains(header[offset + 156]) else {
        ownHeader = offset
        return
      }
      guard let size = octalNumber(header[(offset + 124)..<(offset + 136)]), size <= bytes.count - offset - 512 else {
        return
      }
      headers.append((header[offset + 156], bytes[(offset + 512)..<(offset + 512 + size)]))
      offset += 512 + (size + 511) / 512 * 512
    }
  }

  /// Whether one names the entry, or its link target, with a NUL inside.
  var hideName: Bool {
    headers.contains { type, data in
      switch type {
      case Self.pax: paxRecords(data).records.contains { Self.isName($0) && $0.contains(0) }
      // The name ends with its first NUL, and only NULs may follow.
      case Self.longName, Self.longLink: data.drop { $0 != 0 }.contains { $0 != 0 }
      default: false
      }
    }
  }

  /// Whether each is what it should be: no pax header twice, and none with a record that is not as long as it says.
  var areSound: Bool {
    let pax = headers.filter { $0.type == Self.pax }
    return pax.count <= 1 && pax.allSatisfy { paxRecords($0.data).isSound }
  }

  /// Those that stand before an entry's own header: of pax, GNU and Solaris.
  private static let types = Array("xgLKNVAX".utf8)
  private static let pax = UInt8(ascii: "x")
  private static let longName = UInt8(ascii: "L")
  private static let longLink = UInt8(ascii: "K")

  private static func isName(_ record: ArraySlice<UInt8>) -> Bool {
    record.starts(with: "path=".utf8) || record.starts(with: "linkpath=".utf8)
  }
}

/// The records of a pax header, `length key=value\n`, each from its key on; the length counts the whole record.
private func paxRecords(_ data: ArraySlice<UInt8>) -> (records: [ArraySlice<UInt8>], isSound: Bool) {
  var records: [ArraySlice<UInt8>] = []
  var rest = data
  while let blank = rest.firstIndex(of: 0x20), let length = Int(display(rest[..<blank])),
    length > blank - rest.startIndex, length <= rest.count
  {
    records.append(rest[(blank + 1)..<(rest.startIndex + length)])
    rest = rest[(rest.startIndex + length)...]
  }
  let newline = UInt8(ascii: "\n")
  return (records, rest.isEmpty && records.allSatisfy { $0.last == newline && $0.contains(UInt8(ascii: "=")) })
}

/// Whether a field is a number as tars write it: octal digits between blanks and up to a NUL, or a binary one. libarchive reads anything else
/// up to its first odd byte, and others refuse the archive.
func isTarNumber(_ field: some Collection<UInt8>) -> Bool {
  if field.first.map({ $0 & 0x80 != 0 }) ?? true { return true }
  let text = field.drop { $0 == 0 || $0 == 0x20 }.prefix { $0 != 0 }
  let digits = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 }
  return text.dropFirst(digits.count).allSatisfy { $0 == 0x20 }
}

/// A number of octal digits and nothing else: a sign, which `Int` would take, makes a size negative.
func octalNumber(_ field: ArraySlice<UInt8>) -> Int? {
  let digits = field.prefix { $0 != 0 && $0 != 0x20 }
  guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 }) else { return nil }
  return Int(display(digits), radix: 8)
}
