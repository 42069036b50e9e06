internal import Linting
internal import Rules

/// Takes over the configuration of another tool, which is known by its name or its keys.
struct ImportConfiguration {
  private let names: RuleNames

  init(names: RuleNames) { self.names = names }

  /// Adds what a file says to a policy.
  func take(_ path: String, into policy: inout ImportedPolicy) throws(RunError) {
    let file = InputPath(path)
    let bytes: [UInt8]
    do throws(InputError) {
      bytes = try ReadFile.bytes(at: file.absolute)
    } catch {
      throw .usage("--from \(path): \(error.message)")
    }
    do throws(PolicyError) {
      if file.name.hasSuffix("dockleignore") { return takeDockle(bytes, path, into: &policy) }
      if HadolintConfig.isOne(file) { return try takeHadolint(bytes, path, into: &policy) }
      guard case .mapping(let entries) = try ReadYAML.root(of: bytes, path: path).content else {
        throw PolicyError(path, "no configuration that is known here")
      }
      let keys = Set(entries.map(\.key))
      if file.name.contains("dive-ci") || keys == ["rules"] {
        takeDive(entries, path, into: &policy)
      } else if keys.contains("schemaVersion") {
        takeStructureTest(entries, path, into: &policy)
      } else {
        throw PolicyError(
          path,
          "no configuration that is known here: expected a .hadolint.yaml, .dive-ci, .dockleignore or a file of "
            + "container-structure-test")
      }
    } catch {
      throw .configuration(error)
    }
  }

  // MARK: hadolint

  private func takeHadolint(
    _ bytes: [UInt8], _ path: String, into policy: inout ImportedPolicy
  ) throws(PolicyError) {
    let config = try HadolintConfig.decode(bytes, path: path, names: names)
    if !policy.extends.contains("hadolint") { policy.extends.append("hadolint") }
    let equal = config.policy
    switch equal.failOn {
    case .never: policy.failOn = "none"
    case .at(let severity): policy.failOn = severity.rawValue
    case nil: break
    }
    policy.registries += config.trustedRegistries
    for (label, kind) in config.labelSchema { policy.labelSchema[label] = kind.rawValue }
    policy.requiredLabels += config.labelSchema.keys.sorted()
    policy.hasStrictLabels = config.hasStrictLabels ?? policy.hasStrictLabels
    if config.voidsPragmas == true { policy.forbidsComments = true }
    for grade in equal.grades {
      let level = Policy.Grade.Level.words.first { $0.value == grade.level }?.word ?? "off"
      policy.grades.append((grade.selector.description, level))
    }
  }

  // MARK: dockle

  private func takeDockle(_ bytes: [UInt8], _ path: String, into policy: inout ImportedPolicy) {
    let text = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let code = line.prefix { $0 != "#" }.split(separator: " ").first.map(String.init) ?? ""
      guard !code.isEmpty else { continue }
      if case .alias(let alias) = names.selector(code) {
        policy.grades.append((alias, "off"))
      } else {
        policy.remarks.append("\(path): no rule here bears the code \(code)")
      }
    }
  }

  // MARK: dive

  private func takeDive(_ entries: [ConfigNode.Entry], _ path: String, into policy: inout ImportedPolicy) {
    let rules = entries.first { $0.key == "rules" }.flatMap(\.value.members) ?? []
    for rule in rules {
      let value = rule.value.word ?? ""
      let remark = { (reason: String) in "\(path): \(rule.key): \(value) \(reason)" }
      if value == "disabled" { continue }
      switch rule.key {
      case "highestWastedBytes" where (try? ByteSize.parse(value)) != nil: policy.deadBytes = YAMLText.scalar(value)
      case "highestUserWastedPercent":
        guard let share = Double(value), (0...1).contains(share) else {
          policy.remarks.append(remark("is no share from 0 to 1"))
          continue
        }
        policy.deadPercent = Int((share * 100).rounded(.down))
        policy.remarks.append(remark("became budgets.dead.percent, which counts all layers, those of the base too"))
      case "lowestEfficiency":
        policy.remarks.append(remark("has no equal: budgets.dead bounds the bytes that nobody can read"))
      default: policy.remarks.append(remark("is not known here"))
      }
    }
  }

  // MARK: container-structure-test

  private func takeStructureTest(
    _ entries: [ConfigNode.Entry], _ path: String, into policy: inout ImportedPolicy
  ) {
    for entry in entries {
      switch entry.key {
      case "schemaVersion", "globalEnvVars": continue
      case "metadataTest":
        for member in entry.value.members ?? [] { takeMetadata(member, path, into: &policy) }
      case "commandTests": policy.remarks.append("\(path): commandTests run the image, which no policy does")
      default: policy.remarks.append("\(path): \(entry.key) has no equal in this version")
      }
    }
  }

  private func takeMetadata(_ entry: ConfigNode.Entry, _ path: String, into policy: inout ImportedPolicy) {
    let remark = { (what: String, reason: String) in "\(path): metadataTest.\(what) \(reason)" }
    switch entry.key {
    case "envVars", "env":
      for (key, value, isPattern) in entry.value.pairs {
        if isPattern {
          policy.remarks.append(remark("env \(key)", "is a pattern: config.env has values only"))
        } else {
          policy.environment[key] = value
        }
      }
    case "labels":
      for (key, _, _) in entry.value.pairs {
        policy.labels.append(key)
        policy.remarks.append(remark("label \(key)", "became a label that must be there, with any value"))
      }
    case "exposedPorts": policy.ports += entry.value.words
    case "user":
      let user = entry.value.word ?? ""
      guard !["", "root", "0"].contains(user) else { return }
      policy.requiresNonRootUser = true
      policy.remarks.append(remark("user \(user)", "became any user but root"))
    default: policy.remarks.append(remark(entry.key, "has no equal in this version"))
    }
  }
}

extension ConfigNode {
  fileprivate var members: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

  fileprivate var word: String? { if case .scalar(let text) = content { text } else { nil } }

  fileprivate var words: [String] {
    guard case .sequence(let items) = content else { return word.map { [$0] } ?? [] }
    return items.compactMap(\.word)
  }

  /// The items of a list of `{ key, value, isRegex }`.
  fileprivate var pairs: [(key: String, value: String, isPattern: Bool)] {
    guard case .sequence(let items) = content else { return [] }
    return items.compactMap { item in
      let members = item.members ?? []
      let value = { (key: String) in members.first { $0.key == key }?.value.word }
      return value("key").map { ($0, value("value") ?? "", value("isRegex") == "true") }
    }
  }
}
