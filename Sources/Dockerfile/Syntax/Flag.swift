/// A `--name` or `--name=value` between the keyword and the arguments of an instruction.
package struct Flag: Sendable, Hashable {
  /// The name without its hyphens.
  package let name: String
  /// What follows the first `=`; nil when there is none.
  package let value: String?
  /// Offsets into the instruction's logical text.
  package let range: Range<Int>

  /// Without quotes and escapes, as BuildKit takes it: `--mount=type=cache,target=/root/.cache`.
  package var text: String { "--\(name)" + (value.map { "=\($0)" } ?? "") }

  /// The offsets of the value, as far as it is written without quotes; the whole flag when it has none.
  package var valueRange: Range<Int> {
    guard let value, value.utf8.count < range.count else { return range }
    return range.upperBound - value.utf8.count..<range.upperBound
  }

  /// `word` begins with `--`.
  fileprivate init(_ word: [UInt8], range: Range<Int>) {
    let equals = word.firstIndex(of: ASCII.equals)
    self.name = String(decoding: word[..<(equals ?? word.endIndex)].dropFirst(2), as: UTF8.self)
    self.value = equals.map { String(decoding: word[($0 + 1)...], as: UTF8.self) }
    self.range = range
  }

  /// Where a part of the value, given by offsets into its UTF-8 bytes, stands in the logical text. Where quotes or escapes
  /// are in the way, the first place in the flag that reads the same; the whole value when there is none.
  func place(of part: Range<Int>, in line: LogicalText) -> Range<Int> {
    guard let value else { return range }
    let start = "--".utf8.count + name.utf8.count + "=".utf8.count
    if start + value.utf8.count == range.count {
      return range.lowerBound + start + part.lowerBound..<range.lowerBound + start + part.upperBound
    }
    let bytes = Array(value.utf8)[part.clamped(to: 0..<value.utf8.count)]
    let last = range.upperBound - bytes.count
    guard !bytes.isEmpty, last >= range.lowerBound + start else { return valueRange }
    let found = (range.lowerBound + start...last).first { line.bytes[$0...].starts(with: bytes) }
    return found.map { $0..<$0 + bytes.count } ?? valueRange
  }
}

extension LogicalText {
  /// The flags at the start of a range, and where the arguments begin.
  ///
  /// Leading words that start with `--` are flags for every instruction; a word that is exactly `--` ends them and is
  /// dropped. Quotes of both kinds protect blanks and vanish; the escape character vanishes and keeps the next byte.
  func leadingFlags(in range: Range<Int>, escape: UInt8) -> (flags: [Flag], rest: Int) {
    var flags: [Flag] = []
    var index = range.lowerBound
    while true {
      while index < range.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
      guard index + 1 < range.upperBound, bytes[index] == ASCII.hyphen, bytes[index + 1] == ASCII.hyphen else {
        return (flags, index)
      }
      let start = index
      let word = unquotedWord(from: &index, to: range.upperBound, escape: escape)
      // It begins with them as the text does.
      if word.count == 2 {
        while index < range.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
        return (flags, index)
      }
      flags.append(Flag(word, range: start..<index))
    }
  }

  private func unquotedWord(from index: inout Int, to end: Int, escape: UInt8) -> [UInt8] {
    var word: [UInt8] = []
    var quote: UInt8?
    while index < end, quote != nil || !ASCII.isBlank(bytes[index]) {
      let byte = bytes[index]
      if byte == escape {
        // It vanishes, and what follows it stands for itself.
        word += bytes[min(index + 1, end)..<min(index + 2, end)]
        index = min(index + 2, end)
      } else if byte == quote {
        quote = nil
        index += 1
      } else if quote == nil, byte == ASCII.singleQuote || byte == ASCII.doubleQuote {
        quote = byte
        index += 1
      } else {
        let start = index
        index = plainEnd(from: start, to: end, quote: quote, escape: escape)
        word += bytes[start..<index]
      }
    }
    return word
  }

  /// Where the bytes that stand for themselves end, which `start` is the first of.
  private func plainEnd(from start: Int, to end: Int, quote: UInt8?, escape: UInt8) -> Int {
    var index = start + 1
    while index < end {
      let byte = bytes[index]
      if byte == escape || byte == ASCII.singleQuote || byte == ASCII.doubleQuote { break }
      if quote == nil, ASCII.isBlank(byte) { break }
      index += 1
    }
    return index
  }
}
