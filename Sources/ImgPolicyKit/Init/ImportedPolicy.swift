internal import Linting

/// What other tools' configurations amount to as a policy, and what of them has no equal.
struct ImportedPolicy {
  /// An entry of the key `files`.
  struct File {
    /// As a glob.
    var path: String
    var isRequired = false
    var isForbidden = false
    var mode: UInt16?
    var owner: String?
    var contained: [String] = []
    var lacking: [String] = []
  }

  /// The built-in policies that it stands on; none means `default`.
  var extends: [String] = []
  var failOn: String?
  var deadBytes: String?
  var deadPercent: Int?
  var registries: [String] = []
  var labelSchema: [String: String] = [:]
  var requiredLabels: [String] = []
  var hasStrictLabels: Bool?
  var forbidsComments = false
  var ports: [String] = []
  var environment: [String: String] = [:]
  /// Labels that must be there.
  var labels: [String] = []
  var requiresNonRootUser = false
  /// The words of ENTRYPOINT and CMD; an empty list for none, nil for any.
  var entrypoint: [String]?
  var command: [String]?
  var workdir: String?
  var files: [File] = []
  /// Severities by rule or alias, in order; a later one wins.
  var grades: [(name: String, level: String)] = []
  /// What is accepted in every image, and why.
  var imageWaivers: [(rule: String, reason: String)] = []
  /// What has no equal, a sentence each, with the file that it is from.
  var remarks: [String] = []

  /// Takes something over, unless a policy with it would be refused: then a remark says why.
  mutating func take(_ what: String, _ names: RuleNames, _ change: (inout ImportedPolicy) -> Void) {
    var alone = ImportedPolicy()
    change(&alone)
    do throws(PolicyError) {
      _ = try Policy.decode(Array(alone.text.utf8), path: "", names: names)
      change(&self)
    } catch {
      remarks.append("\(what) has no equal: \(error.faults.first?.message ?? "")")
    }
  }

  /// Each rule or alias once, with the severity that was said of it last.
  private var distinctGrades: [(name: String, level: String)] {
    var last: [String: Int] = [:]
    for (index, grade) in grades.enumerated() { last[grade.name] = index }
    return grades.enumerated().filter { last[$1.name] == $0 }.map(\.element)
  }

  /// The policy as a file, with the remarks as comments.
  var text: String {
    var yaml = YAMLText()
    yaml.line("extends: \(YAMLText.list(extends.isEmpty ? ["default"] : extends))")
    if let failOn { yaml.line("fail-on: \(failOn)") }
    let dead = [deadBytes.map { "bytes: \($0)" }, deadPercent.map { "percent: \($0)" }].compactMap { $0 }
    if !dead.isEmpty { yaml.line("budgets: { dead: { \(dead.joined(separator: ", ")) } }") }
    if !registries.isEmpty { yaml.line("registries: \(YAMLText.list(registries))") }
    writeLabels(to: &yaml)
    writeConfig(to: &yaml)
    if !files.isEmpty { yaml.line("files:") }
    for file in files { yaml.line("  - { \(file.members.joined(separator: ", ")) }") }
    if forbidsComments { yaml.line("suppressions: { inline: forbidden }") }
    yaml.mapping("rules", distinctGrades.map { ($0.name, $0.level) }, quoted: false)
    if !imageWaivers.isEmpty { yaml.line("waivers:") }
    for waiver in imageWaivers {
      yaml.line("  - { rule: \(waiver.rule), image: \"*\", reason: \(YAMLText.scalar(waiver.reason)) }")
    }
    if !remarks.isEmpty { yaml.line("\n# Without an equal here:") }
    for remark in remarks { yaml.line("# - \(VisibleText.escaped(remark))") }
    return yaml.text
  }

  private func writeLabels(to yaml: inout YAMLText) {
    guard !labelSchema.isEmpty || !requiredLabels.isEmpty || hasStrictLabels != nil else { return }
    yaml.line("labels:")
    yaml.mapping("schema", labelSchema.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, indent: 2)
    if !requiredLabels.isEmpty { yaml.line("  required: \(YAMLText.list(requiredLabels))") }
    if let hasStrictLabels { yaml.line("  strict: \(hasStrictLabels)") }
  }

  private func writeConfig(to yaml: inout YAMLText) {
    let commands = [("entrypoint", entrypoint), ("cmd", command)].compactMap { key, words in
      words.map { "  \(key): \(YAMLText.list($0))" }
    }
    let isEmpty = !requiresNonRootUser && ports.isEmpty && environment.isEmpty && labels.isEmpty
    if isEmpty, commands.isEmpty, workdir == nil { return }
    yaml.line("config:")
    for line in commands { yaml.line(line) }
    if let workdir { yaml.line("  workdir: \(YAMLText.scalar(workdir))") }
    if requiresNonRootUser { yaml.line("  user: { non-root: true }") }
    if !ports.isEmpty { yaml.line("  ports: \(YAMLText.list(ports))") }
    yaml.mapping("env", environment.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, indent: 2)
    yaml.mapping("labels", Set(labels).sorted().map { ($0, "text") }, indent: 2)
  }
}

extension ImportedPolicy.File {
  /// The members of the entry, in the order of the reference of policies.
  fileprivate var members: [String] {
    let texts = [("path", path), ("mode", mode.map(octal)), ("owner", owner)] as [(String, String?)]
    let flags = [("required", isRequired), ("forbidden", isForbidden)].filter(\.1).map { "\($0.0): true" }
    let lists = [("contains", contained), ("lacks", lacking)].filter { !$0.1.isEmpty }
    var members = texts.compactMap { key, text in text.map { "\(key): \(YAMLText.scalar($0))" } }
    members.insert(contentsOf: flags, at: 1)
    return members + lists.map { "\($0.0): \(YAMLText.list($0.1))" }
  }
}

/// YAML in the making.
struct YAMLText {
  private(set) var text = ""

  mutating func line(_ text: String) { self.text += text + "\n" }

  /// A mapping, an entry a line; nothing for an empty one.
  mutating func mapping(_ key: String, _ entries: [(String, String)], indent: Int = 0, quoted: Bool = true) {
    guard !entries.isEmpty else { return }
    let margin = String(repeating: " ", count: indent)
    line("\(margin)\(key):")
    for (name, value) in entries { line("\(margin)  \(Self.scalar(name)): \(quoted ? Self.scalar(value) : value)") }
  }

  static func list(_ items: [String]) -> String { "[\(items.map(scalar).joined(separator: ", "))]" }

  /// A text that YAML reads as that text, in double quotes unless it is plainly a word.
  static func scalar(_ text: String) -> String {
    let isWord =
      !text.isEmpty && text.utf8.allSatisfy(isWordByte) && !text.utf8.allSatisfy { !isLetter($0) }
      && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased()) && !text.hasPrefix("-")
      && !text.hasPrefix(".")
    if isWord { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || "-_./".utf8.contains(byte)
  }
}
