/// The lines of a text, in which places are counted in characters.
struct CharacterLines {
  private let bytes: [UInt8]
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    self.starts = starts
  }

  /// The offset of a place; a column behind the end of its line means that end. nil for a line that does not exist.
  func offset(line: Int, column: Int) -> Int? {
    guard line >= 1, line <= starts.count, column >= 1 else { return nil }
    let end = line < starts.count ? starts[line] - 1 : bytes.count
    var offset = starts[line - 1]
    var left = column - 1
    while left > 0, offset < end {
      offset += Self.width(of: bytes, at: offset)
      left -= 1
    }
    return min(offset, end)
  }

  /// How many bytes the character at an offset has (UTF-8); a byte that begins no whole character is one by itself.
  static func width(of bytes: [UInt8], at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    let width: Int
    switch bytes[offset] {
    case 0xC0..<0xE0: width = 2
    case 0xE0..<0xF0: width = 3
    case 0xF0...0xF4: width = 4
    default: return 1
    }
    guard offset + width <= bytes.count else { return 1 }
    // Unicode ends at U+10FFFF.
    if bytes[offset] == 0xF4, bytes[offset + 1] >= 0x90 { return 1 }
    return bytes[offset + 1..<offset + width].allSatisfy { $0 & 0xC0 == 0x80 } ? width : 1
  }
}
