internal import Linting
internal import Workloads

/// What the API refuses of an object though each field has a value of its type.
struct RefusedSetting {
  var range: Range<Int>
  /// Why, in words that follow the name of the object.
  var reason: String
  /// Whether it is in the template of pods, which not all that make pods look at.
  var isOfPods = false
}

extension KubernetesObject {
  /// Names that are none, and autoscalers whose bounds are the wrong way round.
  var refusedSettings: [RefusedSetting] {
    guard ManifestSchema.kubernetes.type(of: self) != nil else { return [] }
    return [misname, misorder].compactMap { $0 } + refusedLabels
  }

  private var misname: RefusedSetting? {
    guard let node = node["metadata", "name"], let name = node.text, node.scalar?.value == .string else { return nil }
    let isService = kind == "Service"
    let isName = isService ? ObjectName.isLabel(name) : ObjectName.isSubdomain(name)
    if isName || ReplacedText.isReplaced(name) { return nil }
    return RefusedSetting(
      range: node.range, reason: "“\(name.prefix(40))” is no name: \(ruleOfNames(dots: !isService))")
  }

  private var misorder: RefusedSetting? {
    guard kind == "HorizontalPodAutoscaler", let least = node["spec", "minReplicas"], let low = least.integer,
      let high = node["spec", "maxReplicas"]?.integer, low > high
    else { return nil }
    return RefusedSetting(range: least.range, reason: "its minReplicas \(low) is above its maxReplicas \(high)")
  }
}

extension Workload {
  /// Containers and volumes of one name, containers without an image, and an update that may neither add nor remove a pod.
  var refusedSettings: [RefusedSetting] { repetitions + imageless + [standstill].compactMap { $0 } }

  private var repetitions: [RefusedSetting] {
    let spec = pod.spec
    let lists = [
      ("containers", spec.containers.map { $0.node["name"] }), ("volumes", spec.volumes.map { $0.node["name"] }),
    ]
    return lists.flatMap { what, names in
      var seen: Set<String> = []
      return names.compactMap { $0 }.filter { !seen.insert($0.text ?? "").inserted }.map {
        RefusedSetting(range: $0.range, reason: "two \(what) are called \($0.text ?? "")", isOfPods: true)
      }
    }
  }

  private var imageless: [RefusedSetting] {
    if isPatch { return [] }
    return pod.spec.containers.filter { $0.image?.text?.isEmpty ?? true }.map {
      RefusedSetting(range: $0.spot, reason: "its container \($0.name) has no image", isOfPods: true)
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
    case .pod: pod.spec.containers.allSatisfy { $0.image == nil }
    }
  }
}

/// What a name has to be like.
func ruleOfNames(dots: Bool) -> String {
  "expected a-z, 0-9\(dots ? ", dots" : "") and hyphens, with a letter or digit at both ends"
}
