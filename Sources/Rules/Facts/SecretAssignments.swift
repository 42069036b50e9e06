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

  /// The first name of a password that a text of settings gives a value to, or of a token with a value that no word is; nil for
  /// none. Settings refer to secrets by their names, too, so that these do not count.
  static func passwordName(inSettings text: [UInt8]) -> String? {
    for index in text.indices where text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ":") {
      guard let (name, value) = assignment(at: index, in: text, isSetting: true) else { continue }
      if isSecret(value, of: name) { return name }
    }
    return nil
  }

  /// Whether a variable of a command is named like a password or token, and has a value that no word is: programs that only
  /// start in a build are given words.
  static func isCredential(_ value: ArraySlice<UInt8>, of name: String) -> Bool {
    (SecretWords.namesSecret(name) || SecretWords.endsInPassword(name)) && value.contains(where: \.isDecimalDigit)
      && isSecret(value, of: name)
  }

  private static func isSecret(_ value: ArraySlice<UInt8>, of name: String) -> Bool {
    guard canBeSecret(value, of: name), AddressPassword.isReal(value) else { return false }
    let words = Set(divided(Array(name.utf8)[...]).lowercased().split(separator: "_"))
    let isPassword = !words.isDisjoint(with: passwords) || SecretWords.endsInPassword(name)
    let isToken = !words.isDisjoint(with: tokens) && value.count >= 12 && value.contains(where: \.isDecimalDigit)
    return value.count >= 4 && (isPassword || isToken)
  }

  private static let passwords: Set<Substring> = ["password", "passwd", "passphrase", "pwd"]
  private static let tokens: Set<Substring> = ["token", "apikey", "secret"]

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
