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
        var reader = ImportStructureTest(path, into: policy)
        reader.take(entries)
        policy = reader.policy
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
    for code in DockleIgnore.codes(in: bytes) {
      if let selector = DockleIgnore.selector(of: code, names) {
        policy.grades.append((selector.description, "off"))
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
        guard let percent = Self.percent(value, .down) else {
          policy.remarks.append(remark("is no share from 0 to 1"))
          continue
        }
        policy.deadPercent = percent
        policy.remarks.append(
          remark("became budgets.dead.percent, a share of the whole image, not of all layers but the first"))
      case "lowestEfficiency":
        guard let percent = Self.percent(value, .up) else {
          policy.remarks.append(remark("is no share from 0 to 1"))
          continue
        }
        policy.grades.append((LowEfficiency.info.name, "{ percent: \(percent) }"))
      default: policy.remarks.append(remark("is not known here"))
      }
    }
  }

  /// A share from 0 to 1 in whole per cent, rounded to the strict side.
  private static func percent(_ text: String, _ rule: FloatingPointRoundingRule) -> Int? {
    guard let share = Double(text), (0...1).contains(share) else { return nil }
    // 0.29 has no exact double, and shall be 29.
    return Int(((share * 100_000_000).rounded() / 1_000_000).rounded(rule))
  }
}
