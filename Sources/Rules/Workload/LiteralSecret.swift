internal import Linting
internal import Workloads

/// Tells whether a value of a manifest is a secret that is written out.
enum LiteralSecret {
  /// What the value is, with its article; nil for what is no secret, and for what only stands for one.
  static func description(of value: String, named name: String) -> String? {
    if let token = SecretTokens.find(in: Array(value.utf8)).first { return token.name }
    let isNamed =
      SecretVariable.holdsSecret(snakeCase(name), value, inSettings: true)
      && AddressPassword.isWrittenOut(Array(value.utf8)[...]) && !standsForAnother(value)
    return isNamed ? "a secret, by its name" : description(ofSettings: value)
  }

  /// Whether a value of several lines, or a JSON text, gives a value to the name of a secret.
  static func description(ofSettings text: String) -> String? {
    guard text.contains("\n") || text.hasPrefix("{"),
      let name = SecretAssignments.passwordName(inSettings: Array(text.utf8))
    else { return nil }
    return "a text with a secret (\(name))"
  }

  /// Whether a value is real: neither empty nor a word, a variable or a reference that stands for it.
  static func isReal(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    return AddressPassword.isWrittenOut(bytes[...])
      && !["null", "none", "todo", "tbd", "unset"].contains(value.lowercased())
      && !standsForAnother(value)
  }

  /// What a program puts in later: from a store of secrets (`vault:…`, `ref+vault://…`, `op://…`, `ENC[…]` of SOPS), or in the
  /// place of a mark such as `__PASSWORD__`.
  private static func standsForAnother(_ value: String) -> Bool {
    if ["vault:", "ref+", "ENC[", "secretref+", "op://"].contains(where: value.hasPrefix) { return true }
    let name = value.dropFirst(2).dropLast(2)
    return ["__", "@@", "##"].contains { value.hasPrefix($0) && value.hasSuffix($0) } && !name.isEmpty
      && name.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || "_-.".utf8.contains($0) }
  }

  /// Whether a value is an address with a password, be it that of the user's own name.
  static func hasPassword(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    guard let scheme = bytes.firstRange(of: Array("://".utf8)) else { return false }
    let authority = bytes[scheme.upperBound...].prefix { !"/?#".utf8.contains($0) }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
      let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
    else { return false }
    return AddressPassword.isReal(authority[(colon + 1)..<at])
  }

  /// `dbPassword` and `db-password` as variables have it: `db_password`.
  static func snakeCase(_ name: String) -> String {
    var result = ""
    var isLower = false
    for character in name {
      if character.isUppercase, isLower { result += "_" }
      result.append(character == "-" || character == "." ? "_" : character)
      isLower = character.isLowercase
    }
    return result
  }
}

extension Manifest {
  /// A finding at a secret, which no report may show.
  func finding(_ info: RuleInfo, _ message: String, atSecret node: YAMLNode) -> Finding {
    var finding = finding(info, message, at: node.range)
    finding.concealed = [node.range]
    return finding
  }
}
