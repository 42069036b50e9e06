package import Linting
package import Workloads

/// A number or a truth value without quotes where a text is meant.
package struct NumberAsTextValue: Rule {
  package static let info = RuleInfo(
    name: "number-as-text-value",
    groups: ["correctness", "helm"], severity: .warning, fix: .unsafe,
    summary: "A tag, version, account number or key of the values is a number or a truth value, for want of quotes.",
    rationale: """
      Templates get a number, not what is written: 1.20 becomes 1.2, 20240101 becomes 2.0240101e+07, 0123 becomes 83, and yes
      becomes true. So another image runs, or none. A `version` or key that a template writes as it stands is left alone.
      """,
    help: "Put quotes around it.",
    bad: [
      RuleInfo.Example(
        """
        image:
          tag: ‹1.20›
        build:
          version: ‹20240101›
        cloud:
          accountId: ‹012345678901›
        """,
        fixed: """
          image:
            tag: "1.20"
          build:
            version: "20240101"
          cloud:
            accountId: "012345678901"
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        image:
          tag: "1.20"
        build:
          version: 2
        cloud:
          accountId: "012345678901"
        """)
    ],
    references: ["https://helm.sh/docs/chart_best_practices/values/#make-types-clear"])

  package init() {}

  package func check(_ values: ChartValues) -> [Finding] {
    var findings: [Finding] = []
    values.file.forEachScalar { value, path in
      guard let key = path.last, let scalar = value.scalar, let meaning = Meaning(scalar),
        isText(key, meaning)
      else { return }
      var finding = values.finding(Self.info, message(path, scalar, meaning), at: value.range)
      if !ValuesSecret.isNamed(path), let place = finding.place {
        finding.fix = Fix(.unsafe, edits: [Fix.Edit(place: place, text: "\"\(scalar.text)\"")])
      }
      findings.append(finding)
    }
    return findings
  }

  /// What a template gets for a scalar that is no text.
  private struct Meaning {
    var isNumber: Bool
    var isInteger = false
    /// Whether it is written again as it stands.
    var isSame: Bool
    var hasExponent = false
    var words: String

    init?(_ scalar: YAMLScalar) {
      switch scalar.value {
      case .boolean(let flag):
        isNumber = false
        isSame = scalar.text == "\(flag)"
        words = "\(flag)"
      case .integer(let number):
        isNumber = true
        isInteger = true
        // From a million on, a number is written with an exponent.
        hasExponent = abs(Double(number)) >= 1e6
        isSame = scalar.text == "\(number)" && !hasExponent
        words = "\(number)"
      case .number(let number):
        isNumber = true
        // 1.0 is written as 1.
        isSame = scalar.text == "\(number)" && Int(exactly: number) == nil
        words = Int(exactly: number).map { "\($0)" } ?? "\(number)"
      case .null, .string: return nil
      }
    }
  }

  private func isText(_ key: String, _ meaning: Meaning) -> Bool {
    let lower = key.lowercased()
    if lower == "tag" || lower.hasSuffix("imagetag") || lower == "appversion" { return true }
    if lower == "password" { return true }
    if lower.hasSuffix("password") || lower.hasSuffix("accountid") { return meaning.isNumber }
    if key.hasSuffix("Key") { return !meaning.isSame }
    // What templates compare is a number, a fraction or a truth value under this name is none.
    if lower == "version", !meaning.isInteger { return true }
    let mayBeText = ["commit", "revision", "sha", "version"].contains(lower) || key.hasSuffix("Version")
    return mayBeText && meaning.isNumber && !meaning.isSame
  }

  private func message(_ path: [String], _ scalar: YAMLScalar, _ meaning: Meaning) -> String {
    let kind = meaning.isNumber ? "number" : "boolean"
    let read = ValuesSecret.isNamed(path) ? "a \(kind)" : "the \(kind) \(meaning.words)"
    let result =
      meaning.hasExponent ? ", and may be written with an exponent" : meaning.isSame ? ", and the next may change" : ""
    return "`\(path.joined(separator: "."))` is read as \(read)\(result): quote it"
  }
}
