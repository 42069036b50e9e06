internal import Linting
internal import Workloads

/// What a first install and an upgrade of a workload do, given where its pods stay.
package struct RolloutPlan: Sendable {
  package var install: String
  package var upgrade: String
  /// Whether old pods go on serving while the new ones do not come up; nil for what has no upgrade.
  package var servesDuringUpgrade: Bool?

  init(for workload: Workload, _ outcome: RolloutVerdict.Outcome, at state: PodState?) {
    // Kubernetes takes no other number.
    let replicas = min(max(0, workload.replicas?.integer ?? 1), Int(Int32.max))
    let isBlocked = outcome == .degraded
    (install, upgrade) = ("", "")
    switch workload.kind {
    case _ where outcome == .rejected:
      (install, upgrade) = ("nothing is created", "nothing changes, the old pods go on")
      servesDuringUpgrade = true
    case .deployment:
      let strategy = DeploymentUpdate(workload, replicas)
      servesDuringUpgrade = strategy.remaining > 0
      guard isBlocked else { return }
      install = "0 of \(counted(replicas, "replica")) become available\(strategy.failure)"
      upgrade = strategy.upgrade
    case .replicaSet, .replicationController:
      servesDuringUpgrade = true
      guard isBlocked else { return }
      install = "0 of \(counted(replicas, "replica")) become available"
      upgrade = "the old pods go on: nothing replaces them by itself"
    case .statefulSet:
      let update = StatefulSetUpdate(workload, replicas)
      servesDuringUpgrade = update.keepsPods
      guard isBlocked else { return }
      (install, upgrade) = (update.install, update.upgrade)
    case .daemonSet:
      let update = DaemonSetUpdate(workload)
      servesDuringUpgrade = update.keepsPods
      guard isBlocked else { return }
      (install, upgrade) = ("no node gets a pod that serves", update.upgrade)
    case .job, .cronJob:
      servesDuringUpgrade = nil
      guard isBlocked else { return }
      install = (workload.kind == .cronJob ? "each run " : "it ") + Self.outcomeOfJob(workload, state)
    case .pod:
      servesDuringUpgrade = nil
      guard isBlocked else { return }
      install = "the pod does not become ready"
    }
  }

  /// A pod that never starts never fails either.
  private static func outcomeOfJob(_ workload: Workload, _ state: PodState?) -> String {
    if let state, state >= .crashLoop {
      return
        "fails with BackoffLimitExceeded after \(counted(workload.spec?["backoffLimit"]?.integer ?? 6, "retry", "retries"))"
    }
    if let seconds = workload.spec?["activeDeadlineSeconds"]?.integer { return "fails after \(seconds) s" }
    return "neither ends nor fails: only activeDeadlineSeconds would end it"
  }

  /// What an upgrade does where pods are only replaced when somebody deletes them.
  static let byHand = "the old pods go on until somebody deletes them, and what comes then does not get ready"
}
