/// The shape of a kind of credential: a prefix that its maker gives it, and what follows.
struct SecretShape: Sendable {
  /// The bytes that a credential is made of behind its prefix.
  enum Alphabet: Sendable {
    case digitsAndCapitals
    case hexadecimal
    case alphanumeric
    /// Letters, digits, underscores and hyphens.
    case word
    /// `word` and dots.
    case dotted
    /// `word` and slashes.
    case path
    case base64
    /// `base64`, underscores and hyphens.
    case base64Word

    func contains(_ byte: UInt8) -> Bool {
      if byte.isDecimalDigit { return true }
      return switch self {
      case .digitsAndCapitals: byte.isCapital
      case .hexadecimal: byte.isHexadecimalDigit
      case .alphanumeric: byte.isLatinLetter
      case .word: byte.isLatinLetter || "_-".utf8.contains(byte)
      case .dotted: byte.isLatinLetter || "_-.".utf8.contains(byte)
      case .path: byte.isLatinLetter || "_-/".utf8.contains(byte)
      case .base64Word: byte.isLatinLetter || "+/=_-".utf8.contains(byte)
      case .base64: byte.isLatinLetter || "+/=".utf8.contains(byte)
      }
    }
  }

  let prefix: [UInt8]
  /// With its article: `a GitHub token`.
  let name: String
  let alphabet: Alphabet
  /// How many bytes follow the prefix.
  let lengths: ClosedRange<Int>
  /// What the credential holds behind its prefix, too; empty for nothing.
  let mark: [UInt8]
  /// Whether the prefix is the name of a setting, in any case, with `=` or `:` and perhaps quotes behind it.
  let isAssigned: Bool

  init(
    _ prefix: String, _ lengths: ClosedRange<Int>, _ alphabet: Alphabet, _ name: String, mark: String = "",
    isAssigned: Bool = false
  ) {
    self.prefix = Array(prefix.utf8)
    self.lengths = lengths
    self.alphabet = alphabet
    self.name = name
    self.mark = Array(mark.utf8)
    self.isAssigned = isAssigned
  }

  /// The first three bytes of its prefix, in each spelling that it may have.
  var beginnings: [[UInt8]] { isAssigned ? spellings(of: prefix.prefix(3)) : [Array(prefix.prefix(3))] }

  /// The bytes that its prefix can begin with.
  var firstBytes: Set<UInt8> {
    guard let first = prefix.first else { return [] }
    return isAssigned && first.isLatinLetter ? [first | 0x20, first & ~0x20] : [first]
  }

  /// The credential whose prefix begins at `index`, without the name of a setting; nil when there is none.
  func match(at index: Int, in text: [UInt8]) -> Range<Int>? {
    guard index + prefix.count <= text.count else { return nil }
    for (offset, byte) in prefix.enumerated() {
      let found = text[index + offset]
      guard found == byte || (isAssigned && found.isLatinLetter && found | 0x20 == byte | 0x20) else { return nil }
    }
    var start = index + prefix.count
    if isAssigned {
      guard let value = valueStart(behind: start, in: text) else { return nil }
      start = value
    }
    // The whole word counts, so that a longer one is not taken for this; how much longer it is does not matter.
    let word = text[start...].prefix(lengths.upperBound + 1).prefix {
      alphabet.contains($0) || $0.isLatinLetter || $0 == UInt8(ascii: "_")
    }
    guard lengths.contains(word.count), word.allSatisfy(alphabet.contains), holdsMark(word),
      !Placeholder.isLikely(word)
    else { return nil }
    return (isAssigned ? start : index)..<word.endIndex
  }

  /// Where the value of a setting begins whose name ends at `index`; nil without `=` or `:`.
  private func valueStart(behind index: Int, in text: [UInt8]) -> Int? {
    let between = text[index...].prefix(8).prefix { "\"' \t=:\\".utf8.contains($0) }
    return between.contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") } ? between.endIndex : nil
  }

  private func holdsMark(_ word: ArraySlice<UInt8>) -> Bool {
    mark.isEmpty || word.indices.contains { word[$0...].starts(with: mark) }
  }
}
