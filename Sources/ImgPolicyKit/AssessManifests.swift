internal import Linting
internal import Rules
internal import Workloads

/// A file of manifests that was read and is not judged yet: it is judged beside those that are deployed with it.
struct WaitingManifest: Sendable {
  /// The index in the report.
  var input: Int
  var file: ManifestFile
  /// The target whose manifests are deployed together; nil for all that a run without targets finds.
  var target: String?
  var resolution: ResolvePolicy.Resolution
}

extension Assessment {
  /// Adds a file of Kubernetes manifests. It waits for those that are deployed with it.
  mutating func add(
    manifest bytes: [UInt8], from file: InputPath, at path: String, isStandardInput: Bool = false,
    target: String? = nil, _ resolution: ResolvePolicy.Resolution
  ) {
    let isStored = !isStandardInput && !ignoredPaths.ignores(file)
    let file = ManifestFile(SourceText(path: path, bytes: bytes), isStored: isStored)
    if let refusal = file.refusal {
      return add(unreadable: path, kind: .kubernetes, InputError(refusal), resolution)
    }
    var input = input(path, .kubernetes, resolution)
    input.otherKinds = file.otherKinds
    if let stranger = file.strangers.first {
      input.error = InputError(
        kind: "no-object",
        message: "line \(file.source.line(at: stranger)) begins no Kubernetes object: apiVersion or "
          + "kind is missing, and Kubernetes refuses it", offset: stranger)
    }
    append(input, resolution)
    waitingManifests.append(
      WaitingManifest(input: count - 1, file: file, target: target, resolution: resolution))
  }

  /// Judges all manifests that wait, in parallel.
  mutating func judgeManifests() {
    let entries = waitingManifests
    waitingManifests = []
    let bundles =
      companions == nil ? Dictionary(grouping: entries, by: \.target).mapValues { Bundle($0.map(\.file)) } : [:]
    let names = names
    let builds = Builds(self.builds)
    let infos = infos
    let keeps = keepsBuilds
    let companions = companions
    let unjudged = keeps ? driftRules : driftRules.union(rolloutRules)
    let listings = Dictionary(grouping: entries, by: \.file.source.path).mapValues { Set($0.map(\.target)) }
    let rules = entries.map { catalog(for: $0.resolution) }
    let outcomes = inParallel(entries.count, jobs: options.jobs) { index in
      let entry = entries[index]
      let manifest = Manifest(entry.file, in: companions ?? bundles[entry.target])
      let rollout = Rollout(manifest, builds: builds) { build in
        // Where the target of an image lists the manifest itself, it judges the containers that run it.
        build.target == entry.target || listings[manifest.source.path]?.contains(build.target) != true
      }
      let levels = EnforcedLevels(manifest)
      let ofManifest = rules[index].workload.flatMap { $0.check(manifest) }
      let ofRollout = distinct(rules[index].rollout.flatMap { $0.check(rollout) })
      let findings = (ofManifest + ofRollout).map(levels.enforced).map(manifest.file.naming)
      var voice = Judge.Voice(levels, entry.resolution.selection, infos)
      voice.suppressions = ManifestComments.suppressions(
        in: entry.file.source, roots: entry.file.documents.compactMap(\.root), names: names,
        demands: entry.resolution.policy.suppressions)
      voice.unjudged = unjudged
      return (
        findings: findings, voice: voice, subjects: keeps ? RolloutSubject.all(of: rollout) : [],
        source: manifest.source.concealing(manifest.concealedRanges + findings.flatMap(\.concealed))
      )
    }
    for (entry, outcome) in zip(entries, outcomes) {
      inputs[entry.input].source = outcome.source
      rolloutSubjects += outcome.subjects
      record(outcome.findings, of: entry.input, variant: nil, voice: outcome.voice, entry.resolution)
      if entry.file.hasUnreadDocument { failUnlessTold(entry.input) }
    }
    silenceImageFindings()
  }

  /// Text that cannot be read is no pass, also where nobody asks for the rule that says so.
  private mutating func failUnlessTold(_ index: Int) {
    let isTold = findings[index].contains { judged in
      judged.finding.rule == YAMLSyntaxError.info.name && judged.suppressed == nil
        && judged.reaches(inputs[index].failOn)
    }
    guard !isTold, inputs[index].error == nil else { return }
    inputs[index].error = InputError(
      kind: "yaml-syntax", message: "a document of it cannot be read: `--select \(YAMLSyntaxError.info.name)` says why")
  }
}

extension Judge.Voice {
  /// Where a namespace enforces a level of security, no pod exists that breaks it, whatever the policy says. Who asks for rules on
  /// the command line gets what was asked for.
  fileprivate init(_ levels: EnforcedLevels, _ selection: Selection, _ infos: [String: RuleInfo]) {
    self.init { finding, selected in
      guard levels.forbid(finding), let info = infos[finding.rule],
        !selection.isSettledByCommandLine(finding, info: info)
      else { return selected }
      return .error
    }
  }
}

/// An image for several platforms says many things several times.
func distinct(_ findings: [Finding]) -> [Finding] {
  var seen: Set<Finding> = []
  return findings.filter { seen.insert($0).inserted }
}

extension InputError {
  init(_ refusal: YAMLFault) {
    let kind = refusal.kind == .limit ? "limit-exceeded" : "unreadable-manifest"
    self.init(kind: kind, message: refusal.message, offset: refusal.range?.lowerBound)
  }
}
