package import Linting
internal import Workloads

/// What becomes of a workload that is deployed as it stands, as far as the findings tell. Never a promise: the best that is
/// said is that no finding prevents it.
package struct RolloutVerdict: Sendable {
  package enum Outcome: String, Sendable {
    /// The API refuses it.
    case rejected
    /// It cannot become available.
    case degraded
    /// It becomes available, but not all of it works, or something goes wrong later.
    case atRisk = "at-risk"
    case noFinding = "no-finding"
    /// An image of it is not known.
    case unknown
    /// It asks for no pods now.
    case notStarted = "not-started"
  }

  /// A finding that says where the workload stays.
  package struct Blocker: Sendable, Hashable {
    /// The index in the report's findings.
    package var finding: Int
    package var message: String
    package var effect: RolloutEffect
  }

  /// `Deployment/web`
  package var workload: String
  /// The manifest, and the 1-based line of the workload's name in it.
  package var path: String
  package var line: Int
  package var outcome: Outcome
  /// Whether what blocks it follows from the inputs on every runtime; else it is likely.
  package var isCertain: Bool
  /// Where it stays; or, where nothing blocks it, what goes wrong later.
  package var blockers: [Blocker]
  /// What comes next once the blockers are mended, in the order of the rollout.
  package var afterFix: [Blocker]
  package var plan: RolloutPlan

  /// Combines what findings do to a workload.
  ///
  /// - Parameter effects: in any order.
  init(of subject: RolloutSubject, _ effects: [Blocker]) {
    workload = subject.workload.object.title
    path = subject.workload.object.source.path
    line = subject.line
    let ordered = effects.sorted { Self.precedes($0, $1) }
    let blocking = ordered.filter(\.effect.state.isBlocking)
    let stuck = blocking.first(where: \.effect.isCertain) ?? blocking.first
    let first = stuck ?? ordered.first
    let isSame = { (other: Blocker) in
      other.effect.state == first?.effect.state && other.effect.turn == first?.effect.turn
        && other.effect.isCertain == first?.effect.isCertain
    }
    blockers = stuck == nil ? ordered : ordered.filter(isSame)
    let chosen = Set(blockers)
    afterFix = ordered.filter { !chosen.contains($0) }
    isCertain = first?.effect.isCertain ?? false
    // What the API refuses is not even there to be started later.
    if !subject.isStarted, stuck?.effect.state != .rejected || !isCertain {
      outcome = .notStarted
    } else if let stuck, stuck.effect.isCertain || subject.knowsImages || stuck.effect.state.isAboutImageName {
      outcome = stuck.effect.state == .rejected ? .rejected : .degraded
    } else if !subject.knowsImages {
      outcome = .unknown
    } else {
      outcome = ordered.isEmpty ? .noFinding : .atRisk
    }
    plan = RolloutPlan(for: subject.workload, outcome, at: first?.effect.state)
  }

  /// The order in which a pod meets its faults: what is about the pod as a whole, then its containers as their turns come.
  private static func precedes(_ left: Blocker, _ right: Blocker) -> Bool {
    let key = { (blocker: Blocker) -> (Int, Int, Int, Int) in
      let effect = blocker.effect
      let isOfPod = effect.state <= .containerCreating || effect.container == nil && effect.state.isBlocking
      // What comes up while the pod runs is later than all that keeps it from running.
      let turn = isOfPod ? -1 : effect.state.isBlocking ? effect.turn : Int.max
      return (turn, effect.state.rawValue, effect.isCertain ? 0 : 1, blocker.finding)
    }
    return key(left) < key(right)
  }
}

extension RolloutVerdict {
  /// Whether the new pods are ready, and something of theirs never works: those who call them get nothing, or a probe errs.
  var isUseless: Bool { outcome == .atRisk && blockers.first?.effect.state == .useless }
}

extension PodState {
  /// Whether a pod waits for an image that is not found by its name, which tells all without the image.
  fileprivate var isAboutImageName: Bool { stage == PodState.imagePullBackOff.stage }
}
