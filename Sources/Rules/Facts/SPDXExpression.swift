/// Licence expressions by annex D of the SPDX specification, version 2.3.
enum SPDXExpression {
  /// Whether a text is an expression of known licences: `MIT OR (Apache-2.0 AND GPL-2.0-only WITH Classpath-exception-2.0)`.
  static func isValid(_ text: String) -> Bool {
    var depth = 0
    var expectsLicence = true
    // WITH may only stand behind a licence, and only once.
    var mayHaveException = false
    var words = words(of: text)[...]
    while let word = words.popFirst() {
      if expectsLicence {
        if word == "(" {
          depth += 1
          continue
        }
        guard isLicence(word) else { return false }
        expectsLicence = false
        mayHaveException = true
      } else if word == ")" {
        depth -= 1
        mayHaveException = false
        guard depth >= 0 else { return false }
      } else if isOperator(word, "WITH") {
        guard mayHaveException, let exception = words.popFirst(), isException(exception) else { return false }
        mayHaveException = false
      } else {
        guard isOperator(word, "AND") || isOperator(word, "OR") else { return false }
        expectsLicence = true
      }
    }
    return !expectsLicence && depth == 0
  }

  /// Operators are in capitals, or all in lower case since version 3.
  private static func isOperator(_ word: Substring, _ name: String) -> Bool {
    word == name || word == name.lowercased()
  }

  private static func isException(_ word: Substring) -> Bool {
    SPDXLicenses.exceptionNames.contains(word.lowercased())
  }

  private static func isLicence(_ word: Substring) -> Bool {
    let name = word.lowercased()
    if SPDXLicenses.isDeprecated[name] != nil { return true }
    // `+`: this version or any later one.
    if name.hasSuffix("+"), SPDXLicenses.isDeprecated[String(name.dropLast())] != nil { return true }
    return isReference(word)
  }

  /// `LicenseRef-acme` or `DocumentRef-other:LicenseRef-acme`.
  private static func isReference(_ word: Substring) -> Bool {
    var rest = word
    if rest.hasPrefix("DocumentRef-") {
      guard let colon = rest.firstIndex(of: ":"), isIdentifier(rest[..<colon].dropFirst("DocumentRef-".count)) else {
        return false
      }
      rest = rest[rest.index(after: colon)...]
    }
    return rest.hasPrefix("LicenseRef-") && isIdentifier(rest.dropFirst("LicenseRef-".count))
  }

  private static func isIdentifier(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        byte.isLatinLetter || byte.isDecimalDigit
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }

  /// The words between blanks; parentheses are words of their own.
  private static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    for part in text.split(separator: " ") {
      var start = part.startIndex
      for index in part.indices where part[index] == "(" || part[index] == ")" {
        if start < index { words.append(part[start..<index]) }
        words.append(part[index...index])
        start = part.index(after: index)
      }
      if start < part.endIndex { words.append(part[start...]) }
    }
    return words
  }
}
