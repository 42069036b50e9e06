/// A Service: a name and ports for the pods that it selects.
package struct Service: Sendable {
  package let object: KubernetesObject
  /// Empty where pods are found by somebody else.
  package let selector: [String: String]

  /// nil for an object of another kind.
  package init?(_ object: KubernetesObject) {
    guard object.kind == "Service", object.isOfJudgedKind else { return nil }
    self.object = object
    selector = object.node["spec", "selector"]?.texts ?? [:]
  }

  package var type: String { object.node["spec", "type"]?.text ?? "ClusterIP" }

  /// What the variables begin with that it gives to the pods of its namespace: `WEB_API`, which `_SERVICE_HOST` follows; nil
  /// where it gives none.
  package var variablePrefix: String? {
    guard object.node["spec", "clusterIP"]?.text != "None", type != "ExternalName", let name = object.name else {
      return nil
    }
    return String(name.uppercased().map { $0 == "-" ? "_" : $0 })
  }

  /// Whether it leads to pods that are not ready as well.
  package var publishesUnready: Bool { object.node["spec", "publishNotReadyAddresses"]?.flag == true }

  package var selectorNode: YAMLNode? { object.node["spec", "selector"] }

  package var ports: [ServicePort] { (object.node["spec", "ports"]?.items ?? []).map(ServicePort.init) }
}

/// A port of a Service.
package struct ServicePort: Sendable {
  package let node: YAMLNode

  package var name: String? { node["name"]?.text }
  package var number: Int? { node["port"]?.integer }
  package var nodePort: YAMLNode? { node["nodePort"] }
  package var transport: String { node["protocol"]?.text ?? "TCP" }
  /// Where it leads, as written; nil for the same number.
  package var targetNode: YAMLNode? { node["targetPort"] }
  /// The port of the pods that it leads to.
  package var target: PortReference? { PortReference(targetNode) ?? number.map { .number($0) } }
}
