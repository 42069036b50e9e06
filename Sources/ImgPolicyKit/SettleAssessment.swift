internal import Linting
internal import Rules

/// What happens to findings after the rules have spoken: waivers, and at the end the baseline.
extension Assessment {
  /// Ends the judging, before anything is asked of the outcome.
  mutating func settle() throws(RunError) {
    try askShellCheck()
    // As for `docker build`, this is a slip of the command line and no fault of the file.
    if let unknownTarget { throw .usage(unknownTarget) }
    judgeManifests()
    judgeValues()
    for (input, found) in Dictionary(grouping: waivers.findings, by: \.input) { add(found.map(\.finding), to: input) }
    compareWithBaseline()
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
    for (path, entries) in Dictionary(grouping: stale, by: \.path) {
      guard let index = judged[path]?.first else { continue }
      let before = findings[index].count
      add([baseline.finding(of: entries)], to: index)
      comparison?.notices += findings[index].count - before
    }
  }

  /// Whether the run could have found an entry of the baseline again.
  private func isJudged(_ entry: Baseline.Entry, among judged: [String: [Int]], gone: Set<String>) -> Bool {
    if gone.contains(entry.path) { return !imageRules.contains(entry.rule) }
    return (judged[entry.path] ?? []).contains { index in
      !unjudged[index].contains(entry.rule) && (inputs[index].image == nil || !isSelective)
        && infos[entry.rule].map(resolutions[index].selection.mayRun) ?? true
    }
  }

  /// Whether a source file is no longer where it would have been found.
  private func isGone(_ path: String) -> Bool {
    let path = InputPath(path)
    return searchedDirectories.contains { path.relative(to: $0) != nil } && !ReadFile.exists(path.absolute)
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

  /// Applies the waivers of the policy to the findings of an input.
  mutating func applyWaivers(to index: Int, _ resolution: ResolvePolicy.Resolution) {
    let policy = resolution.policy
    guard !policy.waivers.isEmpty else { return }
    waivers.apply(
      policy.waivers, on: policy.settings.date ?? options.today, to: &findings[index], in: subject(index, resolution))
  }

  /// The input as waivers know it.
  private func subject(_ index: Int, _ resolution: ResolvePolicy.Resolution) -> Waiver.Subject {
    let input = inputs[index]
    let inProject = resolution.project.flatMap { InputPath(input.path).relative(to: $0.file.directory) }
    return Waiver.Subject(
      input: index, kind: input.kind, paths: [input.path] + (inProject.map { [$0] } ?? []),
      imageNames: input.image?.name.map(Waiver.spellings) ?? [])
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
