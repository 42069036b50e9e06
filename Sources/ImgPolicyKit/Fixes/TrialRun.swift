internal import Dockerfile
internal import Linting
internal import Workloads

/// A run that judges other texts of its inputs one after the other, without any consequence: what it says of one is not kept,
/// but what it has read for it, policies, base images and the manifests beside it, is.
///
/// Shell scripts are left out: no fix is made for what another program says of them.
final class TrialRun {
  /// Before the first input.
  private var blank: Assessment
  /// The manifests of the run, which are judged beside each other, as they are before one of them is mended.
  private var manifests: [WaitingManifest] = []

  init(_ assessment: Assessment) {
    blank = assessment
    blank.shellCheck = ShellCheckDemand(use: .off, option: "--fix")
  }

  /// The rules by name.
  var infos: [String: RuleInfo] { blank.infos }

  func resolution(of input: FoundInput) throws(RunError) -> ResolvePolicy.Resolution {
    try input.kind == .dockerfile ? blank.resolve(dockerfile: input.path) : blank.resolve(input.path)
  }

  /// Which manifests and values, by their paths as reports print them, have findings whose fixes may be applied.
  func mendable(among found: [FoundInput]) throws(RunError) -> Set<String> {
    var trial = blank
    for input in found where input.kind != .dockerfile { try trial.add(input) }
    manifests = trial.waitingManifests
    for index in manifests.indices { manifests[index].isJudged = false }
    try trial.settle()
    blank.keepReadings(of: trial)
    let mendable = trial.findings.joined().filter { judged in
      judged.suppressed == nil && judged.finding.fix.map { $0.applicability != .display } ?? false
    }
    return Set(mendable.map(\.path))
  }

  /// What the run would say of an input with another text.
  func judgement(of input: FoundInput, with text: SourceText) throws(RunError) -> MendText.Judgement {
    var trial = blank
    var other = input
    other.mended = text.bytes
    try trial.add(other)
    trial.waitingManifests += manifests.filter { $0.file.source.path != input.display }
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
      + waitingManifests.filter(\.isJudged).reduce(0) { $0 + $1.file.unreadParts }
      + waitingValues.reduce(0) { $0 + $1.stack.files.count { !$0.isReadable } }
  }
}
