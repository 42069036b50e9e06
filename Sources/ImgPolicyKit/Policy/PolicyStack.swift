package import Linting
internal import Policies
package import Rules

/// What a list of policies amounts to, with all that they extend.
package struct EffectivePolicy: Sendable {
  /// The settings of the rules, merged key by key.
  package var settings: RuleSettings
  package var suppressions = SuppressionDemands()
  /// From which severity on a finding fails; nil when none does.
  package var failOn: Severity?
  /// Whether the program shellcheck is asked about shell text.
  package var shellCheck = ShellCheckUse.off
  /// What each policy grades; a later layer beats an earlier one.
  package var layers: [[Policy.Grade]]
  /// Those of all policies: each is an exception of its own.
  package var waivers: [Waiver] = []
  /// What the policies say of the fixes of single rules.
  package var fixes = FixLimits()
  /// The policies as they were asked for: built-in names, or paths as reports print them.
  package var names: [String]
  /// The files that it was read from, those that are extended too.
  package var files: [InputPath] = []
}

/// Resolves the names and files of policies into one effective policy.
///
/// What a policy extends comes before it, and a policy counts once, where it is needed first. A file that does not say
/// what it extends stands on `default`, unless something lies below it already.
package struct PolicyStack: Sendable {
  /// Where a policy comes from.
  package enum Source: Sendable, Hashable {
    case builtIn(String)
    case file(InputPath)
    /// hadolint's own configuration, to be laid over the policy `hadolint`.
    case hadolint(HadolintSource)

    /// nil for a built-in policy, and for variables without a file.
    var file: InputPath? {
      switch self {
      case .builtIn: nil
      case .file(let path): path
      case .hadolint(let source): source.file
      }
    }

    /// Whether another tool's configuration says it: what that sets is as grave as that tool takes it.
    var isForeign: Bool { if case .hadolint = self { true } else { false } }

    /// As messages name it.
    package var description: String { names.joined(separator: " and ") }

    /// As reports name it.
    var names: [String] {
      switch self {
      case .builtIn(let name): [name]
      case .file(let path): [path.display]
      case .hadolint(let source): source.names
      }
    }
  }

  private static let depthLimit = 32

  private let ruleNames: RuleNames
  private let read: @Sendable (InputPath) throws(InputError) -> [UInt8]

  package init(
    ruleNames: RuleNames,
    read: @escaping @Sendable (InputPath) throws(InputError) -> [UInt8] = { (path) throws(InputError) in
      try ReadFile.bytes(at: path.absolute)
    }
  ) {
    self.ruleNames = ruleNames
    self.read = read
  }

  /// The policy that `sources` make together, later ones over earlier ones.
  package func effective(_ sources: [Source]) throws(PolicyError) -> EffectivePolicy {
    var walk = Walk()
    for source in sources { try visit(source, namedBy: nil, behind: 0, in: &walk) }
    var result = EffectivePolicy(settings: RuleSettings(), failOn: .warning, layers: [], names: [])
    result.names = sources.flatMap(\.names)
    result.files = walk.applied.compactMap(\.source.file)
    for (source, policy) in walk.applied {
      result.settings.merge(policy.settings)
      try refuseForeignStages(of: policy, source, in: result.settings.layout)
      result.suppressions.merge(policy.suppressions)
      result.waivers += policy.waivers
      if !policy.fixes.isEmpty { result.fixes.layers.append(policy.fixes) }
      result.shellCheck = policy.shellCheck ?? result.shellCheck
      switch policy.failOn {
      case .never: result.failOn = nil
      case .at(let severity): result.failOn = severity
      case nil: break
      }
    }
    for (source, policy) in walk.applied {
      let demanded = source.isForeign ? [] : Demands.grades(of: policy, in: result.settings)
      result.layers.append(demanded + policy.grades)
    }
    try refuseWaiversWithoutReason(in: result)
    result.layers.insert(Demands.grades(of: result, ruleNames), at: 0)
    return result
  }

  /// Who names stages without listing them means those of the policies below.
  private func refuseForeignStages(
    of policy: Policy, _ source: Source, in layout: StageLayout?
  ) throws(PolicyError) {
    guard let layout, !layout.stages.isEmpty else { return }
    let faults = policy.foreignStages.compactMap { stage in
      stage.foreignMessage(among: layout.stages).map { PolicyError.Fault(source.description, at: stage.place, $0) }
    }
    guard faults.isEmpty else { throw PolicyError(faults) }
  }

  /// Who demands a reason of every comment demands one of every waiver.
  private func refuseWaiversWithoutReason(in policy: EffectivePolicy) throws(PolicyError) {
    guard policy.suppressions.wantsReason else { return }
    let faults = policy.waivers.filter { $0.reason == nil }.map { waiver in
      PolicyError.Fault(
        waiver.source, at: waiver.place,
        "the waiver of \(waiver.rule.description) has no `reason`, which `suppressions: { reason: required }` demands")
    }
    guard faults.isEmpty else { throw PolicyError(faults) }
  }

  /// What `text` names as a policy: a built-in one, else a file relative to `directory`.
  package func source(named text: String, in directory: InputPath) -> Source? {
    if BuiltInPolicies.names.contains(text) { return .builtIn(text) }
    let path = directory.appending(text)
    let looksLikePath = text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
    return looksLikePath || ReadFile.exists(path.absolute) ? .file(path) : nil
  }

  /// The built-in policy of the name that a path ends in: for one who takes a built-in policy for a file.
  func builtIn(like path: String) -> String? {
    let file = path.split(separator: "/").last ?? ""
    let name = file.split(separator: ".").first.map(String.init)
    return name.flatMap { BuiltInPolicies.names.contains($0) ? $0 : nil }
  }

  /// Why `text` names no policy.
  package func unknown(_ text: String) -> String {
    let names = BuiltInPolicies.names
    let guess = nearest(to: text, among: names).map { ": did you mean `\($0)`?" } ?? ""
    return "unknown policy `\(text)`\(guess.isEmpty ? ":" : guess) built in are \(names.joined(separator: ", ")); "
      + "a file is named by its path"
  }

  /// The policies that were applied, in order, and the ones whose bases are being applied.
  private struct Walk {
    var applied: [(source: Source, policy: Policy)] = []
    var open: [Source] = []
  }

  /// The file and place that a reference to a policy stands at; nil for the command line.
  private typealias Origin = (file: String, place: Place)

  /// Applies a policy behind its bases. What was applied already for another policy is not applied again, unless it stands in one list
  /// with that, behind it: what comes later in a list wins.
  ///
  /// - Parameter start: how many policies were applied when the list began.
  private func visit(
    _ source: Source, namedBy origin: Origin?, behind start: Int, in walk: inout Walk
  ) throws(PolicyError) {
    if let known = walk.applied.firstIndex(where: { $0.source == source }) {
      if known >= start { walk.applied.append(walk.applied.remove(at: known)) }
      return
    }
    try refuseCycle(to: source, namedBy: origin, in: walk)
    let policy = try decode(source, namedBy: origin)
    walk.open.append(source)
    let listStart = walk.applied.count
    for (base, place) in try bases(of: policy, from: source, isFirst: walk.applied.isEmpty) {
      try visit(base, namedBy: (source.description, place), behind: listStart, in: &walk)
    }
    walk.open.removeLast()
    walk.applied.append((source, policy))
  }

  private func bases(
    of policy: Policy, from source: Source, isFirst: Bool
  ) throws(PolicyError) -> [(Source, Place)] {
    guard let references = policy.extends else {
      guard isFirst, source != .builtIn("default") else { return [] }
      return [(.builtIn("default"), Place(line: 1, column: 1, endLine: 1, endColumn: 1))]
    }
    var bases: [(Source, Place)] = []
    for reference in references {
      guard let base = self.source(named: reference.text, in: directory(of: source)) else {
        throw PolicyError(source.description, at: reference.place, unknown(reference.text))
      }
      bases.append((base, reference.place))
    }
    return bases
  }

  private func directory(of source: Source) -> InputPath {
    switch source {
    case .builtIn, .hadolint: InputPath(".")
    case .file(let path): path.directory
    }
  }

  private func decode(_ source: Source, namedBy origin: Origin?) throws(PolicyError) -> Policy {
    let bytes: [UInt8]
    switch source {
    case .builtIn(let name): bytes = BuiltInPolicies.text(of: name) ?? []
    case .file(let path):
      do throws(InputError) {
        bytes = try read(path)
      } catch {
        let builtIn = ReadFile.exists(path.absolute) ? nil : builtIn(like: path.display)
        let guess = builtIn.map { "; the built-in policy is called `\($0)`" } ?? ""
        guard let origin else {
          throw PolicyError(path.display, "this policy cannot be read: \(error.message)\(guess)")
        }
        throw PolicyError(
          origin.file, at: origin.place, "the policy `\(path.display)` cannot be read: \(error.message)\(guess)")
      }
    case .hadolint(let source): return try source.config(names: ruleNames, read: read).policy
    }
    return try Policy.decode(bytes, path: source.description, names: ruleNames)
  }

  private func refuseCycle(to source: Source, namedBy origin: Origin?, in walk: Walk) throws(PolicyError) {
    guard let origin else { return }
    if let start = walk.open.firstIndex(of: source) {
      let chain = (walk.open[start...] + [source]).map(\.description).joined(separator: " extends ")
      throw PolicyError(origin.file, at: origin.place, "policies extend each other in a circle: \(chain)")
    }
    guard walk.open.count < Self.depthLimit else {
      throw PolicyError(origin.file, at: origin.place, "policies extend each other more than \(Self.depthLimit) deep")
    }
  }
}
