/// Tells by its value whether a variable that is named like a secret holds one.
enum SecretVariable {
  /// Whether the name is that of a secret and the value can be one.
  static func holdsSecret(_ name: String, _ value: String, inSettings: Bool = false) -> Bool {
    SecretWords.namesSecret(name, inSettings: inSettings) && canBeSecret(value, of: name)
  }

  /// Whether a value can be a secret, of a variable whose name says that it is one.
  static func canBeSecret(_ value: String, of name: String) -> Bool {
    !value.isEmpty && !isAddress(value) && !isSwitch(value) && !standsForNothing(value)
      && !(isKey(name) && isFingerprint(value))
  }

  /// Paths and addresses only lead to a secret. A password in an address has a shape of its own.
  static func isAddress(_ value: String) -> Bool {
    ["/", "./", "../", "~/"].contains(where: value.hasPrefix) || value.contains("://")
  }

  /// `AUTH=off` switches something; it hides nothing.
  static func isSwitch(_ value: String) -> Bool { switches.contains(value.lowercased()) }

  private static let switches: Set = [
    "true", "false", "yes", "no", "on", "off", "0", "1", "enabled", "disabled",
  ]

  /// Programs that only start with a value, any value, are given such in a build.
  private static func standsForNothing(_ value: String) -> Bool {
    let lower = value.lowercased()
    return ["none", "null", "xxx"].contains(lower) || lower.contains("dummy") || lower.contains("placeholder")
  }

  private static func isKey(_ name: String) -> Bool {
    name.lowercased().split(separator: "_").contains { $0 == "key" || $0 == "keys" }
  }

  /// The fingerprints of public keys, as images carry them to verify downloads: runs of 40 hexadecimal digits in capitals.
  private static func isFingerprint(_ value: String) -> Bool {
    value.split(whereSeparator: { " ,;".contains($0) }).allSatisfy { word in
      word.utf8.count == 40 && word.utf8.allSatisfy { $0.isDecimalDigit || ($0.isCapital && $0.isHexadecimalDigit) }
    }
  }
}
