internal import Linting

/// A container of a pod.
package struct Container: Sendable {
  package enum Role: Sendable, Hashable {
    /// Runs to its end before the others start.
    case initial
    /// An init container that goes on running.
    case sidecar
    case regular
    case ephemeral
  }

  package let node: YAMLNode
  package let role: Role
  package let security: SecurityContext

  init(_ node: YAMLNode, role: Role, podContext: YAMLNode?) {
    self.node = node
    self.role = role
    security = SecurityContext(pod: podContext, container: node["securityContext"])
  }

  package var name: String { node["name"]?.text ?? "without a name" }

  /// Where a message about what it lacks points: its name.
  package var spot: Range<Int> { node["name"]?.range ?? node.spot }

  package var image: YAMLNode? { node["image"] }

  package var pullPolicy: YAMLNode? { node["imagePullPolicy"] }

  package var command: YAMLNode? { node["command"] }

  package var arguments: YAMLNode? { node["args"] }

  package var ports: [ContainerPort] { (node["ports"]?.items ?? []).map(ContainerPort.init) }

  package var environment: [EnvironmentVariable] { (node["env"]?.items ?? []).map(EnvironmentVariable.init) }

  package var mounts: [VolumeMount] { (node["volumeMounts"]?.items ?? []).map(VolumeMount.init) }

  package func probe(_ kind: Probe.Kind) -> Probe? { node[kind.rawValue].map { Probe($0, kind: kind) } }

  package var probes: [Probe] { Probe.Kind.probes.compactMap(probe) }

  /// `postStart` and `preStop`.
  package var hooks: [Probe] {
    [Probe.Kind.postStart, .preStop].compactMap { kind in node["lifecycle", kind.rawValue].map { Probe($0, kind: kind) }
    }
  }

  /// A quantity under `resources`: `quantity(.limits, "memory")`.
  package func resource(_ bound: ResourceBound, _ name: String) -> YAMLNode? { node["resources", bound.rawValue, name] }

  package enum ResourceBound: String, Sendable, CaseIterable {
    case requests
    case limits
  }
}

/// A port that a container says it listens on.
package struct ContainerPort: Sendable {
  package let node: YAMLNode

  package var name: YAMLNode? { node["name"] }
  package var number: Int? { node["containerPort"]?.integer }
  package var hostPort: YAMLNode? { node["hostPort"] }
  package var transport: String { node["protocol"]?.text ?? "TCP" }
}

/// How probes, hooks and Services name a port.
package enum PortReference: Sendable, Hashable {
  case number(Int)
  case name(String)

  package init?(_ node: YAMLNode?) {
    guard let node, let text = node.text else { return nil }
    self = node.integer.map { .number($0) } ?? .name(text)
  }

  package var description: String {
    switch self {
    case .number(let number): String(number)
    case .name(let name): name
    }
  }
}

/// Where a volume is mounted in a container.
package struct VolumeMount: Sendable {
  package let node: YAMLNode

  package var volume: YAMLNode? { node["name"] }
  package var path: YAMLNode? { node["mountPath"] }
  package var subPath: String? { node["subPath"]?.text }
  package var isReadOnly: Bool { node["readOnly"]?.flag ?? false }
}
