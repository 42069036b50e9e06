internal import Linting
internal import Workloads

/// How a Deployment replaces its pods.
struct DeploymentUpdate {
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

/// A number of pods, or a share of them; a quarter where nothing is said.
private func amount(_ node: YAMLNode?, of replicas: Int, roundsUp: Bool) -> Int {
  if let number = node?.integer { return max(0, number) }
  let text = node?.text ?? "25%"
  guard text.hasSuffix("%"), let percent = Int(text.dropLast()), percent >= 0 else { return 0 }
  let (product, overflow) = replicas.multipliedReportingOverflow(by: min(percent, 100))
  guard !overflow, product >= 0 else { return replicas }
  return roundsUp ? product / 100 + (product % 100 == 0 ? 0 : 1) : product / 100
}
