internal import Dockerfile
internal import Images
internal import Linting
internal import Rules
internal import Workloads

/// What decides which rules can matter.
struct RuleSetKey: Hashable {
  private let policies: [String]
  private let project: InputPath?
  private let isForImages: Bool

  init(_ resolution: ResolvePolicy.Resolution) {
    policies = resolution.policy.names
    project = resolution.project?.file
    isForImages = resolution.isForImages
  }
}

/// A run in the making: judges one input after the other and collects what the report says of them.
struct Assessment {
  let options: RunOptions
  let build: BuildOptions
  /// `--fail-on`
  private let threshold: FailOn?
  let judge: Judge
  let infos: [String: RuleInfo]
  /// The rules that hold a Dockerfile and its image against each other.
  let driftRules: Set<String>
  /// The rules that hold a workload against its images and their Dockerfiles.
  let rolloutRules: Set<String>
  /// The rules that judge an image alone.
  let imageRules: Set<String>
  /// The rules that judge each kind of input alone.
  let ownRules: [Report.InputKind: Set<String>]
  /// The findings that do not count because they are known.
  var baseline: ApplyBaseline?
  /// What growth is measured against; nil until the first image asks for it.
  var growthBaseline: Result<GrowthBaseline, InputError>?
  var shellCheck: ShellCheckDemand?
  let names: RuleNames
  private var policies: ResolvePolicy
  var bases: BaseImages
  var contexts = BuildContexts()
  var sharedImages = SharedImages()
  var ignoredPaths = IgnoredPaths()
  var mendedTexts = MendedTexts()
  /// The rules that can matter under a policy, by what resolved it.
  private var catalogs: [RuleSetKey: Catalog] = [:]
  var inputs: [Report.Input] = []
  /// By input.
  var findings: [[JudgedFinding]] = []
  /// The Dockerfiles that are judged when ShellCheck has spoken, and the images that are built from them.
  var waiting: [WaitingDockerfile] = []
  /// The manifests that are judged when all of them are there.
  var waitingManifests: [WaitingManifest] = []
  /// What these are judged beside, they themselves included; nil where they are all that is deployed.
  var companions: Bundle?
  /// The Helm values that are judged when all of them are there.
  var waitingValues: [WaitingValues] = []
  /// Their indices in the report.
  var inputsOfValues: [ValuesName: Int] = [:]
  /// Whether manifests are to be held against the images and Dockerfiles of the run, which are kept for that.
  var keepsBuilds = false
  /// What these manifests want to know of the images that they run.
  var rolloutWants: Set<WantedContents> = []
  var builds: [Build] = []
  /// The workloads whose rollouts are judged.
  var rolloutSubjects: [RolloutSubject] = []
  /// By input.
  var resolutions: [ResolvePolicy.Resolution] = []
  /// By input: how often each rule spoke, before the policy had its say.
  private(set) var counts: [[String: Int]] = []
  /// By input: the rules that lacked what they need.
  var unjudged: [Set<String>] = []
  var waivers: WaiverLedger
  var comparison: BaselineOutcome?
  /// Why the stage of `--target` cannot be built from a Dockerfile; nil where every one has it.
  var unknownTarget: String?
  /// Where every source file was looked for.
  var searchedDirectories: [InputPath] = []
  /// Whether images are compared, of which only the growth is judged then.
  var isComparison = false
  /// The project of which every target is judged.
  var wholeProject: Project?
  /// The images that are held against Dockerfiles.
  var builtImages: [BuiltImage] = []

  init(_ options: RunOptions) throws(RunError) {
    let catalog = Catalog()
    let infos = catalog.infos
    driftRules = Set(catalog.release.map(\.info.name))
    rolloutRules = Set(catalog.rollout.map(\.info).filter { !$0.judgesAlone }.map(\.name))
    imageRules = Set(catalog.image.map(\.info.name))
    ownRules = [
      .dockerfile: Set(catalog.dockerfile.map(\.info.name)), .image: imageRules,
      .kubernetes: Set(catalog.workload.map(\.info.name)), .values: Set(catalog.values.map(\.info.name)),
    ]
    try options.checkJobs()
    try options.checkTop()
    self.options = options
    self.build = try options.build()
    self.threshold = try options.threshold()
    self.judge = Judge(infos)
    self.infos = Dictionary(infos.map { ($0.name, $0) }) { first, _ in first }
    self.waivers = WaiverLedger(infos)
    self.baseline = try ApplyBaseline(options.baseline)
    self.names = RuleNames(infos)
    self.bases = try BaseImages(options.bases)
    let commandLine: Selection.CommandLine
    do throws(PolicyError) {
      commandLine = try Selection.CommandLine(
        select: options.select, extendSelect: options.extendSelect, ignore: options.ignore,
        severity: options.severities, names: names)
      policies = try ResolvePolicy(
        infos: infos, policies: options.policies, config: options.config, commandLine: commandLine,
        environment: options.environment)
    } catch {
      throw .configuration(error)
    }
    shellCheck = try options.shellCheck.demand(commandLine, names)
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

  mutating func resolve(
    _ path: InputPath, of target: Target, in project: Project
  ) throws(RunError) -> ResolvePolicy.Resolution {
    do throws(PolicyError) {
      return try policies.resolve(path, of: target, in: project)
    } catch {
      throw .configuration(error)
    }
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
    let key = RuleSetKey(resolution)
    if let known = catalogs[key] { return known }
    let catalog = Catalog(settings(of: resolution)).filter { info in
      // A file may ask for BuildKit's experimental checks whatever the policy says, a namespace for a level of security.
      resolution.selection.mayRun(info) || resolution.selection.withoutIgnored?.mayRun(info) == true
        || info.aliases.contains { BuildKitChecks.isExperimental($0) || AliasOrigin.pss.owns($0) }
    }
    catalogs[key] = catalog
    return catalog
  }

  /// Takes over what another assessment of the same run has read of policies, bases and contexts.
  mutating func keepReadings(of other: Assessment) {
    policies = other.policies
    catalogs = other.catalogs
    bases = other.bases
    contexts = other.contexts
    ignoredPaths = other.ignoredPaths
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

  /// Which of an archive's images are asked for.
  var selection: ImageSelection {
    var selection = ImageSelection(image: options.image)
    selection.platform = build.platform
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
    counts.append([:])
    unjudged.append([])
  }

  /// Judges what the rules found in an input.
  mutating func record(
    _ found: [Finding], of index: Int, variant: String?, voice: Judge.Voice?, _ resolution: ResolvePolicy.Resolution
  ) {
    let input = inputs[index]
    let judged = Judge.Input(
      index: index, path: input.path, variant: variant, source: input.source, voice: voice)
    findings[index] = judge.judge(found, of: judged, by: resolution.selection).map {
      resolution.policy.fixes.limited($0, infos[$0.finding.rule])
    }
    for finding in found { counts[index][finding.rule, default: 0] += 1 }
    unjudged[index] = voice?.unjudged ?? []
    applyWaivers(to: index, found, resolution)
  }

  // MARK: The outcome

  /// How many inputs were added so far.
  var count: Int { inputs.count }

  /// Which findings a cell of a table is about.
  enum Cell {
    /// Those of rules that judge an input alone.
    case own
    /// Those of rules that hold inputs against each other.
    case crossChecks
  }

  private func isCrossCheck(_ rule: String) -> Bool { driftRules.contains(rule) || rolloutRules.contains(rule) }

  /// How the inputs of a range fared, for a row of a table.
  func state(of range: Range<Int>, _ cell: Cell) -> Report.TargetRow.State {
    if range.isEmpty { return .absent }
    if inputs[range].contains(where: { $0.error != nil }) { return .unreadable }
    let counted = findings[range].joined().filter { judged in
      judged.suppressed == nil && isCrossCheck(judged.finding.rule) == (cell == .crossChecks)
    }
    let failing = counted.count { $0.reaches(inputs[$0.input].failOn) }
    return failing == 0 ? .pass : .fail(failing: failing, other: counted.count - failing)
  }

  /// Throws when a `--base` is of no use, which is a slip. Where a file could not be read, nobody can say.
  func checkBases() throws(RunError) {
    if let message = bases.unusedBase, inputs.allSatisfy({ $0.error == nil }) { throw .usage(message) }
  }

  /// Throws when there are no Helm values that those of the command line could be laid over, which is a slip. Where a file could
  /// not be read, nobody can say.
  func checkValues() throws(RunError) {
    guard options.hasValues, inputs.allSatisfy({ $0.error == nil && $0.kind != .values }) else { return }
    throw .usage("--values and --set are for Helm values, and none are judged: name the chart or its values.yaml")
  }

  func report(targets: [Report.TargetRow] = [], comparisons: [ImageComparison]? = nil) -> Report {
    let findings = Array(findings.joined())
    return Report(
      verdict: Report.Verdict(inputs: inputs, findings: findings), inputs: inputs, findings: findings, targets: targets,
      rollouts: rolloutVerdicts(), comparisons: comparisons,
      rules: Set(findings.map(\.finding.rule)).sorted().compactMap { infos[$0] },
      baseline: comparison, files: files)
  }
}
