/// The security settings of a container. Where both can have a setting, the container's own has precedence over the pod's, field
/// by field.
package struct SecurityContext: Sendable {
  package let pod: YAMLNode?
  package let container: YAMLNode?

  init(pod: YAMLNode?, container: YAMLNode?) {
    self.pod = pod
    self.container = container
  }

  /// A setting that pods and containers have.
  private func merged(_ key: String) -> YAMLNode? { container?[key] ?? pod?[key] }

  package var runAsUser: YAMLNode? { merged("runAsUser") }
  package var runAsGroup: YAMLNode? { merged("runAsGroup") }
  package var runAsNonRoot: YAMLNode? { merged("runAsNonRoot") }
  package var seccompType: YAMLNode? { container?["seccompProfile", "type"] ?? pod?["seccompProfile", "type"] }

  // What only containers have.
  package var privileged: YAMLNode? { container?["privileged"] }
  package var allowPrivilegeEscalation: YAMLNode? { container?["allowPrivilegeEscalation"] }
  package var readOnlyRootFilesystem: YAMLNode? { container?["readOnlyRootFilesystem"] }
  package var procMount: YAMLNode? { container?["procMount"] }
  package var addedCapabilities: [YAMLNode] { container?["capabilities", "add"]?.items ?? [] }
  package var droppedCapabilities: [YAMLNode] { container?["capabilities", "drop"]?.items ?? [] }

  // What only pods have.
  package var fsGroup: YAMLNode? { pod?["fsGroup"] }
  package var supplementalGroups: [YAMLNode] { pod?["supplementalGroups"]?.items ?? [] }
}

/// A capability of Linux as manifests name it.
package enum Capability {
  /// Its name without `CAP_`, in capitals.
  package static func name(of node: YAMLNode) -> String {
    let name = (node.text ?? "").uppercased()
    return name.hasPrefix("CAP_") ? String(name.dropFirst(4)) : name
  }
}
