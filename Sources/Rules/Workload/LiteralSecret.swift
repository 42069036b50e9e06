internal import Linting
internal import Workloads

/// Tells whether a value of a manifest is a secret that is written out.
enum LiteralSecret {
  /// What the value is, with its article; nil for what is no secret, and for what only stands for one.
  static func description(of value: String, named name: String) -> String? {
    if let content = SecretContent.description(of: value) { return content }
    let isNamed = SecretVariable.holdsSecret(snakeCase(name), value, inSettings: true) && isReal(value)
    return isNamed ? "a secret, by its name" : description(ofSettings: value)
  }

  /// Whether a value of several lines, or a JSON text, gives a value to the name of a secret.
  static func description(ofSettings text: String) -> String? {
    guard text.contains("\n") || text.hasPrefix("{"),
      let name = SecretAssignments.passwordName(inSettings: Array(text.utf8))
    else { return nil }
    return "a text with a secret (\(name))"
  }

  /// Whether a value is real: neither blank nor a word, a variable or a reference that stands for it.
  static func isReal(_ value: String) -> Bool {
    let bytes = trimmed(value)
    // What a document says of one of its values does not hold for all of it.
    let isMarked = !isDocument(bytes) && (Placeholder.isMarked(bytes) || StandIn.isOne(bytes))
    let text = String(decoding: bytes, as: UTF8.self)
    return !bytes.isEmpty && !isMarked && !Placeholder.isOne(text) && !absences.contains(text.lowercased())
      && !standsForAnother(text)
  }

  /// Words for: there is none yet.
  private static let absences: Set = ["null", "none", "todo", "tbd", "unset", "xxx"]

  /// Whether a text is a file of its own, in JSON or of several lines, and not one value.
  private static func isDocument(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains(UInt8(ascii: "\n"))
      || (text.first == UInt8(ascii: "{") && text.last == UInt8(ascii: "}") && text.contains(UInt8(ascii: "\"")))
  }

  /// A value without the blanks around it.
  static func trimmed(_ value: String) -> ArraySlice<UInt8> {
    let bytes = Array(value.utf8)
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) }
    let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
    return bytes[start..<end]
  }

  /// What a program puts in later: from a store of secrets (`vault:…`, `ref+vault://…`, `op://…`, `ENC[…]` of SOPS), or in the
  /// place of a mark such as `__PASSWORD__`.
  private static func standsForAnother(_ value: String) -> Bool {
    if ["vault:", "ref+", "ENC[", "secretref+", "op://"].contains(where: value.hasPrefix) { return true }
    let name = value.dropFirst(2).dropLast(2)
    return ["__", "@@", "##"].contains { value.hasPrefix($0) && value.hasSuffix($0) } && !name.isEmpty
      && name.utf8.allSatisfy { $0.isLatinLetter || $0.isDecimalDigit || "_-.".utf8.contains($0) }
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
