internal import Linting
internal import Rules

/// Takes over the configuration of another tool, which is known by its name or its keys.
struct ImportConfiguration {
  private let names: RuleNames
  private let infos: [String: RuleInfo]
  /// The rules that judge images, which are all that dockle sees.
  private let imageRules: Set<String>

  init(_ catalog: Catalog) {
    names = RuleNames(catalog.infos)
    infos = Dictionary(catalog.infos.map { ($0.name, $0) }) { first, _ in first }
    imageRules = Set(catalog.image.map(\.info.name))
  }

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
        ImportDive(path).take(entries, into: &policy)
      } else if keys.contains("schemaVersion") {
        var reader = ImportStructureTest(path, into: policy, names)
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
    for registry in config.trustedRegistries {
      policy.take("\(path): trustedRegistries: \(registry)", names) { $0.registries.append(registry) }
    }
    for (label, kind) in config.labelSchema.sorted(by: { $0.key < $1.key }) {
      policy.take("\(path): label-schema: \(label)", names) {
        $0.labelSchema[label] = kind.rawValue
        $0.requiredLabels.append(label)
      }
    }
    policy.hasStrictLabels = config.hasStrictLabels ?? policy.hasStrictLabels
    if config.voidsPragmas == true { policy.forbidsComments = true }
    try judgeByCodes(equal, into: &policy)
    for grade in equal.grades {
      let level = Policy.Grade.Level.allWords.first { $0.value == grade.level }?.word ?? "off"
      policy.grades.append((grade.selector.description, level))
    }
  }

  /// Settings bring rules by their names; hadolint judges by its codes alone. Who switches a rule off by its name wants to hear
  /// nothing of it in whatever sense, so the codes are graded anew.
  private func judgeByCodes(_ equal: Policy, into policy: inout ImportedPolicy) throws(PolicyError) {
    let hadolint = Selection(layers: try PolicyStack(ruleNames: names).effective([.builtIn("hadolint")]).layers)
    for case .rule(let rule) in Demands.grades(of: equal, in: equal.settings).map(\.selector) {
      policy.grades.append((rule, "off"))
      guard let info = infos[rule] else { continue }
      for code in info.aliases.filter(AliasOrigin.hadolint.owns) {
        if let severity = hadolint.severity(ofAlias: code, info) { policy.grades.append((code, severity.rawValue)) }
      }
    }
  }

  // MARK: dockle

  private func takeDockle(_ bytes: [UInt8], _ path: String, into policy: inout ImportedPolicy) {
    for code in DockleIgnore.codes(in: bytes) {
      guard let selector = DockleIgnore.selector(of: code, names) else {
        policy.remarks.append("\(path): no rule here bears the code \(code)")
        continue
      }
      if names.rules(bearing: selector).allSatisfy(imageRules.contains) {
        policy.grades.append((selector.description, "off"))
      } else if !policy.imageWaivers.contains(where: { $0.rule == selector.description }) {
        // Other rules judge Dockerfiles by this code, of which dockle says nothing.
        policy.imageWaivers.append((selector.description, "listed in \(path)"))
      }
    }
  }
}
