/// Collects the parts of a word, joining neighbouring bytes to one literal.
struct ShellWordBuilder {
  /// All but the literal at hand.
  private var parts: [ShellWord.Part] = []
  /// The literal at hand: a run of the text, byte for byte, so that places inside it can be found.
  private var literal: ShellWord.Part?

  mutating func append(_ range: Range<Int>, isQuoted: Bool) {
    if let before = literal, before.isQuoted == isQuoted, before.range.upperBound == range.lowerBound {
      literal?.range = before.range.lowerBound..<range.upperBound
    } else {
      beginLiteral(range, isQuoted: isQuoted)
    }
  }

  /// Quotes make a literal even when nothing is between them.
  mutating func beginQuoted(at offset: Int) { beginLiteral(offset..<offset, isQuoted: true) }

  mutating func append(_ kind: ShellWord.Part.Kind, _ range: Range<Int>, isQuoted: Bool) {
    endLiteral()
    parts.append(ShellWord.Part(kind: kind, range: range, isQuoted: isQuoted))
  }

  mutating func finish() -> ShellWord.Parts {
    if let literal, parts.isEmpty { return .one(literal) }
    endLiteral()
    return .list(parts)
  }

  private mutating func beginLiteral(_ range: Range<Int>, isQuoted: Bool) {
    endLiteral()
    literal = ShellWord.Part(kind: .literal, range: range, isQuoted: isQuoted)
  }

  private mutating func endLiteral() {
    if let literal { parts.append(literal) }
    literal = nil
  }
}
