internal import Dockerfile
internal import Images
internal import Linting
internal import Rules

/// A run in the making: judges one input after the other and collects what the report says of them.
struct Assessment {
  let options: RunOptions
  private let build: BuildOptions
  /// `--fail-on`
  private let threshold: FailOn?
  let judge: Judge
  let infos: [String: RuleInfo]
  /// The findings that do not count because they are known.
  let baseline: ApplyBaseline?
  /// What growth is measured against; nil until the first image asks for it.
  var growthBaseline: Result<GrowthBaseline, InputError>?
  private let shellCheck: ShellCheckUse?
  private let names: RuleNames
  private var policies: ResolvePolicy
  var bases: BaseImages
  /// The rules that can matter under a policy, by what resolved it.
  private var catalogs: [RuleSetKey: Catalog] = [:]
  var inputs: [Report.Input] = []
  /// By input.
  var findings: [[JudgedFinding]] = []
  /// The Dockerfiles that are judged when ShellCheck has spoken.
  private var waiting: [Waiting] = []
  /// By input.
  var resolutions: [ResolvePolicy.Resolution] = []
  /// By input: the rules that lacked what they need.
  var unjudged: [Set<String>] = []
  var waivers: WaiverLedger
  var comparison: BaselineOutcome?

  private struct Waiting {
    var input: Int
    var model: BuildModel
    var comments: DockerfileComments
    var catalog: Catalog
    var resolution: ResolvePolicy.Resolution
  }

  private struct RuleSetKey: Hashable {
    var policies: [String]
    var project: InputPath?
  }

  init(_ options: RunOptions) throws(RunError) {
    let infos = Catalog().infos
    try options.checkJobs()
    try options.checkTop()
    self.options = options
    self.build = try options.build()
    self.threshold = try options.threshold()
    self.shellCheck = try options.shellCheck.chosenUse()
    self.judge = Judge(infos)
    self.infos = Dictionary(infos.map { ($0.name, $0) }) { first, _ in first }
    self.waivers = WaiverLedger(infos)
    self.baseline = try ApplyBaseline(options.baseline)
    self.names = RuleNames(infos)
    self.bases = try BaseImages(options.bases)
    do throws(PolicyError) {
      let commandLine = try Selection.CommandLine(
        select: options.select, extendSelect: options.extendSelect, ignore: options.ignore,
        severity: options.severities, names: names)
      policies = try ResolvePolicy(
        infos: infos, policies: options.policies, config: options.config, commandLine: commandLine,
        environment: options.environment)
    } catch {
      throw .configuration(error)
    }
  }

  // MARK: Policies

  mutating func resolve(_ path: InputPath) throws(RunError) -> ResolvePolicy.Resolution {
    do throws(PolicyError) { return try policies.resolve(path) } catch { throw .configuration(error) }
  }

  mutating func resolve(dockerfile path: InputPath) throws(RunError) -> ResolvePolicy.Resolution {
    do throws(PolicyError) { return try policies.resolve(dockerfile: path) } catch { throw .configuration(error) }
  }

  mutating func resolve(image path: InputPath) throws(RunError) -> ResolvePolicy.Resolution {
    do throws(PolicyError) { return try policies.resolve(image: path) } catch { throw .configuration(error) }
  }

  mutating func resolve(_ target: Target, in project: Project) throws(RunError) -> ResolvePolicy.Resolution {
    do throws(PolicyError) { return try policies.resolve(target, in: project) } catch { throw .configuration(error) }
  }

  mutating func project(for path: InputPath) throws(RunError) -> Project? {
    do throws(PolicyError) { return try policies.project(for: path) } catch { throw .configuration(error) }
  }

  /// The settings of the policy, and what the run itself knows.
  mutating func settings(of resolution: ResolvePolicy.Resolution) -> RuleSettings {
    var settings = resolution.policy.settings
    settings.bases = bases.layers(in: resolution.project)
    settings.today = options.today
    return settings
  }

  mutating func catalog(for resolution: ResolvePolicy.Resolution) -> Catalog {
    let key = RuleSetKey(policies: resolution.policy.names, project: resolution.project?.file)
    if let known = catalogs[key] { return known }
    let catalog = Catalog(settings(of: resolution)).filter { info in
      // A file may ask for BuildKit's experimental checks whatever the policy says.
      resolution.selection.mayRun(info) || info.aliases.contains(where: BuildKitChecks.isExperimental)
    }
    catalogs[key] = catalog
    return catalog
  }

  // MARK: Inputs

  /// Adds an input that could not be read.
  mutating func add(
    unreadable path: String, kind: Report.InputKind, _ error: InputError, _ resolution: ResolvePolicy.Resolution
  ) {
    var input = input(path, kind, resolution)
    input.error = error
    append(input, resolution)
  }

  /// Adds a Dockerfile with what is known of its context.
  mutating func add(
    dockerfile bytes: [UInt8], at path: String, context: BuildContext?, _ resolution: ResolvePolicy.Resolution
  ) {
    var build = build
    build.context = context
    let syntax = parseDockerfile(SourceText(path: path, bytes: bytes))
    let comments = DockerfileComments(syntax)
    build.shellHints = comments.shellHints
    let model = model(syntax, build, resolution)
    var input = input(path, .dockerfile, resolution)
    input.source = model.source
    let catalog = catalog(for: resolution)
    append(input, resolution)
    let entry = Waiting(
      input: count - 1, model: model, comments: comments, catalog: catalog, resolution: resolution)
    if asksShellCheck(entry) { waiting.append(entry) } else { judge(entry) }
  }

  private mutating func judge(_ entry: Waiting) {
    let voice = entry.comments.voice(
      of: entry.model, names: names, demands: entry.resolution.policy.suppressions)
    let findings = entry.catalog.findings(in: entry.model)
    // Neither an excerpt nor a fingerprint may tell of a secret, whichever rule speaks of its line; comments may have
    // findings, too.
    if !findings.isEmpty || !entry.comments.isEmpty {
      inputs[entry.input].source = entry.model.source.concealing(
        entry.model.concealedRanges + findings.flatMap(\.concealed))
    }
    record(findings, of: entry.input, variant: nil, voice: voice, entry.resolution)
  }

  /// What a Dockerfile builds, with the facts of its bases. An archive of a base that cannot be read becomes an input of its
  /// own: what was asked for is not known then.
  private mutating func model(
    _ syntax: DockerfileSyntax, _ options: BuildOptions, _ resolution: ResolvePolicy.Resolution
  ) -> BuildModel {
    let model = BuildModel(syntax: syntax, options: options)
    let (known, unreadable) = bases.bases(of: model, in: resolution.project)
    for (path, error) in unreadable { add(unreadable: path.display, kind: .image, error, resolution) }
    if known.isEmpty { return model }
    var options = options
    options.bases = known
    return BuildModel(syntax: model.syntax, options: options)
  }

  // MARK: ShellCheck

  private func use(_ resolution: ResolvePolicy.Resolution) -> ShellCheckUse {
    shellCheck ?? resolution.policy.shellCheck
  }

  private func asksShellCheck(_ entry: Waiting) -> Bool {
    use(entry.resolution) != .off && entry.catalog.dockerfile.contains { $0.info.name == ShellScriptFault.info.name }
  }

  /// Judges the Dockerfiles that wait for ShellCheck, all of them by one call: before anything is asked of the outcome.
  mutating func askShellCheck() throws(RunError) {
    guard !waiting.isEmpty else { return }
    let program = ShellCheckProgram(environment: options.shellCheck.environment)
    if program == nil, let entry = waiting.first(where: { use($0.resolution) == .on }) {
      throw .usage(noShellCheck(entry.resolution.policy.names))
    }
    if let program {
      let environment = options.shellCheck.environment
      let cache = options.shellCheck.usesCache ? ShellCheckCache(environment: environment) : nil
      let run = RunShellCheck(program: program, cache: cache, jobs: options.jobs, environment: environment)
      for (index, result) in run.results(for: waiting.map(\.model)).enumerated() {
        waiting[index].model.scriptFaults = result.faults
        waiting[index].model.areScriptsJudged = result.error == nil
        inputs[waiting[index].input].error = result.error
      }
    }
    for entry in waiting { judge(entry) }
    waiting = []
  }

  private func noShellCheck(_ policies: [String]) -> String {
    let demand = shellCheck == .on ? "--shellcheck on" : "the policy \(policies.joined(separator: ", "))"
    return "\(demand) asks for ShellCheck, but there is no program `shellcheck` on PATH: install it (`apt-get install "
      + "shellcheck`, `brew install shellcheck`), or leave it out with --shellcheck off"
  }

  /// Which of an archive's images are asked for.
  var selection: ImageSelection {
    var selection = ImageSelection(image: options.image)
    selection.platform = build.platform.map { ($0.os, $0.architecture, $0.variant) }
    return selection
  }

  func input(
    _ path: String, _ kind: Report.InputKind, _ resolution: ResolvePolicy.Resolution
  ) -> Report.Input {
    var input = Report.Input(
      path: path, kind: kind, target: resolution.target?.name, policies: resolution.policy.names)
    switch threshold {
    case .never: input.failOn = nil
    case .at(let severity): input.failOn = severity
    case nil: input.failOn = resolution.policy.failOn
    }
    return input
  }

  mutating func append(_ input: Report.Input, _ resolution: ResolvePolicy.Resolution) {
    inputs.append(input)
    findings.append([])
    resolutions.append(resolution)
    unjudged.append([])
  }

  /// Judges what the rules found in an input.
  mutating func record(
    _ found: [Finding], of index: Int, variant: String?, voice: Judge.Voice?, _ resolution: ResolvePolicy.Resolution
  ) {
    let input = inputs[index]
    let judged = Judge.Input(
      index: index, path: input.path, variant: variant, source: input.source, voice: voice)
    findings[index] = judge.judge(found, of: judged, by: resolution.selection)
    unjudged[index] = voice?.unjudged ?? []
    applyWaivers(to: index, resolution)
  }

  // MARK: The outcome

  /// How many inputs were added so far.
  var count: Int { inputs.count }

  /// How the inputs of a range fared, for a row of a table.
  func state(of range: Range<Int>) -> Report.TargetRow.State {
    if range.isEmpty { return .absent }
    if inputs[range].contains(where: { $0.error != nil }) { return .unreadable }
    let counted = findings[range].joined().filter { $0.suppressed == nil }
    let failing = counted.count { $0.reaches(inputs[$0.input].failOn) }
    return failing == 0 ? .pass : .fail(failing: failing, other: counted.count - failing)
  }

  /// Throws when a `--base` is of no use, which is a slip. Where a file could not be read, nobody can say.
  func checkBases() throws(RunError) {
    if let message = bases.unusedBase, inputs.allSatisfy({ $0.error == nil }) { throw .usage(message) }
  }

  func report(targets: [Report.TargetRow] = [], comparisons: [ImageComparison]? = nil) -> Report {
    let findings = Array(findings.joined())
    return Report(
      verdict: Report.Verdict(inputs: inputs, findings: findings), inputs: inputs, findings: findings, targets: targets,
      comparisons: comparisons, rules: Set(findings.map(\.finding.rule)).sorted().compactMap { infos[$0] },
      baseline: comparison)
  }
}
