internal import Dockerfile
package import Linting
internal import Rules

/// Finds the policy that judges an input: the command line's, else that of the target that names the input, else that of
/// the first matching glob of the project file, else `default`.
///
/// A Dockerfile without a project file has hadolint's configuration instead, where there is one: it brings the policy
/// `hadolint`. Beside `--policy` it counts for `hadolint` alone, unless `--config` names it.
package struct ResolvePolicy {
  /// Which configuration counts.
  package enum Config: Sendable, Hashable {
    /// The nearest `imgpolicy.yaml` upward from the input; for a Dockerfile else that of hadolint.
    case nearest
    /// `--config FILE`
    case file(InputPath)
    /// `--no-config`
    case none
  }

  /// What is known of an input before it is judged.
  package struct Resolution: Sendable {
    package var policy: EffectivePolicy
    package var selection: Selection
    /// The target that names the input.
    package var target: Target?
    package var project: Project?
    /// Whether it holds for images alone: what dockle ignores is in it.
    fileprivate(set) var isForImages = false

    /// How much a rule wants to know what the build context holds. A budget cannot be judged without.
    var contextListing: BuildContext.Listing {
      if policy.settings.budgets.context != nil { return .demanded }
      return selection.mayRun(SecretFileCopy.info) ? .welcome : .none
    }
  }

  private let names: RuleNames
  private let stack: PolicyStack
  private let config: Config
  private let policies: [PolicyStack.Source]
  private let commandLine: Selection.CommandLine
  private let directory: InputPath
  /// For hadolint's variables and the user's directories.
  private let environment: [String: String]
  private var projects: [InputPath: Project] = [:]
  private var effective: [[PolicyStack.Source]: EffectivePolicy] = [:]

  /// `policies` are the values of `--policy`; one that names nothing is a usage error.
  package init(
    infos: [RuleInfo], policies: [String] = [], config: Config = .nearest,
    commandLine: Selection.CommandLine = Selection.CommandLine(), environment: [String: String] = [:],
    workingDirectory: String? = nil
  ) throws(PolicyError) {
    names = RuleNames(infos)
    let stack = PolicyStack(ruleNames: names)
    var sources: [PolicyStack.Source] = []
    directory = InputPath(".", workingDirectory: workingDirectory)
    self.environment = environment
    for text in policies {
      if text.isEmpty { throw PolicyError("--policy", "it is empty: expected a built-in policy or the path of one") }
      guard let source = stack.source(named: text, in: directory) else {
        throw PolicyError("--policy", stack.unknown(text))
      }
      sources.append(source)
    }
    self.stack = stack
    self.policies = sources
    self.config = config
    self.commandLine = commandLine
  }

  /// The policy of the Dockerfile at `path`.
  package mutating func resolve(dockerfile path: InputPath) throws(PolicyError) -> Resolution {
    if case .file(let file) = config, HadolintConfig.isOne(file) {
      return try resolve(HadolintSource(file: file, environment: environment), isNamed: true)
    }
    if case .nearest = config, ProjectFile.find(upwardFrom: path.directory) == nil {
      let file = HadolintSource.file(for: directory, environment: environment)
      return try resolve(HadolintSource(file: file, environment: environment), isNamed: false)
    }
    return try resolve(path)
  }

  /// The policy of the input at `path`, of which hadolint's configuration says nothing.
  package mutating func resolve(_ path: InputPath) throws(PolicyError) -> Resolution {
    let project = try project(for: path)
    let target = project?.target(naming: path)
    return try resolve(target: target, references: project?.policies(for: path), in: project)
  }

  /// The policy of the image at `path`. Without a project file, what dockle ignores is ignored, and its variables about
  /// credentials count.
  package mutating func resolve(image path: InputPath) throws(PolicyError) -> Resolution {
    var resolution = try resolve(path)
    resolution.isForImages = true
    guard case .nearest = config, resolution.project == nil else { return resolution }
    let ignored = try DockleIgnore.selectors(in: directory, environment: environment, names: names)
    resolution.selection = Selection(layers: resolution.policy.layers, ignored: ignored, commandLine: commandLine)
    for (rule, options) in DockleIgnore.credentialOptions(environment: environment) {
      resolution.policy.settings.options[rule.name, default: RuleOptions()].values
        .merge(options.values) { policy, _ in policy }
    }
    return resolution
  }

  /// The policy of a file of a target of `project`.
  package mutating func resolve(
    _ path: InputPath, of target: Target, in project: Project
  ) throws(PolicyError) -> Resolution {
    try resolve(target: target, references: project.policies(for: path), in: project)
  }

  /// The project file that counts for an input; nil when there is none.
  package mutating func project(for path: InputPath) throws(PolicyError) -> Project? {
    let file: InputPath?
    switch config {
    case .none: file = nil
    case .file(let path): file = path
    case .nearest: file = ProjectFile.find(upwardFrom: path.directory)
    }
    guard let file else { return nil }
    if let known = projects[file] { return known }
    if case .file = config, HadolintConfig.isOne(file) {
      throw PolicyError(
        file.display,
        "hadolint's configuration is for Dockerfiles alone, so `check` takes it: expected an \(ProjectFile.name)")
    }
    let project = try ProjectFile.read(file, names: names)
    try refuseMissingPolicies(of: project)
    projects[file] = project
    return project
  }

  private mutating func resolve(
    _ hadolint: HadolintSource?, isNamed: Bool
  ) throws(PolicyError) -> Resolution {
    var sources = policies
    if let hadolint {
      let own = PolicyStack.Source.builtIn("hadolint")
      // Variables alone must not choose the policy of whoever has them set.
      if sources.isEmpty, hadolint.file != nil { sources = [own] }
      if isNamed || sources.contains(own) { sources.append(.hadolint(hadolint)) }
    }
    return try resolution(sources, target: nil, in: nil)
  }

  private mutating func resolve(
    target: Target?, references: [Policy.Reference]?, in project: Project?
  ) throws(PolicyError) -> Resolution {
    var sources = policies
    if sources.isEmpty, let project {
      let named = target.map(\.policies).flatMap { $0.isEmpty ? nil : $0 } ?? references ?? []
      for reference in named { sources.append(try source(reference, in: project)) }
    }
    return try resolution(sources, target: target, in: project)
  }

  private mutating func resolution(
    _ sources: [PolicyStack.Source], target: Target?, in project: Project?
  ) throws(PolicyError) -> Resolution {
    let policy = try effective(sources.isEmpty ? [.builtIn("default")] : sources)
    let selection = Selection(layers: policy.layers, ignored: project?.ignored ?? [], commandLine: commandLine)
    return Resolution(policy: policy, selection: selection, target: target, project: project)
  }

  /// A policy that nobody knows, or that is not there, is an error of the project file, whether this run needs it or not.
  private func refuseMissingPolicies(of project: Project) throws(PolicyError) {
    let references = project.paths.flatMap(\.policies) + project.targets.flatMap(\.policies)
    let faults = references.compactMap { reference in
      fault(of: reference, in: project).map { PolicyError.Fault(project.file.display, at: reference.place, $0) }
    }
    guard faults.isEmpty else { throw PolicyError(faults) }
  }

  private func fault(of reference: Policy.Reference, in project: Project) -> String? {
    guard let source = stack.source(named: reference.text, in: project.file.directory) else {
      return stack.unknown(reference.text)
    }
    guard let file = source.file, !ReadFile.exists(file.absolute) else { return nil }
    let builtIn = stack.builtIn(like: reference.text).map { "; the built-in policy is called `\($0)`" } ?? ""
    return "there is no policy file \(file.display)\(builtIn)"
  }

  private func source(_ reference: Policy.Reference, in project: Project) throws(PolicyError) -> PolicyStack.Source {
    if let source = stack.source(named: reference.text, in: project.file.directory) { return source }
    throw PolicyError(project.file.display, at: reference.place, stack.unknown(reference.text))
  }

  private mutating func effective(_ sources: [PolicyStack.Source]) throws(PolicyError) -> EffectivePolicy {
    if let known = effective[sources] { return known }
    let policy = try stack.effective(sources)
    effective[sources] = policy
    return policy
  }
}
