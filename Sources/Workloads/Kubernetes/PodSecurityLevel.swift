package import Linting

/// A level of the pod security standards, as namespaces demand it of their pods.
/// (https://kubernetes.io/docs/concepts/security/pod-security-standards/, Kubernetes 1.34)
package enum PodSecurityLevel: String, Sendable, CaseIterable {
  case baseline
  case restricted

  /// The checks of the level, as rules bear them for aliases.
  package var checks: Set<String> {
    switch self {
    case .baseline: Set(Self.baselineChecks.map { "PSS:\($0)" })
    case .restricted: Self.baseline.checks.union(Self.restrictedChecks.map { "PSS:\($0)" })
    }
  }

  private static let baselineChecks = [
    "appArmorProfile", "capabilities_baseline", "hostNamespaces", "hostPathVolumes", "hostPorts",
    "hostProbesAndHostLifecycle", "privileged", "procMount", "seLinuxOptions", "seccompProfile_baseline", "sysctls",
    "windowsHostProcess",
  ]
  private static let restrictedChecks = [
    "allowPrivilegeEscalation", "capabilities_restricted", "restrictedVolumes", "runAsNonRoot", "runAsUser",
    "seccompProfile_restricted",
  ]
}

/// Which pods of a file are refused at their creation where they break a level: those of namespaces that enforce it.
package struct EnforcedLevels: Sendable {
  private let source: SourceText
  /// In the order of the text.
  private let objects: [Held]

  /// An object, and the level of its namespace.
  private struct Held: Sendable {
    var object: KubernetesObject
    var level: PodSecurityLevel
  }

  package init(_ manifest: Manifest) {
    source = manifest.source
    let namespaces = manifest.bundle.objects(ofKind: "Namespace")
    let levels = namespaces.reduce(into: [String: PodSecurityLevel]()) { levels, namespace in
      let label = namespace.labels["pod-security.kubernetes.io/enforce"].flatMap(PodSecurityLevel.init)
      if let name = namespace.name, let label { levels[name] = label }
    }
    guard !levels.isEmpty else {
      objects = []
      return
    }
    let held = manifest.objects.compactMap { object in
      object.namespace.flatMap { levels[$0] }.map { Held(object: object, level: $0) }
    }
    objects = held.sorted { $0.object.node.range.lowerBound < $1.object.node.range.lowerBound }
  }

  /// Whether a finding says that pods break the level of their namespace.
  package func forbid(_ finding: Finding) -> Bool { breach(finding) != nil }

  /// The finding with what the namespace does about it: none of the pods is created. Of a pod that stands there itself nothing is
  /// there at all.
  package func enforced(on finding: Finding) -> Finding {
    guard let held = breach(finding), let workload = Workload(held.object) else { return finding }
    var enforced = finding
    let isPod = workload.kind == .pod
    enforced.effect = RolloutEffect(workload: held.object.start, state: isPod ? .rejected : .notCreated)
    enforced.notes.append(
      Finding.Note(
        "the namespace \(held.object.namespace ?? "") enforces the level \(held.level.rawValue): "
          + (isPod ? "the pod is refused" : "the pods are not created")))
    return enforced
  }

  private func breach(_ finding: Finding) -> Held? {
    guard !objects.isEmpty, let place = finding.place, let offset = source.range(of: place)?.lowerBound else {
      return nil
    }
    let index = objects.partitioned { $0.object.node.range.lowerBound <= offset } - 1
    guard index >= 0, objects[index].object.node.range.contains(offset),
      !objects[index].level.checks.isDisjoint(with: finding.aliases)
    else { return nil }
    return objects[index]
  }
}
