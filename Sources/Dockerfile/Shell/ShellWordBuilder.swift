/// Collects the parts of a word, joining neighbouring bytes to one literal.
struct ShellWordBuilder {
  private var parts = ShellWord.Parts.list([])
  /// The literal at hand: a run of the text, byte for byte, so that places inside it can be found.
  private var literal: Range<Int>?
  private var literalIsQuoted = false

  mutating func append(_ range: Range<Int>, isQuoted: Bool) {
    if let before = literal, literalIsQuoted == isQuoted, before.upperBound == range.lowerBound {
      literal = before.lowerBound..<range.upperBound
      return
    }
    flush()
    literal = range
    literalIsQuoted = isQuoted
  }

  /// Quotes make a literal even when nothing is between them.
  mutating func beginQuoted(at offset: Int) {
    flush()
    literal = offset..<offset
    literalIsQuoted = true
  }

  mutating func append(_ kind: ShellWord.Part.Kind, _ range: Range<Int>, isQuoted: Bool) {
    flush()
    parts.append(ShellWord.Part(kind: kind, range: range, isQuoted: isQuoted))
  }

  mutating func finish() -> ShellWord.Parts {
    flush()
    return parts
  }

  private mutating func flush() {
    guard let range = literal else { return }
    parts.append(ShellWord.Part(kind: .literal, range: range, isQuoted: literalIsQuoted))
    literal = nil
  }
}
