/// Whether the extension headers in front of an entry (pax `x`, GNU `L` and `K`) name it, or its link target, with a NUL
/// inside. `bytes` are whole blocks: extension headers with their data, then the entry's own header.
func extensionsHideName(_ bytes: [UInt8]) -> Bool {
  var offset = 0
  while offset + 512 < bytes.count {
    let header = bytes[offset..<offset + 512]
    guard let size = octalNumber(header[(offset + 124)..<(offset + 136)]), size <= bytes.count - offset - 512 else {
      return false
    }
    let data = bytes[(offset + 512)..<(offset + 512 + size)]
    switch header[offset + 156] {
    case UInt8(ascii: "x"): if paxHidesName(data) { return true }
    case UInt8(ascii: "L"), UInt8(ascii: "K"):
      // The name ends with its first NUL, and only NULs may follow.
      if let end = data.firstIndex(of: 0), data[end...].contains(where: { $0 != 0 }) { return true }
    default: break
    }
    offset += 512 + (size + 511) / 512 * 512
  }
  return false
}

/// The records of a pax header are `length key=value\n`, where the length counts the whole record.
private func paxHidesName(_ data: ArraySlice<UInt8>) -> Bool {
  var rest = data
  while let blank = rest.firstIndex(of: 0x20), let length = Int(display(rest[..<blank])),
    length > blank - rest.startIndex, length <= rest.count
  {
    let record = rest[(blank + 1)..<(rest.startIndex + length)]
    if record.starts(with: "path=".utf8) || record.starts(with: "linkpath=".utf8), record.contains(0) { return true }
    rest = rest[(rest.startIndex + length)...]
  }
  return false
}

/// A number of octal digits and nothing else: a sign, which `Int` would take, makes a size negative.
func octalNumber(_ field: ArraySlice<UInt8>) -> Int? {
  let digits = field.prefix { $0 != 0 && $0 != 0x20 }
  guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 }) else { return nil }
  return Int(display(digits), radix: 8)
}
