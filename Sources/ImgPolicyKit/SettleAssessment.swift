internal import Linting
internal import Rules

/// What happens to findings after the rules have spoken: waivers, and at the end the baseline.
extension Assessment {
  /// Ends the judging, before anything is asked of the outcome.
  mutating func settle() throws(RunError) {
    try askShellCheck()
    // As for `docker build`, this is a slip of the command line and no fault of the file.
    if let unknownTarget { throw .usage(unknownTarget) }
    silenceReleaseFindings()
    judgeManifests()
    judgeValues()
    tellOfWaivers()
    compareWithBaseline()
  }

  /// Adds what there is to say of the waivers of policies: of those that have expired, and of those that are of no use, which nobody
  /// knows where something could not be read.
  mutating func tellOfWaivers() {
    let idle = isComparison || inputs.contains { $0.error != nil } ? [] : waivers.idle
    for (input, found) in Dictionary(grouping: waivers.expired + idle, by: \.input) {
      add(found.map(\.finding), to: input)
    }
  }

  private mutating func compareWithBaseline() {
    guard let baseline else { return }
    let judged = Dictionary(grouping: inputs.indices.filter { inputs[$0].error == nil }) { inputs[$0].path }
    let images = inputs.compactMap(MeasuredImage.init)
    let gone = baseline.paths.filter { judged[$0] == nil && isGone($0) }
    let couldFind = { [self] (entry: Baseline.Entry) in isJudged(entry, among: judged, gone: gone) }
    let (outcome, stale) = baseline.apply(
      to: &findings, of: gone.union(judged.keys), images: images, isSelective: isSelective, isJudged: couldFind)
    comparison = outcome
    for (path, entries) in Dictionary(grouping: stale, by: \.path).sorted(by: { $0.key < $1.key }) {
      // Of a file that is gone, any input may tell.
      guard let index = judged[path]?.first ?? inputs.indices.first else { continue }
      let before = findings[index].count
      add([baseline.finding(of: entries, goneWith: judged[path] == nil ? path : nil)], to: index)
      comparison?.notices += findings[index].count - before
    }
  }

  /// Whether the run could have found an entry of the baseline again.
  private func isJudged(_ entry: Baseline.Entry, among judged: [String: [Int]], gone: Set<String>) -> Bool {
    // An archive that is not there is not built yet, where a target may still name it.
    if gone.contains(entry.path) { return !imageRules.contains(entry.rule) || wholeProject != nil }
    return (judged[entry.path] ?? []).contains { index in
      !unjudged[index].contains(entry.rule) && (inputs[index].image == nil || !isSelective)
        && infos[entry.rule].map(resolutions[index].selection.mayRun) ?? true
    }
  }

  /// Whether a file is no longer where it would have been found: in a directory that was searched, or beside a project of which no
  /// target names it.
  private func isGone(_ path: String) -> Bool {
    let path = InputPath(path)
    guard !ReadFile.exists(path.absolute) else { return false }
    if searchedDirectories.contains(where: { path.relative(to: $0) != nil }) { return true }
    guard let wholeProject, path.relative(to: wholeProject.file.directory) != nil else { return false }
    return wholeProject.target(naming: path) == nil
  }

  /// Whether an archive may have images that nobody asked for.
  private var isSelective: Bool { options.platform != nil || options.image != nil }

  /// Adds findings that are no rule's to those of an input, in their place.
  private mutating func add(_ found: [Finding], to index: Int) {
    let judged = Judge.Input(index: index, path: inputs[index].path)
    findings[index] += judge.judge(found, of: judged, by: resolutions[index].selection)
    findings[index].sort { Judge.precedes($0.finding, $1.finding) }
  }

  // MARK: Waivers

  /// Applies the waivers of the policy to the findings of an input. `found` is what the rules found, before the policy had its say.
  mutating func applyWaivers(to index: Int, _ found: [Finding], _ resolution: ResolvePolicy.Resolution) {
    let policy = resolution.policy
    guard !policy.waivers.isEmpty else { return }
    let judging = WaiverLedger.Judging(
      found: found, rules: rulesThatJudged(index), policies: policy.names, selection: resolution.selection,
      isWhole: isWhole(for: resolution))
    waivers.apply(
      policy.waivers, on: policy.settings.date ?? options.today, to: &findings[index], in: subject(index, resolution),
      judging)
  }

  /// The rules that had all that they need to judge an input. Some need what only the policy or the command line gives.
  private func rulesThatJudged(_ index: Int) -> Set<String> {
    let input = inputs[index]
    guard input.error == nil else { return [] }
    let hasDockerfile = builtImages.contains { $0.image == index || $0.dockerfile == index }
    let crossChecks: Set<String> =
      switch input.kind {
      case .dockerfile, .image: hasDockerfile ? driftRules : []
      case .kubernetes, .values: keepsBuilds ? rolloutRules : []
      }
    let isSelected = input.kind != .image || !isSelective
    let rules = (isSelected ? ownRules[input.kind] ?? [] : []).union(crossChecks).subtracting(unjudged[index])
    return rules.subtracting([ImageGrowth.info.name, OversizedContext.info.name, OversizedOwnLayers.info.name])
  }

  /// Whether the run judges all that a policy is for. A policy of the command line is for what the command line names.
  private func isWhole(for resolution: ResolvePolicy.Resolution) -> Bool {
    guard let project = resolution.project, options.policies.isEmpty else { return true }
    if wholeProject?.file == project.file { return project.paths.isEmpty }
    return searchedDirectories.contains { project.file.directory.relative(to: $0) != nil }
  }

  /// The input as waivers know it.
  private func subject(_ index: Int, _ resolution: ResolvePolicy.Resolution) -> Waiver.Subject {
    let input = inputs[index]
    let images = input.kind == .image ? [index] : builtImages.filter { $0.dockerfile == index }.map(\.image)
    return Waiver.Subject(
      input: index, kind: input.kind, paths: paths(of: input, in: resolution.project),
      imageNames: images.map { inputs[$0] }.flatMap { image in
        (image.image?.names ?? []).flatMap(Waiver.spellings) + paths(of: image, in: resolution.project)
      }, crossChecks: driftRules)
  }

  /// The path as reports print it, and below the project file where there is one.
  private func paths(of input: Report.Input, in project: Project?) -> [String] {
    [input.path] + [project.flatMap { InputPath(input.path).relative(to: $0.file.directory) }].compactMap { $0 }
  }
}

extension MeasuredImage {
  /// nil for an input that is no image, or could not be read.
  fileprivate init?(_ input: Report.Input) {
    guard input.error == nil, let image = input.image else { return nil }
    self.init(
      ImageIdentity(target: input.target, name: image.name, platform: image.platform, path: input.path),
      ImageBaseline(
        unpacked: image.size.unpacked,
        layers: image.layers.map { ImageBaseline.Layer(createdBy: $0.createdBy, unpacked: $0.unpacked) }))
  }
}
