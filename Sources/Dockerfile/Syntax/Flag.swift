/// A `--name` or `--name=value` between the keyword and the arguments of an instruction.
package struct Flag: Sendable, Hashable {
  /// Without quotes and escapes, as BuildKit takes it: `--mount=type=cache,target=/root/.cache`.
  package var text: String
  /// Offsets into the instruction's logical text.
  package var range: Range<Int>

  /// The name without its hyphens.
  package var name: String {
    String(text.dropFirst(2).prefix { $0 != "=" })
  }

  /// What follows the first `=`; nil when there is none.
  package var value: String? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    return String(text[text.index(after: equals)...])
  }

  /// The offsets of the value, as far as it is written without quotes; the whole flag when it has none.
  package var valueRange: Range<Int> {
    guard let value, value.utf8.count < range.count else { return range }
    return range.upperBound - value.utf8.count..<range.upperBound
  }

  /// Where a part of the value, given by offsets into its UTF-8 bytes, stands in the logical text. Where quotes or escapes
  /// are in the way, the first place in the flag that reads the same; the whole value when there is none.
  func place(of part: Range<Int>, in line: LogicalText) -> Range<Int> {
    guard let value else { return range }
    let start = text.utf8.count - value.utf8.count
    if text.utf8.count == range.count {
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
      if word == [ASCII.hyphen, ASCII.hyphen] {
        while index < range.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
        return (flags, index)
      }
      flags.append(Flag(text: String(decoding: word, as: UTF8.self), range: start..<index))
    }
  }

  private func unquotedWord(from index: inout Int, to end: Int, escape: UInt8) -> [UInt8] {
    var word: [UInt8] = []
    var quote: UInt8?
    while index < end, quote != nil || !ASCII.isBlank(bytes[index]) {
      let byte = bytes[index]
      if byte == escape {
        if index + 1 < end {
          index += 1
          word.append(bytes[index])
        }
      } else if byte == quote {
        quote = nil
      } else if quote == nil, byte == ASCII.singleQuote || byte == ASCII.doubleQuote {
        quote = byte
      } else {
        word.append(byte)
      }
      index += 1
    }
    return word
  }
}
