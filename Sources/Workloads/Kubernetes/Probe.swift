/// A question that the kubelet asks a container, or what it does at its start and end.
package struct Probe: Sendable {
  package enum Kind: String, Sendable {
    case startup = "startupProbe"
    case liveness = "livenessProbe"
    case readiness = "readinessProbe"
    case postStart
    case preStop

    /// The probes, without the hooks.
    package static let probes: [Kind] = [.startup, .liveness, .readiness]
  }

  package enum Handler: Sendable, Hashable {
    case exec([String])
    case http(path: String, port: PortReference?, scheme: String)
    case tcp(PortReference?)
    case grpc(PortReference?, service: String)
    case sleep
  }

  package let node: YAMLNode
  package let kind: Kind

  init(_ node: YAMLNode, kind: Kind) {
    self.node = node
    self.kind = kind
  }

  package var handler: Handler? {
    if let exec = node["exec"] { return .exec((exec["command"]?.items ?? []).compactMap(\.text)) }
    if let http = node["httpGet"] {
      return .http(
        path: http["path"]?.text ?? "/", port: PortReference(http["port"]), scheme: http["scheme"]?.text ?? "HTTP")
    }
    if let socket = node["tcpSocket"] { return .tcp(PortReference(socket["port"])) }
    if let grpc = node["grpc"] { return .grpc(PortReference(grpc["port"]), service: grpc["service"]?.text ?? "") }
    return node["sleep"].map { _ in .sleep }
  }

  /// The port as it is written; nil for a handler without one.
  package var port: YAMLNode? { node["httpGet", "port"] ?? node["tcpSocket", "port"] ?? node["grpc", "port"] }

  /// The host that is asked in the place of the pod.
  package var host: YAMLNode? { node["httpGet", "host"] ?? node["tcpSocket", "host"] }

  /// Seconds and counts as the API understands them when they are left out.
  package var initialDelay: Int { node["initialDelaySeconds"]?.integer ?? 0 }
  package var period: Int { node["periodSeconds"]?.integer ?? 10 }
  package var timeout: Int { node["timeoutSeconds"]?.integer ?? 1 }
  package var failureThreshold: Int { node["failureThreshold"]?.integer ?? 3 }
}
