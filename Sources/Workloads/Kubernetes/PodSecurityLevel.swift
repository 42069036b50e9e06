package import Linting

/// A level of the pod security standards, as namespaces demand it of their pods.
/// (https://kubernetes.io/docs/concepts/security/pod-security-standards/, Kubernetes 1.34)
package enum PodSecurityLevel: String, Sendable, CaseIterable {
  case baseline
  case restricted

  /// The checks of the level as it was in a minor version of Kubernetes 1, as rules bear them for aliases; nil for the latest.
  package func checks(ofVersion minor: Int? = nil) -> Set<String> {
    let own = self == .baseline ? Self.baselineChecks : Self.baselineChecks + Self.restrictedChecks
    let known = own.filter { check in minor.map { $0 >= Self.firstVersions[check] ?? 0 } ?? true }
    return Set(known.map { "PSS:\($0)" })
  }

  /// The minor versions that checks came with, where the levels had been there before.
  private static let firstVersions = [
    "allowPrivilegeEscalation": 8, "seccompProfile_restricted": 19, "capabilities_restricted": 22, "runAsUser": 23,
    "hostProbesAndHostLifecycle": 34,
  ]

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
    var demand: Demand
  }

  /// What a namespace enforces.
  private struct Demand: Sendable {
    var level: PodSecurityLevel
    /// The version as its label has it; nil for the latest.
    var version: String?
    var checks: Set<String>

    /// nil where the label of the level is none of its names.
    init?(_ labels: [String: String]) {
      guard let level = labels["pod-security.kubernetes.io/enforce"].flatMap(PodSecurityLevel.init) else { return nil }
      self.level = level
      let label = labels["pod-security.kubernetes.io/enforce-version"]
      // What is no version counts as the latest.
      let minor = label.flatMap { $0.hasPrefix("v1.") ? Int($0.dropFirst(3)) : nil }
      version = minor == nil ? nil : label
      checks = level.checks(ofVersion: minor)
    }
  }

  package init(_ manifest: Manifest) {
    source = manifest.source
    let namespaces = manifest.bundle.objects(ofKind: "Namespace")
    let levels = namespaces.reduce(into: [String: Demand]()) { levels, namespace in
      if let name = namespace.name, let demand = Demand(namespace.labels) { levels[name] = demand }
    }
    guard !levels.isEmpty else {
      objects = []
      return
    }
    let held = manifest.objects.compactMap { object in
      object.namespace.flatMap { levels[$0] }.map { Held(object: object, demand: $0) }
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
        "the namespace \(held.object.namespace ?? "") enforces the level \(held.demand.level.rawValue)\(held.demand.version.map { " of \($0)" } ?? ""): "
          + (isPod ? "the pod is refused" : "the pods are not created")))
    return enforced
  }

  private func breach(_ finding: Finding) -> Held? {
    guard !objects.isEmpty, let place = finding.place, let offset = source.range(of: place)?.lowerBound else {
      return nil
    }
    let index = objects.partitioned { $0.object.node.range.lowerBound <= offset } - 1
    guard index >= 0, objects[index].object.node.range.contains(offset),
      !objects[index].demand.checks.isDisjoint(with: finding.aliases)
    else { return nil }
    return objects[index]
  }
}
