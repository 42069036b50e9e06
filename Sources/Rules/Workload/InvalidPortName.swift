package import Linting
package import Workloads

/// A port name that the API refuses.
package struct InvalidPortName: Rule {
  package static let info = RuleInfo(
    name: "invalid-port-name",
    aliases: ["kube-linter:invalid-target-ports", "kube-score:container-ports-check"],
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A port has a name that the API refuses.",
    rationale: """
      A name of a port has up to 15 small letters, digits and hyphens, one letter at the least, and no hyphen at an
      end or beside another. A number in quotes counts as a name.
      """,
    help: "Shorten it, as in `http-metrics`; write a number without quotes.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              ports:
                - name: ‹http_metrics›
                  containerPort: 9090
              livenessProbe:
                httpGet:
                  port: ‹"8080"›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              ports:
                - name: http-metrics
                  containerPort: 9090
        """)
    ],
    references: ["https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    let inContainers = manifest.containers.flatMap { placed -> [Finding] in
      let container = placed.container
      // For the API, an empty name is none.
      return container.ports.compactMap(\.name).filter { $0.text?.isEmpty == false }.compactMap {
        finding($0.text ?? "", at: $0, of: placed.workload.object, in: manifest)
      } + references((container.probes + container.hooks).map(\.port), of: placed.workload.object, in: manifest)
    }
    return inContainers
      + manifest.services.flatMap { references($0.ports.map(\.targetNode), of: $0.object, in: manifest) }
  }

  private func references(_ nodes: [YAMLNode?], of object: KubernetesObject, in manifest: Manifest) -> [Finding] {
    nodes.compactMap { node in
      guard let node, case .name(let name) = PortReference(node) else { return nil }
      return finding(name, at: node, of: object, in: manifest)
    }
  }

  private func finding(
    _ name: String, at node: YAMLNode, of object: KubernetesObject, in manifest: Manifest
  ) -> Finding? {
    if PortName.isValid(name) { return nil }
    return manifest.finding(Self.info, message(name), at: node.range, keeping: object, in: .rejected)
  }
}

private func message(_ name: String) -> String {
  "“\(name.prefix(40))” is no name of a port: expected up to 15 of a-z, 0-9 and single hyphens, with a letter"
}
