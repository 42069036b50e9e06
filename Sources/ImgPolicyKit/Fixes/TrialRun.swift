internal import Dockerfile
internal import Linting
internal import Workloads

/// A run that judges other texts of its inputs one after the other, without any consequence: what it says of one is not kept,
/// but what it has read for it, policies, base images and the manifests beside it, is.
///
/// Shell scripts are left out: no fix is made for what another program says of them.
final class TrialRun {
  /// What is known of a file of manifests or values before one of them is mended.
  private struct Known {
    var limits: FixLimits
    /// Its number among the files of the bundle; nil for values, and where it cannot be read.
    var manifest: Int?
    /// The inputs for which it is judged, where it is a file of values: it may be laid over several charts.
    var sources: [FoundInput] = []
  }

  /// Before the first input.
  private var blank: Assessment
  /// The manifests of the run, which are judged beside each other, as they are before one of them is mended.
  private var bundle = Bundle([])
  /// By the paths that reports print.
  private var known: [String: Known] = [:]

  init(_ assessment: Assessment) {
    blank = assessment
    blank.shellCheck = ShellCheckDemand(use: .off, option: "--fix")
    // What --write-baseline takes for known is what is left when all is mended.
    blank.baseline?.isTrial = true
  }

  /// The rules by name.
  var infos: [String: RuleInfo] { blank.infos }

  /// What policies say of the fixes of an input's findings.
  func limits(of input: FoundInput) throws(RunError) -> FixLimits {
    if let known = known(input) { return known.limits }
    return try blank.resolve(dockerfile: input.path).policy.fixes
  }

  /// Judges manifests and values as they are.
  ///
  /// - Returns: the Dockerfiles, and the manifests and values that have findings whose fixes may be applied; among them the values
  ///   that nobody named and that are judged all the same, because others are laid over them or they are laid over others.
  func mendable(among found: [FoundInput]) throws(RunError) -> [FoundInput] {
    var trial = blank
    var sources: [String: [FoundInput]] = [:]
    for input in found where input.kind != .dockerfile {
      let count = trial.waitingValues.count
      try trial.add(input)
      for file in trial.waitingValues[count...].flatMap(\.stack.files) {
        sources[file.source.path, default: []].append(input)
      }
    }
    let manifests = trial.waitingManifests
    bundle = Bundle(manifests.map(\.file))
    trial.companions = bundle
    let numbers = Dictionary(manifests.enumerated().map { ($1.input, $0) }) { first, _ in first }
    try trial.settle()
    blank.keepReadings(of: trial)
    var mendable = Set<String>()
    for (index, input) in trial.inputs.enumerated() where known[input.path] == nil {
      known[input.path] = Known(
        limits: trial.resolutions[index].policy.fixes, manifest: numbers[index], sources: sources[input.path] ?? [])
      if trial.findings[index].contains(where: Self.isMendable) { mendable.insert(input.path) }
    }
    let named = Set(found.map(\.display))
    let others = trial.inputs.filter { $0.kind == .values && !named.contains($0.path) }.map {
      FoundInput(path: InputPath($0.path), display: $0.path, kind: .values)
    }
    return (found + others).filter { $0.kind == .dockerfile || mendable.contains($0.display) }
      .sorted { $0.display.utf8.lexicographicallyPrecedes($1.display.utf8) }
  }

  private func known(_ input: FoundInput) -> Known? { input.kind == .dockerfile ? nil : known[input.display] }

  private static func isMendable(_ judged: JudgedFinding) -> Bool {
    judged.suppressed == nil && judged.finding.fix.map { $0.applicability != .display } ?? false
  }

  /// What the run would say of an input with another text.
  func judgement(of input: FoundInput, with text: SourceText) throws(RunError) -> MendText.Judgement {
    var trial = blank
    trial.mendedTexts[input] = text.bytes
    let known = known(input)
    let sources = known?.sources ?? []
    for source in sources.isEmpty ? [input] : sources { try trial.add(source) }
    if let manifest = trial.waitingManifests.first {
      trial.companions = known?.manifest.map { bundle.exchanging($0, for: manifest.file) } ?? bundle
    }
    let faults = trial.understand()
    try trial.settle()
    blank.keepReadings(of: trial)
    guard let index = trial.inputs.firstIndex(where: { $0.path == input.display }) else {
      return MendText.Judgement(findings: [], counts: [:], faults: 0)
    }
    let unreadable = trial.inputs[index].error == nil ? 0 : 1
    return MendText.Judgement(
      findings: trial.findings[index], counts: trial.counts[index], faults: faults + unreadable)
  }
}

extension Assessment {
  /// Takes in what waits; how many faults there are for which the text, or a part of it, would be refused.
  fileprivate mutating func understand() -> Int {
    for index in waiting.indices { waiting[index].read = waiting[index].understood }
    return waiting.reduce(0) { $0 + ($1.read?.model.faults.count ?? 0) }
      + waitingManifests.reduce(0) { $0 + $1.file.unreadParts }
      + waitingValues.reduce(0) { $0 + $1.stack.files.count { !$0.isReadable } }
  }
}
