internal import Linting
internal import Workloads

/// How a DaemonSet replaces its pods: on some nodes at a time.
struct DaemonSetUpdate {
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
    if isByHand { return RolloutPlan.byHand }
    if addsFirst { return "it stops at the first nodes, whose old pods go on" }
    if unavailable == "1" { return "it stops at the first node, whose old pod is gone" }
    return "it stops when the old pods of \(unavailable)\(unavailable.hasSuffix("%") ? " of the" : "") nodes are gone"
  }
}
