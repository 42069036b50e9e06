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

/// Finds values that are given to names of secrets, by `=` or `:`, in whatever format of settings.
enum SecretAssignments {
  private static let lengths = 16...512
  /// Less than what words have, three times what random letters and digits have.
  private static let mostCoincidence = 0.05

  /// The values in a text that look random, in order: `api_token = "8fJ2…"`. Less sure than a token's own shape.
  static func find(in text: [UInt8]) -> [SecretToken] {
    text.indices.compactMap { index in
      guard let (name, value) = assignment(at: index, in: text), isRandom(value), canBeSecret(value, of: name) else {
        return nil
      }
      return SecretToken(range: value.indices, name: "the value of \(name), which looks random,")
    }
  }

  /// Whether a file of settings has the value of a secret, whatever it looks like.
  static func isSecret(inSettings text: [UInt8]) -> Bool {
    text.indices.contains { index in
      guard let (name, value) = assignment(at: index, in: text, isSetting: true) else { return false }
      return !value.isEmpty && !Placeholder.isMarked(value) && canBeSecret(value, of: name)
    }
  }

  /// Whether a file of settings has a password that is written out, under a name that leaves no doubt: what else is named like
  /// a secret may be a name or a number.
  static func holdsPassword(inSettings text: [UInt8]) -> Bool {
    text.indices.contains { index in
      guard let (name, value) = assignment(at: index, in: text, isSetting: true),
        let word = divided(Array(name.utf8)[...]).lowercased().split(separator: "_").last, passwords.contains(word)
      else { return false }
      let lower = String(decoding: value, as: UTF8.self).lowercased()
      // A call, a reference to a store of secrets, something encrypted: `vault:…`, `ENC(…)`.
      let isCall = text[value.endIndex...].first.map { "([:".utf8.contains($0) } ?? false
      return !value.isEmpty && !isCall && lower != word && !Placeholder.isMarked(value)
        && !Placeholder.isOne(lower) && canBeSecret(value, of: name)
    }
  }

  private static let passwords: Set<Substring> = ["passphrase", "passwd", "password", "pwd"]

  /// The name of a secret in front of the separator at `index`, and the value behind it; nil for anything else.
  private static func assignment(
    at index: Int, in text: [UInt8], isSetting: Bool = false
  ) -> (name: String, value: ArraySlice<UInt8>)? {
    guard text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ":"),
      let word = name(before: index, in: text), SecretWords.namesSecret(divided(word), inSettings: isSetting)
    else { return nil }
    let between = text[index...].dropFirst().prefix(8).prefix { "\"' \t\\".utf8.contains($0) }
    // Two quotes are an empty value, and what follows is something else.
    guard between.count(where: { "\"'".utf8.contains($0) }) < 2 else { return nil }
    let value = text[between.endIndex...].prefix(lengths.upperBound + 1).prefix(while: isValueByte)
    return (String(decoding: word, as: UTF8.self), value)
  }

  private static func canBeSecret(_ value: ArraySlice<UInt8>, of name: String) -> Bool {
    SecretVariable.canBeSecret(String(decoding: value, as: UTF8.self), of: name)
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

  /// A name with its words divided as those of variables are: `api-key`, `apiKey` and `api.key` are `api_key`.
  private static func divided(_ name: ArraySlice<UInt8>) -> String {
    var words: [UInt8] = []
    for byte in name {
      if byte.isCapital, let last = words.last, last.isLatinLetter, !last.isCapital { words.append(UInt8(ascii: "_")) }
      words.append("-.".utf8.contains(byte) ? UInt8(ascii: "_") : byte)
    }
    return String(decoding: words, as: UTF8.self)
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
