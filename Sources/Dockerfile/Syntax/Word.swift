/// A word of an instruction.
package struct Word: Sendable, Hashable {
  /// As written, quotes and escapes included; for a string of a JSON array, its decoded value.
  package var text: String
  /// Offsets into the instruction's logical text.
  package var range: Range<Int>

  package init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
  }

  /// Where a part of `text` stands in the logical text; the whole word when it is not written byte for byte.
  package func place(of part: Range<Int>) -> Range<Int> {
    guard text.utf8.count == range.count else { return range }
    return range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
  }
}

/// `name=value`, `name value` or, for ARG, a name alone.
package struct Pair: Sendable, Hashable {
  package var name: Word
  package var value: Word?

  package init(name: Word, value: Word?) {
    self.name = name
    self.value = value
  }

  package var range: Range<Int> { name.range.lowerBound..<(value ?? name).range.upperBound }
}

extension LogicalText {
  private static let usualWordCount = 4

  /// A part of the text as a word.
  func word(_ range: Range<Int>) -> Word { Word(text: string(range), range: range) }

  /// The words of a range, separated by blanks alone: quotes mean nothing here, as in BuildKit's FROM, COPY or EXPOSE.
  func blankSeparatedWords(in range: Range<Int>) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(Self.usualWordCount)
    var rest = range
    while let word = firstWord(in: rest) {
      words.append(word)
      rest = word.range.upperBound..<range.upperBound
    }
    return words
  }

  /// The first of the words that blanks alone separate; nil when there is none.
  func firstWord(in range: Range<Int>) -> Word? {
    var start = range.lowerBound
    while start < range.upperBound, ASCII.isBlank(bytes[start]) { start += 1 }
    var end = start
    while end < range.upperBound, !ASCII.isBlank(bytes[end]) { end += 1 }
    return end > start ? word(start..<end) : nil
  }

  /// Where the words of ENV, LABEL and ARG stand: Unicode white space separates them, quotes protect it, the escape
  /// character protects what follows it (not inside single quotes) and is dropped at the end; quotes that do not end are
  /// tolerated until expansion.
  package func quoteAwareWords(in range: Range<Int>, escape: UInt8) -> [Range<Int>] {
    var words: [Range<Int>] = []
    words.reserveCapacity(Self.usualWordCount)
    var index = range.lowerBound
    while index < range.upperBound {
      let space = bytes.spaceWidth(at: index)
      if space > 0 {
        index += space
        continue
      }
      let start = index
      let end = quoteAwareWordEnd(from: &index, to: range.upperBound, escape: escape)
      if end > start { words.append(start..<end) }
    }
    return words
  }

  private func quoteAwareWordEnd(from index: inout Int, to end: Int, escape: UInt8) -> Int {
    var quote: UInt8?
    while index < end, quote != nil || bytes.spaceWidth(at: index) == 0 {
      let byte = bytes[index]
      index += 1
      if byte == escape, quote != ASCII.singleQuote {
        if index == end { return end - 1 }
        index += 1
      } else if byte == quote {
        quote = nil
      } else if quote == nil, byte == ASCII.singleQuote || byte == ASCII.doubleQuote {
        quote = byte
      }
    }
    return index
  }
}
