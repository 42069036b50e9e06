internal import Rules

/// Takes over what a file of container-structure-test, version 2, asks of an image without running it.
struct ImportStructureTest {
  private let path: String
  private let names: RuleNames
  private(set) var policy: ImportedPolicy

  init(_ path: String, into policy: ImportedPolicy, _ names: RuleNames) {
    self.path = path
    self.policy = policy
    self.names = names
  }

  mutating func take(_ entries: [ConfigNode.Entry]) {
    for entry in entries {
      switch entry.key {
      // Variables of the tests' own commands.
      case "schemaVersion", "globalEnvVars": continue
      case "metadataTest": for member in entry.value.members ?? [] { takeMetadata(member) }
      case "fileExistenceTests": for test in entry.value.items { takeExistence(test) }
      case "fileContentTests": for test in entry.value.items { takeContent(test) }
      case "commandTests": remark("commandTests run the image, which no policy does")
      case "licenseTests": remark("licenseTests have no equal: no rule reads licences")
      default: remark("\(entry.key) is not known here")
      }
    }
  }

  private mutating func remark(_ reason: String) { policy.remarks.append("\(path): \(reason)") }

  /// Takes over what a policy accepts.
  private mutating func take(_ what: String, _ change: (inout ImportedPolicy) -> Void) {
    policy.take("\(path): \(what)", names, change)
  }

  // MARK: Files

  private mutating func takeExistence(_ test: ConfigNode) {
    guard let file = test.word("path") else { return remark("a file existence test has no path") }
    var demand = ImportedPolicy.File(path: FileDemand.literal(file))
    guard test.word("shouldExist") != "false" else {
      demand.isForbidden = true
      return take(file, demand)
    }
    demand.isRequired = true
    if let text = test.word("permissions") {
      demand.mode = mode(text)
      if demand.mode == nil { remark("\(file): permissions \(text) have no equal: expected such as -rw-r--r--") }
    }
    let (user, group) = (test.word("uid").flatMap(number), test.word("gid").flatMap(number))
    if let user { demand.owner = group.map { "\(user):\($0)" } ?? "\(user)" }
    if user == nil, group != nil { remark("\(file): gid without uid has no equal: `owner` begins with the user") }
    if let who = test.word("isExecutableBy") {
      remark("\(file): isExecutableBy \(who) has no equal: `mode` has all permissions")
    }
    take(file, demand)
  }

  private mutating func take(_ file: String, _ demand: ImportedPolicy.File) {
    take("a test of \(file)") { $0.files.append(demand) }
  }

  /// -1 is how container-structure-test says any.
  private func number(_ text: String) -> UInt32? { UInt32(text) }

  /// Permissions as Go writes them, `-rwxr-xr-x` with the letters of special bits in front: `ugrwxr-xr-x`, `dtrwxrwxrwx`.
  private func mode(_ text: String) -> UInt16? {
    let letters = Array(text.utf8)
    guard letters.count > 9 else { return nil }
    var mode: UInt16 = 0
    for (letter, wanted) in zip(letters.suffix(9), "rwxrwxrwx".utf8) {
      guard letter == wanted || letter == UInt8(ascii: "-") else { return nil }
      mode = mode << 1 | (letter == wanted ? 1 : 0)
    }
    for letter in letters.dropLast(9) {
      switch letter {
      case UInt8(ascii: "u"): mode |= 0o4000
      case UInt8(ascii: "g"): mode |= 0o2000
      case UInt8(ascii: "t"): mode |= 0o1000
      case UInt8(ascii: "-"), UInt8(ascii: "d"), UInt8(ascii: "L"): continue
      default: return nil
      }
    }
    return mode
  }

  private mutating func takeContent(_ test: ConfigNode) {
    guard let file = test.word("path") else { return remark("a file content test has no path") }
    var demand = ImportedPolicy.File(path: FileDemand.literal(file), isRequired: true)
    for (key, list) in [("expectedContents", \ImportedPolicy.File.contained), ("excludedContents", \.lacking)] {
      for pattern in test.words(key) {
        if let text = LiteralPattern.text(of: pattern) {
          demand[keyPath: list].append(text)
        } else {
          remark("\(file): \(key) \(pattern) is a pattern: `contains` and `lacks` have plain texts")
        }
      }
    }
    take(file, demand)
  }

  // MARK: Metadata

  private mutating func takeMetadata(_ entry: ConfigNode.Entry) {
    let value = entry.value
    switch entry.key {
    case "envVars", "env":
      for variable in value.pairs {
        if variable.isPattern {
          remark("metadataTest.env \(variable.key) is a pattern: config.env has values only")
        } else {
          take("metadataTest.env \(variable.key)") { $0.environment[variable.key] = variable.value }
        }
      }
    case "labels":
      for label in value.pairs {
        take("metadataTest.label \(label.key)") { $0.labels.append(label.key) }
        remark("metadataTest.label \(label.key) became a label that must be there, with any value")
      }
    case "exposedPorts":
      guard !value.words.isEmpty else { return }
      for port in value.words { take("metadataTest.exposedPorts \(port)") { $0.ports.append(port) } }
      remark("metadataTest.exposedPorts became config.ports, which allows no others")
    case "user":
      let user = value.word ?? ""
      guard !["", "root", "0"].contains(user) else {
        return remark("metadataTest.user \(user) has no equal: no policy demands root")
      }
      policy.requiresNonRootUser = true
      remark("metadataTest.user \(user) became any user but root")
    case "entrypoint": take("metadataTest.entrypoint") { $0.entrypoint = value.words }
    case "cmd": take("metadataTest.cmd") { $0.command = value.words }
    case "workdir":
      if let directory = value.word, !directory.isEmpty { take("metadataTest.workdir") { $0.workdir = directory } }
    case "unboundEnvVars", "unexposedPorts", "volumes", "unmountedVolumes":
      remark("metadataTest.\(entry.key) has no equal: `config` has no such key")
    default: remark("metadataTest.\(entry.key) is not known here")
    }
  }
}

extension FileDemand {
  /// The pattern that means one path, whatever its letters.
  fileprivate static func literal(_ path: String) -> String {
    String(path.flatMap { "*?[{\\".contains($0) ? ["\\", $0] : [$0] })
  }
}

/// A regular expression of Go that means one plain text.
enum LiteralPattern {
  /// The text that is somewhere in all that the pattern matches, and in nothing else; nil for one that is more than a text.
  static func text(of pattern: String) -> String? {
    // A pattern is looked for anywhere, so that these say nothing.
    var rest = pattern[...]
    while rest.hasPrefix(".*") { rest = rest.dropFirst(2) }
    while rest.hasSuffix(".*"), !rest.hasSuffix("\\.*") { rest = rest.dropLast(2) }
    var text = ""
    while let letter = rest.popFirst() {
      if letter == "\\" {
        guard let escaped = rest.popFirst(), escaped.isASCII, !escaped.isLetter, !escaped.isNumber else { return nil }
        text.append(escaped)
      } else if ".+*?()|[]{}^$".contains(letter) {
        return nil
      } else {
        text.append(letter)
      }
    }
    return text.isEmpty ? nil : text
  }
}

extension ConfigNode {
  /// The members of a mapping; nil for anything else.
  var members: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

  /// The text of a scalar; nil for anything else.
  var word: String? { if case .scalar(let text) = content { text } else { nil } }

  /// The items of a list; none for anything else.
  fileprivate var items: [ConfigNode] { if case .sequence(let items) = content { items } else { [] } }

  /// The texts of a list, or the one that stands in its place.
  fileprivate var words: [String] { word.map { [$0] } ?? items.compactMap(\.word) }

  fileprivate func member(_ key: String) -> ConfigNode? { members?.first { $0.key == key }?.value }

  fileprivate func word(_ key: String) -> String? { member(key)?.word }

  fileprivate func words(_ key: String) -> [String] { member(key)?.words ?? [] }

  /// The items of a list of `{ key, value, isRegex }`.
  fileprivate var pairs: [(key: String, value: String, isPattern: Bool)] {
    items.compactMap { item in
      item.word("key").map { ($0, item.word("value") ?? "", item.word("isRegex") == "true") }
    }
  }
}
