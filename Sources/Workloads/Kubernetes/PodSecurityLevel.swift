internal import Linting

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
  /// The lines of objects, in order, each with the level of its namespace.
  private let objects: [(lines: ClosedRange<Int>, level: PodSecurityLevel)]

  package init(_ manifest: Manifest) {
    let namespaces = manifest.bundle.objects(ofKind: "Namespace")
    let levels = namespaces.reduce(into: [String: PodSecurityLevel]()) { levels, namespace in
      let label = namespace.labels["pod-security.kubernetes.io/enforce"].flatMap(PodSecurityLevel.init)
      if let name = namespace.name, let label { levels[name] = label }
    }
    guard !levels.isEmpty else {
      objects = []
      return
    }
    objects = manifest.objects.compactMap { object in
      guard let level = object.namespace.flatMap({ levels[$0] }) else { return nil }
      let place = manifest.source.place(of: object.node.range)
      return (place.line...max(place.line, place.endLine), level)
    }
  }

  package var isEmpty: Bool { objects.isEmpty }

  /// The level that a line's object is held to; nil for none.
  package func level(atLine line: Int) -> PodSecurityLevel? {
    let index = objects.partitioned { $0.lines.lowerBound <= line } - 1
    return index >= 0 && objects[index].lines.contains(line) ? objects[index].level : nil
  }
}
