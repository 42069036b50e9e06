internal import Dockerfile
internal import Linting

/// A run that judges texts of Dockerfiles one after the other, without any consequence: what it says of one is not kept, but
/// what it has read for it, policies and base images, is.
///
/// Shell scripts are left out: no fix is made for what another program says of them.
final class TrialRun {
  /// Before the first input.
  private var blank: Assessment

  init(_ assessment: Assessment) {
    blank = assessment
    blank.shellCheck = .off
  }

  /// The rules by name.
  var infos: [String: RuleInfo] { blank.infos }

  /// What the run would say of a Dockerfile with another text.
  func judgement(
    of source: SourceText, _ context: BuildContext?, _ resolution: ResolvePolicy.Resolution
  ) throws(RunError) -> MendText.Judgement {
    var trial = blank
    let index = trial.add(dockerfile: source.bytes, at: source.path, context: context, resolution)
    if let last = trial.waiting.indices.last { trial.waiting[last].read = trial.waiting[last].understood }
    let faults = trial.waiting.last?.read?.model.faults.count ?? 0
    try trial.settle()
    blank.keepReadings(of: trial)
    return MendText.Judgement(findings: trial.findings[index], counts: trial.counts[index], faults: faults)
  }
}
