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
  /// The bytes of objects, in order, each with the level of its namespace.
  private let objects: [(range: Range<Int>, level: PodSecurityLevel)]

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
      object.namespace.flatMap { levels[$0] }.map { (range: object.node.range, level: $0) }
    }
    objects = held.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  package var isEmpty: Bool { objects.isEmpty }

  /// The level that the object at a place is held to; nil for none.
  package func level(at place: Place) -> PodSecurityLevel? {
    guard let offset = source.range(of: place)?.lowerBound else { return nil }
    let index = objects.partitioned { $0.range.lowerBound <= offset } - 1
    return index >= 0 && objects[index].range.contains(offset) ? objects[index].level : nil
  }
}
