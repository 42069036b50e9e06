extension SecretTokens {
  /// The credentials in a text, in order, none inside another; with `withRandomValues` also random values that are given to
  /// names of secrets.
  static func find(in text: [UInt8], withRandomValues: Bool) -> [SecretToken] {
    let tokens = find(in: text)
    guard withRandomValues else { return tokens }
    // Both are in order, and no token overlaps another.
    var next = 0
    let others = SecretAssignments.find(in: text).filter { other in
      while next < tokens.count, tokens[next].range.upperBound <= other.range.lowerBound { next += 1 }
      return next == tokens.count || !tokens[next].range.overlaps(other.range)
    }
    return (tokens + others).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

/// Finds random values that are given to names of secrets: `api_token = "8fJ2…"`. Less sure than a token's own shape.
enum SecretAssignments {
  private static let lengths = 16...512
  /// Less than what words have, three times what random letters and digits have.
  private static let mostCoincidence = 0.05

  /// The values in a text, in order.
  static func find(in text: [UInt8]) -> [SecretToken] {
    text.indices.compactMap { index in
      guard text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ":"),
        let word = name(before: index, in: text), isSecret(word)
      else { return nil }
      let between = text[index...].dropFirst().prefix(8).prefix { "\"' \t\\".utf8.contains($0) }
      let value = text[between.endIndex...].prefix(lengths.upperBound + 1).prefix(while: isValueByte)
      // Two quotes are an empty value, and what follows is something else.
      guard between.count(where: { "\"'".utf8.contains($0) }) < 2, isRandom(value),
        SecretVariable.canBeSecret(
          String(decoding: value, as: UTF8.self), of: String(decoding: word, as: UTF8.self))
      else { return nil }
      return SecretToken(
        range: value.indices, name: "the value of \(String(decoding: word, as: UTF8.self)), which looks random,")
    }
  }

  /// The word that ends before a separator, quotes and blanks between them left out.
  private static func name(before index: Int, in text: [UInt8]) -> ArraySlice<UInt8>? {
    var end = index
    while end > 0, index - end < 4, "\"' \t\\".utf8.contains(text[end - 1]) { end -= 1 }
    let name = text[..<end].suffix(64).suffix(while: isNameByte)
    return name.isEmpty ? nil : name
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLatinLetter || byte.isDecimalDigit || "_-.".utf8.contains(byte)
  }

  private static func isSecret(_ name: ArraySlice<UInt8>) -> Bool {
    let underscored = name.map { "-.".utf8.contains($0) ? UInt8(ascii: "_") : $0 }
    return SecretWords.namesSecret(String(decoding: underscored, as: UTF8.self))
  }

  private static func isValueByte(_ byte: UInt8) -> Bool {
    byte.isLatinLetter || byte.isDecimalDigit || "_-+/=.~".utf8.contains(byte)
  }

  private static func isRandom(_ value: ArraySlice<UInt8>) -> Bool {
    lengths.contains(value.count) && value.first != UInt8(ascii: "/") && value.first != UInt8(ascii: ".")
      && value.contains(where: \.isLatinLetter) && value.contains(where: \.isDecimalDigit)
      && !Placeholder.isLikely(value)
      && (value.allSatisfy(\.isHexadecimalDigit) || Placeholder.coincidence(of: value) <= mostCoincidence)
  }
}

extension ArraySlice<UInt8> {
  /// The longest end whose bytes all fit.
  fileprivate func suffix(while fits: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    suffix(from: lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex)
  }
}
