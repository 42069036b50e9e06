internal import Linting

/// The rules that a SARIF run lists: those that speak in its results, by their names, and the one for inputs that could
/// not be read.
struct SARIFRules {
  /// A rule, with what is known of it.
  struct Rule {
    var id: String
    /// nil for a rule that the catalogue does not have.
    var info: RuleInfo?
    var severity: Severity
  }

  static let unreadable = "unreadable-input"

  let all: [Rule]
  private let indices: [String: Int]

  init(of findings: [JudgedFinding], in report: Report) {
    let infos = Dictionary(report.rules.map { ($0.name, $0) }) { first, _ in first }
    var rules = Set(findings.map(\.finding.rule)).sorted().map { name in
      Rule(id: name, info: infos[name], severity: infos[name]?.severity ?? .warning)
    }
    if !report.unreadableInputs.isEmpty { rules.append(Rule(id: Self.unreadable, severity: .error)) }
    all = rules
    indices = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  /// The index of a rule in the list; nil for one that is not listed.
  func index(of rule: String) -> Int? { indices[rule] }
}

extension JSONWriter {
  /// GitHub shows ten tags and takes twenty.
  private static let tagLimit = 20
  /// The most characters of a description.
  private static let textLimit = 1024

  private static let unreadableMeaning =
    "The file is not there, is not what it is said to be, ends early, or does not have the digest that is written of it. "
    + "The verdict is `unreadable` then, and no severity, waiver or baseline lifts it."
  private static let unreadableHelp =
    "See what the message says was expected, write or save the file anew, and judge it again."

  /// One element of `tool.driver.rules`.
  mutating func rule(_ rule: SARIFRules.Rule) {
    object { json in
      json.name("id")
      json.value(VisibleText.escaped(rule.id))
      json.name("name")
      json.value(VisibleText.escaped(Self.pascalCase(rule.id)))
      if let info = rule.info {
        json.texts(of: info)
      } else if rule.id == SARIFRules.unreadable {
        json.multiformat("shortDescription", "An input could not be read.")
        json.multiformat("fullDescription", Self.unreadableMeaning)
        json.multiformat(
          "help", "\(Self.unreadableMeaning)\n\nWhat to do: \(Self.unreadableHelp)",
          markdown: "\(Self.unreadableMeaning)\n\n**What to do:** \(Self.unreadableHelp)")
      }
      json.name("defaultConfiguration")
      json.object { json in
        json.name("level")
        json.value(rule.severity.sarifLevel)
      }
      json.name("properties")
      json.object { $0.properties(of: rule) }
    }
  }

  private mutating func texts(of info: RuleInfo) {
    multiformat("shortDescription", Self.shortened(info.summary))
    multiformat("fullDescription", Self.shortened(info.rationale))
    multiformat("help", Self.help(of: info, examples: false), markdown: Self.help(of: info, examples: true))
    if let address = info.references.first {
      name("helpUri")
      value(address)
    }
  }

  private mutating func properties(of rule: SARIFRules.Rule) {
    let groups = rule.info?.groups ?? ["integrity"]
    var tags: [String] = []
    for tag in groups + (rule.info?.aliases ?? []) where !tags.contains(tag) { tags.append(tag) }
    name("tags")
    strings(tags.prefix(Self.tagLimit).map(VisibleText.escaped))
    name("precision")
    value(rule.info.map(\.isPreview) == true ? "medium" : "high")
    name("problem.severity")
    value(rule.severity.problemSeverity)
    if groups.contains("security") {
      name("security-severity")
      value(rule.severity.securitySeverity)
    }
  }

  /// A `multiformatMessageString`.
  private mutating func multiformat(_ key: String, _ text: String, markdown: String? = nil) {
    name(key)
    object { json in
      json.name("text")
      json.value(text)
      if let markdown {
        json.name("markdown")
        json.value(markdown)
      }
    }
  }

  private static func help(of info: RuleInfo, examples: Bool) -> String {
    var parts = [info.rationale, (examples ? "**What to do:** " : "What to do: ") + info.help]
    if examples {
      for (title, example) in [("Bad", info.bad.first), ("Good", info.good.first)] {
        if let example { parts.append("**\(title):**\n\n" + RulePage.fenced(example.plainText)) }
      }
    }
    if !info.references.isEmpty {
      let list = info.references.map { examples ? "<\($0)>" : $0 }.joined(separator: ", ")
      parts.append((examples ? "**See also:** " : "See also: ") + list)
    }
    return parts.joined(separator: "\n\n")
  }

  private static func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= textLimit ? text : String(text.unicodeScalars.prefix(textLimit - 1)) + "…"
  }

  /// `unpinned-base-image` → `UnpinnedBaseImage`
  private static func pascalCase(_ name: String) -> String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

extension RuleInfo {
  fileprivate var isPreview: Bool { if case .preview = status { true } else { false } }
}

extension Severity {
  /// The `level` of a result.
  var sarifLevel: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info, .style: "note"
    }
  }

  fileprivate var problemSeverity: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info, .style: "recommendation"
    }
  }

  /// The middle of what GitHub calls high, medium and low.
  fileprivate var securitySeverity: String {
    switch self {
    case .error: "8.0"
    case .warning: "5.5"
    case .info: "3.0"
    case .style: "1.0"
    }
  }
}
