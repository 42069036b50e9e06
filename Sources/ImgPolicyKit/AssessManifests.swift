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
    manifest bytes: [UInt8], at path: String, isStored: Bool = true, target: String? = nil,
    _ resolution: ResolvePolicy.Resolution
  ) {
    let file = ManifestFile(SourceText(path: path, bytes: bytes), isStored: isStored)
    if let refusal = file.refusal {
      return add(unreadable: path, kind: .kubernetes, InputError(refusal), resolution)
    }
    var input = input(path, .kubernetes, resolution)
    input.otherKinds = file.otherKinds
    append(input, resolution)
    waitingManifests.append(
      WaitingManifest(input: count - 1, file: file, target: target, resolution: resolution))
  }

  /// Judges all manifests that wait, in parallel.
  mutating func judgeManifests() {
    let entries = waitingManifests
    waitingManifests = []
    let bundles = Dictionary(grouping: entries, by: \.target).mapValues { Bundle($0.map(\.file)) }
    let names = names
    let crossChecks = releaseRules
    let rules = entries.map { catalog(for: $0.resolution).workload }
    let outcomes = inParallel(entries.count, jobs: options.jobs) { index in
      let entry = entries[index]
      let manifest = Manifest(entry.file, in: bundles[entry.target])
      let findings = rules[index].flatMap { $0.check(manifest) }
      var voice = Judge.Voice(EnforcedLevels(manifest))
      voice.suppressions = ManifestComments.suppressions(
        in: entry.file.source, roots: entry.file.documents.compactMap(\.root), names: names,
        demands: entry.resolution.policy.suppressions)
      voice.unjudged = crossChecks
      return (
        findings: findings, voice: voice,
        source: manifest.source.concealing(manifest.concealedRanges + findings.flatMap(\.concealed))
      )
    }
    for (entry, outcome) in zip(entries, outcomes) {
      inputs[entry.input].source = outcome.source
      record(outcome.findings, of: entry.input, variant: nil, voice: outcome.voice, entry.resolution)
    }
  }
}

extension Judge.Voice {
  /// Where a namespace enforces a level of security, no pod exists that breaks it, whatever the policy says.
  fileprivate init(_ levels: EnforcedLevels) {
    self.init { finding, selected in
      guard let line = finding.place?.line, let level = levels.level(atLine: line),
        !level.checks.isDisjoint(with: finding.aliases)
      else { return selected }
      return .error
    }
  }
}

extension InputError {
  init(_ refusal: YAMLFault) {
    let kind = refusal.kind == .limit ? "limit-exceeded" : "unrendered-template"
    self.init(kind: kind, message: refusal.message, offset: refusal.range?.lowerBound)
  }
}
