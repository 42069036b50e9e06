/// Tells settings from secrets among the values of a Secret, where both stand: a host beside a password.
enum PlainSetting {
  /// Whether a value under this key plainly hides nothing. When in doubt, a value of a Secret is secret.
  static func isPlain(_ value: String, named name: String) -> Bool {
    let key = LiteralSecret.snakeCase(name)
    let bytes = Array(value.utf8)
    if SecretContent.description(of: value) != nil { return false }
    if isCertificate(key, bytes) { return true }
    if SecretWords.namesSecret(key, inSettings: true) { return !SecretVariable.canBeSecret(value, of: key) }
    return isWords(bytes)
  }

  /// Certificates are shown to everybody who connects.
  private static func isCertificate(_ key: String, _ value: [UInt8]) -> Bool {
    ["crt", "cer", "cert"].contains(key.lowercased().split(separator: "_").last ?? "")
      || value.starts(with: "-----BEGIN CERTIFICATE-----".utf8)
  }

  /// Whether a text is made of words, numbers and versions alone: `debug`, `6379`, `db.internal`, `eu-west-1`,
  /// `https://git.example.org/shop`. Random letters and digits are neither; and a text with assignments may have a password that
  /// is a word.
  private static func isWords(_ value: [UInt8]) -> Bool {
    let words = value.split { !($0.isLatinLetter || $0.isDecimalDigit || $0 >= 0x80) }
    return words.allSatisfy(isWord) && !SecretAssignments.isSecret(inSettings: value)
  }

  private static func isWord(_ word: ArraySlice<UInt8>) -> Bool {
    let letters = word.prefix { $0.isLatinLetter }
    let digits = word[letters.endIndex...]
    guard digits.allSatisfy(\.isDecimalDigit), letters.isEmpty || digits.count <= 4, letters.count <= 24 else {
      return false
    }
    let tail = letters.dropFirst()
    return tail.allSatisfy(\.isCapital) && letters.first?.isCapital != false || !tail.contains(where: \.isCapital)
  }
}
