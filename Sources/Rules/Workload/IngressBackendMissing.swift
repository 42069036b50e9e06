package import Linting
package import Workloads

/// An Ingress that leads nowhere.
package struct IngressBackendMissing: Rule {
  package static let info = RuleInfo(
    name: "ingress-backend-missing",
    aliases: ["kube-linter:dangling-ingress", "kube-score:ingress-targets-service"],
    groups: ["correctness", "kubernetes"], severity: .warning,
    summary: "An Ingress leads to a Service or a port that the manifests do not have.",
    rationale: """
      Requests then get an error of the controller. Files without any Service are left alone: it may come from
      elsewhere.
      """,
    help: "Name a Service of the manifests, and one of its ports.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            app: web
          ports:
            - port: 80
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
        spec:
          defaultBackend:
            service:
              name: ‹wbe›
              port: { number: 80 }
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            app: web
          ports:
            - port: 80
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
        spec:
          defaultBackend:
            service:
              name: web
              port: { number: 80 }
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    let services = manifest.bundle.services
    guard !services.isEmpty else { return [] }
    return manifest.objects.flatMap { ingress in
      ingress.ingressBackends.compactMap { backend -> Finding? in
        guard let node = backend.service, let name = node.text else { return nil }
        let named = manifest.bundle.objects(ofKind: "Service", named: name, in: ingress.namespace).compactMap(
          Service.init)
        guard !named.isEmpty else {
          let guess = nearest(to: name, among: services.prefix(Self.mostNames).compactMap(\.object.name))
          return manifest.finding(Self.info, missing(ingress, name, guess), at: node.range)
        }
        guard let portNode = backend.portNode, let port = backend.port,
          !named.contains(where: { $0.ports.contains { has($0, port) } })
        else { return nil }
        return manifest.finding(Self.info, portless(name, port), at: portNode.range)
      }
    }
  }

  /// Among more names, nobody looks for a near one.
  private static let mostNames = 500

  private func has(_ port: ServicePort, _ wanted: PortReference) -> Bool {
    switch wanted {
    case .number(let number): port.number == number
    case .name(let name): port.name == name
    }
  }
}

private func missing(_ ingress: KubernetesObject, _ name: String, _ guess: String?) -> String {
  "\(ingress.title) leads to Service/\(name), which is not among the manifests"
    + (guess.map { ": did you mean `\($0)`?" } ?? "")
}

private func portless(_ name: String, _ port: PortReference) -> String {
  "Service/\(name) has no port \(port.description)"
}
