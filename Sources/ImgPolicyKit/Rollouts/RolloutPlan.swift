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
      let strategy = Strategy(workload, replicas)
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
      let order = Order(workload, replicas)
      servesDuringUpgrade = order.keepsPods
      guard isBlocked else { return }
      (install, upgrade) = (order.install, order.upgrade)
    case .daemonSet:
      let nodes = NodeByNode(workload)
      servesDuringUpgrade = nodes.keepsPods
      guard isBlocked else { return }
      (install, upgrade) = ("no node gets a pod that serves", nodes.upgrade)
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
}

/// How a Deployment replaces its pods.
private struct Strategy {
  private let replicas: Int
  private let isRecreate: Bool
  /// Old pods that surely stay.
  let remaining: Int
  private let hanging: Int
  /// What is said of the deadline.
  let failure: String

  init(_ workload: Workload, _ replicas: Int) {
    self.replicas = replicas
    let strategy = workload.spec?["strategy"]
    isRecreate = strategy?["type"]?.text == "Recreate"
    let rolling = strategy?["rollingUpdate"]
    // Shares are rounded down for what may be missing, up for what may be added.
    let unavailable = amount(rolling?["maxUnavailable"], of: replicas, roundsUp: false)
    let surge = amount(rolling?["maxSurge"], of: replicas, roundsUp: true)
    // Both 0 is refused where it is written, and rounding must not stop an update.
    let missing = unavailable == 0 && surge == 0 ? 1 : unavailable
    remaining = isRecreate ? 0 : max(0, replicas - missing)
    hanging = max(1, missing.addingSaturating(surge))
    let seconds = workload.spec?["progressDeadlineSeconds"]?.integer ?? 600
    failure = workload.kind == .deployment ? ", and the rollout is marked failed after \(seconds) s" : ""
  }

  var upgrade: String {
    if isRecreate { return "the old pods are gone first, and nothing serves\(failure)" }
    let kept =
      remaining == 0
      ? "no old pod is sure to stay"
      : "\(remaining) of the \(counted(replicas, "old pod")) keep\(remaining == 1 ? "s" : "") serving"
    return "\(kept), \(counted(hanging, "new pod")) hang\(hanging == 1 ? "s" : "")\(failure)"
  }
}

/// How a StatefulSet replaces its pods: one by one, from the last to the first, and never past one that does not come up.
private struct Order {
  private let replicas: Int
  private let isParallel: Bool
  private let isByHand: Bool
  /// The number of the first pod.
  private let first: Int
  /// Pods with smaller numbers stay as they are.
  private let partition: Int

  init(_ workload: Workload, _ replicas: Int) {
    self.replicas = replicas
    isParallel = workload.spec?["podManagementPolicy"]?.text == "Parallel"
    let strategy = workload.spec?["updateStrategy"]
    isByHand = strategy?["type"]?.text == "OnDelete"
    first = max(0, workload.spec?["ordinals", "start"]?.integer ?? 0)
    partition = strategy?["rollingUpdate", "partition"]?.integer ?? 0
  }

  private var last: Int { first.addingSaturating(max(0, replicas - 1)) }
  private var updatesNone: Bool { partition > last }

  var keepsPods: Bool { replicas > 1 || isByHand || updatesNone }

  var install: String {
    isParallel
      ? "none of the \(counted(replicas, "pod")) gets ready"
      : "it stops at the pod \(first), the first of \(replicas)"
  }

  var upgrade: String {
    if isByHand { return "the old pods go on until somebody deletes them, and what comes then does not get ready" }
    if updatesNone { return "the old pods go on: the partition leaves all of them as they are" }
    return "it stops at the pod \(last), which somebody has to delete even when the fault is mended"
  }
}

/// How a DaemonSet replaces its pods: on some nodes at a time.
private struct NodeByNode {
  private let isByHand: Bool
  private let addsFirst: Bool
  /// A number of nodes, or a share of them.
  private let unavailable: String

  init(_ workload: Workload) {
    let strategy = workload.spec?["updateStrategy"]
    isByHand = strategy?["type"]?.text == "OnDelete"
    let surge = strategy?["rollingUpdate", "maxSurge"]?.text ?? "0"
    addsFirst = !["0", "0%"].contains(surge)
    unavailable = strategy?["rollingUpdate", "maxUnavailable"]?.text ?? "1"
  }

  var keepsPods: Bool { isByHand || addsFirst || unavailable != "100%" }

  var upgrade: String {
    if isByHand { return "the old pods go on until somebody deletes them, and what comes then does not get ready" }
    if addsFirst { return "it stops at the first nodes, whose old pods go on" }
    if unavailable == "1" { return "it stops at the first node, whose old pod is gone" }
    return "it stops when the old pods of \(unavailable)\(unavailable.hasSuffix("%") ? " of the" : "") nodes are gone"
  }
}

/// A number of pods, or a share of them; a quarter where nothing is said.
private func amount(_ node: YAMLNode?, of replicas: Int, roundsUp: Bool) -> Int {
  if let number = node?.integer { return max(0, number) }
  let text = node?.text ?? "25%"
  guard text.hasSuffix("%"), let percent = Int(text.dropLast()), percent >= 0 else { return 0 }
  let (product, overflow) = replicas.multipliedReportingOverflow(by: min(percent, 100))
  guard !overflow, product >= 0 else { return replicas }
  return roundsUp ? product / 100 + (product % 100 == 0 ? 0 : 1) : product / 100
}
