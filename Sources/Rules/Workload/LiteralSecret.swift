internal import Linting
internal import Workloads

/// Tells whether a value of a manifest is a secret that is written out.
enum LiteralSecret {
  /// What the value is, with its article; nil for what is no secret, and for what only stands for one.
  static func description(of value: String, named name: String) -> String? {
    if let token = SecretTokens.find(in: Array(value.utf8)).first { return token.name }
    let isNamed = SecretVariable.holdsSecret(snakeCase(name), value) && AddressPassword.isReal(Array(value.utf8)[...])
    return isNamed ? "a secret, by its name" : nil
  }

  /// Whether a value is real: neither empty nor a word or a variable that stands for it.
  static func isReal(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    return AddressPassword.isReal(bytes[...]) && !["null", "none", "todo", "tbd", "unset"].contains(value.lowercased())
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
