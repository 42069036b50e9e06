/// A place where an Ingress leads.
package struct IngressBackend: Sendable {
  package let node: YAMLNode

  package var service: YAMLNode? { node["service", "name"] ?? node["serviceName"] }
  package var portNode: YAMLNode? {
    node["service", "port", "name"] ?? node["service", "port", "number"] ?? node["servicePort"]
  }
  package var port: PortReference? { PortReference(portNode) }
}

extension KubernetesObject {
  /// The backends of an Ingress; none for other objects.
  package var ingressBackends: [IngressBackend] {
    guard kind == "Ingress", isOfJudgedKind else { return [] }
    let paths = (node["spec", "rules"]?.items ?? []).flatMap { $0["http", "paths"]?.items ?? [] }
    let nodes =
      [node["spec", "defaultBackend"], node["spec", "backend"]].compactMap { $0 } + paths.compactMap { $0["backend"] }
    return nodes.map(IngressBackend.init)
  }
}
