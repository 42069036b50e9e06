internal import Linting
internal import Workloads

extension Workload {
  /// What the API refuses of its pods, and an update that may neither add nor remove one.
  var refusedSettings: [RefusedSetting] {
    // What a patch does not say, the file that it changes does.
    let whole = isPatch ? [] : containerless + imageless + nameless + probes
    return repetitions + whole + [standstill].compactMap { $0 }
  }

  private var repetitions: [RefusedSetting] {
    let spec = pod.spec
    let lists = [
      ("containers are called", spec.containers.map { $0.node["name"] }),
      ("volumes are called", spec.volumes.map { $0.node["name"] }),
    ]
    let mounts = spec.containers.map { ("mounts of its container \($0.name) are at", $0.mounts.map(\.path)) }
    return (lists + mounts).flatMap { what, names in
      var seen: Set<String> = []
      return names.compactMap { $0 }.filter { !seen.insert($0.text ?? "").inserted }.map {
        RefusedSetting(range: $0.range, reason: "two \(what) \($0.text ?? "")", isOfPods: true)
      }
    }
  }

  private var containerless: [RefusedSetting] {
    guard let template = pod.node, pod.spec.node?["containers"]?.items.isEmpty ?? true else { return [] }
    let place = pod.spec.node?.entry("containers")?.keyRange ?? template.entry("spec")?.keyRange
    let words = kind == .pod ? "it has no container" : "its pods have no container"
    return [RefusedSetting(range: place ?? object.spot, reason: words, isOfPods: true)]
  }

  private var imageless: [RefusedSetting] {
    pod.spec.containers.filter { $0.image?.text?.isEmpty ?? true }.map {
      RefusedSetting(range: $0.spot, reason: "its container \($0.name) has no image", isOfPods: true)
    }
  }

  private var nameless: [RefusedSetting] {
    let spec = pod.spec
    let mounts = spec.containers.flatMap { container in
      container.mounts.filter { $0.path == nil }.map {
        ("a mount of its container \(container.name) has no mountPath", $0.node)
      }
    }
    let parts =
      spec.containers.filter { $0.node["name"] == nil }.map { ("one of its containers has no name", $0.node) }
      + spec.volumes.filter { $0.name == nil }.map { ("one of its volumes has no name", $0.node) } + mounts
    return parts.map { RefusedSetting(range: $0.1.spot, reason: $0.0, isOfPods: true) }
  }

  private var probes: [RefusedSetting] {
    pod.spec.containers.filter { $0.image != nil }.flatMap { container in
      (container.probes + container.hooks).filter { !$0.node.isNull }.compactMap { probe in
        probe.refusal.map {
          RefusedSetting(
            range: $0.range, reason: "the \(probe.kind.rawValue) of its container \(container.name) \($0.words)",
            isOfPods: true)
        }
      }
    }
  }

  private var standstill: RefusedSetting? {
    let strategy: YAMLNode?
    switch kind {
    case .deployment: strategy = spec?["strategy"]
    case .daemonSet: strategy = spec?["updateStrategy"]
    case .pod, .statefulSet, .replicaSet, .replicationController, .job, .cronJob: return nil
    }
    // A DaemonSet adds no pod unless it is told to.
    guard let unavailable = strategy?["rollingUpdate", "maxUnavailable"], isNothing(unavailable),
      strategy?["rollingUpdate", "maxSurge"].map(isNothing) ?? (kind == .daemonSet)
    else { return nil }
    return RefusedSetting(
      range: unavailable.range, reason: "maxUnavailable and maxSurge are both 0, so no pod could ever be replaced")
  }

  private func isNothing(_ amount: YAMLNode) -> Bool { amount.integer == 0 || amount.text == "0%" }

  /// In which state a fault of its pods leaves it. A StatefulSet is taken as it is, and then gets no pods.
  var stateOfRefusedPods: PodState { kind == .statefulSet ? .notCreated : .rejected }

  /// Whether it only changes what another file says, as kustomize has it: what makes pods and is whole says which are its own, and
  /// a pod or a job in which no container has an image may be either.
  private var isPatch: Bool {
    switch kind {
    case .deployment, .statefulSet, .daemonSet, .replicaSet: selector == nil || pod.labels.isEmpty
    case .replicationController: pod.labels.isEmpty
    case .job, .cronJob: pod.spec.restartPolicy == nil
    case .pod: pod.spec.containers.allSatisfy { $0.image == nil } && !pod.spec.containers.isEmpty
    }
  }
}

extension Probe {
  /// Why the API refuses it, in words that follow its name; nil where it does not.
  fileprivate var refusal: (range: Range<Int>, words: String)? {
    switch handler {
    case nil:
      return (
        node.spot,
        isHook
          ? "does nothing: expected exec, httpGet or sleep" : "asks nothing: expected exec, httpGet, tcpSocket or grpc"
      )
    case .http(_, port: nil, _), .tcp(nil), .grpc(nil, _): return (node.spot, "has no port")
    case .exec, .http, .tcp, .grpc, .sleep: break
    }
    if let exec = node["exec"], exec["command"]?.items.isEmpty ?? true { return (exec.spot, "has no command") }
    if kind == .liveness || kind == .startup, let threshold = node["successThreshold"], let count = threshold.integer,
      count > 1
    {
      return (threshold.range, "has a successThreshold of \(count): expected 1, the only one that it may have")
    }
    return nil
  }

  private var isHook: Bool { kind == .postStart || kind == .preStop }
}
