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
  private let file: ManifestFile
  /// What the namespaces enforce that the objects of the file are in, by their names.
  private let demands: [String: Demand]

  /// What a namespace enforces.
  private struct Demand: Sendable {
    var level: PodSecurityLevel
    /// The version as its label has it; nil for the latest.
    var version: String?
    var checks: Set<String>

    /// nil where the label of the level is none of its names.
    init?(_ namespace: KubernetesObject) {
      let labels = namespace.labels
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
    file = manifest.file
    let names = Set(manifest.objects.compactMap(\.namespace))
    demands = names.reduce(into: [:]) { demands, name in
      // Of a namespace that several files describe, the last one that says it counts.
      demands[name] = manifest.bundle.namespaces(named: name).reversed().lazy.compactMap(Demand.init).first
    }
  }

  /// Whether a finding says that pods break the level of their namespace.
  package func forbid(_ finding: Finding) -> Bool { breach(finding) != nil }

  /// The finding with what the namespace does about it: none of the pods is created. Of a pod that stands there itself nothing is
  /// there at all.
  package func enforced(on finding: Finding) -> Finding {
    guard let (object, demand) = breach(finding), let workload = Workload(object) else { return finding }
    var enforced = finding
    let isPod = workload.kind == .pod
    enforced.effect = RolloutEffect(workload: object.start, state: isPod ? .rejected : .notCreated)
    enforced.notes.append(
      Finding.Note(
        "the namespace \(object.namespace ?? "") enforces the level \(demand.level.rawValue)\(demand.version.map { " of \($0)" } ?? ""): "
          + (isPod ? "the pod is refused" : "the pods are not created")))
    return enforced
  }

  private func breach(_ finding: Finding) -> (object: KubernetesObject, demand: Demand)? {
    guard !demands.isEmpty, let object = file.object(at: finding.place),
      let demand = object.namespace.flatMap({ demands[$0] }), !demand.checks.isDisjoint(with: finding.aliases)
    else { return nil }
    return (object, demand)
  }
}
