internal import Linting
internal import Workloads

/// How a StatefulSet replaces its pods: one by one, from the last to the first, and never past one that does not come up.
struct StatefulSetUpdate {
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
    if isByHand { return RolloutPlan.byHand }
    if updatesNone { return "the old pods go on: the partition leaves all of them as they are" }
    return "it stops at the pod \(last), which somebody has to delete even when the fault is mended"
  }
}
