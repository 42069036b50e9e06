/// How far a pod with a fault gets, in the order in which it would get there. What Kubernetes shows of such a pod rests on the
/// kubelet's and the runtimes' sources.
package enum PodState: Int, Sendable, CaseIterable, Comparable {
  /// The API refuses the object.
  case rejected
  /// The object is there, and its pods are not created.
  case notCreated
  case unschedulable
  /// A volume never gets ready.
  case containerCreating
  case invalidImageName
  case imageNeverPulled
  case imagePullBackOff
  case configError
  /// What containerd reports when it starts a container, CRI-O reports when it creates it.
  case startError
  case crashLoop
  /// A probe has it killed again and again; in between it may be ready.
  case restarting
  case neverReady
  /// Ready, and something of it never works: those who call it get nothing, or a probe errs.
  case useless
  /// Ready, and something goes wrong later: at the next stop, under load.
  case atRisk

  package static func < (left: PodState, right: PodState) -> Bool { left.rawValue < right.rawValue }

  /// The step of a rollout that it belongs to, as reports for programs call it.
  package var stage: String {
    switch self {
    case .rejected: "api"
    case .notCreated: "creation"
    case .unschedulable: "scheduling"
    case .containerCreating: "volumes"
    case .invalidImageName, .imageNeverPulled, .imagePullBackOff: "image"
    case .configError: "config"
    case .startError: "start"
    case .crashLoop: "crash"
    case .restarting: "restart"
    case .neverReady: "readiness"
    case .useless: "ready"
    case .atRisk: "later"
    }
  }

  /// What `kubectl get pods` shows of it: the waiting reason, or the phase.
  package var reason: String {
    switch self {
    case .rejected: "Rejected"
    case .notCreated: "FailedCreate"
    case .unschedulable: "Pending, Unschedulable"
    case .containerCreating: "ContainerCreating"
    case .invalidImageName: "InvalidImageName"
    case .imageNeverPulled: "ErrImageNeverPull"
    case .imagePullBackOff: "ImagePullBackOff"
    case .configError: "CreateContainerConfigError"
    case .startError: "CreateContainerError or RunContainerError"
    case .crashLoop: "CrashLoopBackOff"
    case .restarting: "Running, restarting"
    case .neverReady: "Running, never Ready"
    case .useless, .atRisk: "Running"
    }
  }

  /// Whether the pod never serves because of it.
  package var isBlocking: Bool { self < .useless }
}

/// What a fault does to the rollout of a workload.
package struct RolloutEffect: Sendable, Hashable {
  package var workload: ObjectPlace
  /// nil for the pod as a whole.
  package var container: String?
  /// When the container's turn comes: 0 for the first init container, one and the same number for all that serve.
  package var turn: Int
  package var state: PodState
  /// Whether it follows from the inputs on every runtime; else it is true unless the program does something unusual.
  package var isCertain: Bool

  package init(
    workload: ObjectPlace, container: String? = nil, turn: Int = 0, state: PodState, isCertain: Bool = true
  ) {
    self.workload = workload
    self.container = container
    self.turn = turn
    self.state = state
    self.isCertain = isCertain
  }
}
