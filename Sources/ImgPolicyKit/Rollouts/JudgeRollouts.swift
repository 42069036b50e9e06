internal import Images
internal import Linting
internal import Rules
internal import Workloads

/// A workload that was judged, with what its verdict depends on beside the findings.
struct RolloutSubject: Sendable {
  var workload: Workload
  /// The 1-based line of its name.
  var line: Int
  /// Whether the image of each container is known, its files included.
  var knowsImages: Bool

  /// The workloads of a file.
  static func all(of rollout: Rollout) -> [RolloutSubject] {
    rollout.manifest.workloads.map { RolloutSubject($0, rollout.launches(of: $0)) }
  }

  private init(_ workload: Workload, _ launches: [Launch]) {
    self.workload = workload
    line = workload.object.source.line(at: workload.object.spot.lowerBound)
    knowsImages = launches.allSatisfy { $0.build?.image.map { $0.config != nil && $0.error == nil } ?? false }
  }

  /// Whether it asks for pods now.
  var isStarted: Bool {
    let spec = workload.spec
    return workload.replicas?.integer != 0 && spec?["paused"]?.flag != true && spec?["suspend"]?.flag != true
      && (workload.kind != .cronJob || workload.object.node["spec", "suspend"]?.flag != true)
  }
}

extension Assessment {
  /// One verdict for each workload whose images the run may know, in the order of the manifests.
  func rolloutVerdicts() -> [RolloutVerdict] {
    let blockers = blockers
    var seen: Set<ObjectPlace> = []
    return rolloutSubjects.compactMap { subject in
      // Targets may list one manifest twice: each judges the containers of its own images.
      let start = subject.workload.object.start
      return seen.insert(start).inserted ? RolloutVerdict(of: subject, blockers[start] ?? []) : nil
    }
  }

  /// What the findings that count do to each workload.
  private var blockers: [ObjectPlace: [RolloutVerdict.Blocker]] {
    findings.joined().enumerated().reduce(into: [:]) { blockers, item in
      let (number, judged) = item
      guard judged.suppressed == nil, let effect = judged.finding.effect else { return }
      blockers[effect.workload, default: []].append(
        RolloutVerdict.Blocker(finding: number, message: judged.finding.message, effect: effect))
    }
  }
}
