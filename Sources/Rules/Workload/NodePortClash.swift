package import Linting
package import Workloads

/// A nodePort that the API refuses.
package struct NodePortClash: Rule {
  package static let info = RuleInfo(
    name: "node-port-clash",
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A nodePort is outside of 30000 to 32767, or two Services have it.",
    rationale: "The API refuses a port that is taken or out of range. Ignore it for clusters with another range.",
    help: "Take a free port of the range, or leave `nodePort` out to be given one.",
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
          type: NodePort
          ports:
            - port: 80
              nodePort: ‹8080›
        """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            app: web
          type: NodePort
          ports:
            - port: 80
              nodePort: 30080
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: other
        spec:
          selector:
            app: web
          type: NodePort
          ports:
            - port: 80
              nodePort: ‹30080›
        """),
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
          type: NodePort
          ports:
            - port: 80
              nodePort: 30080
            - port: 81
              nodePort: 30080
              protocol: UDP
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport"])

  package init() {}

  private static let range = 30000...32767

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.services.flatMap { service in
      service.ports.compactMap { port -> Finding? in
        guard let node = port.nodePort, let number = node.integer, number != 0 else { return nil }
        if !Self.range.contains(number) {
          return manifest.finding(Self.info, outOfRange(service, number), at: node.range)
        }
        guard let other = earlierOwner(of: number, port.transport, than: service, at: node.range, in: manifest.bundle)
        else {
          return nil
        }
        var finding = manifest.finding(Self.info, twice(service, other, number), at: node.range)
        finding.notes = [manifest.note("the other Service", at: other.object.spot, of: other.object)]
        return finding
      }
    }
  }

  /// The Service that has the port already; nil where it is this one, or another version of it.
  private func earlierOwner(
    of number: Int, _ transport: String, than service: Service, at range: Range<Int>, in bundle: Bundle
  ) -> Service? {
    guard let owner = bundle.services(onNodePort: number, transport).first else { return nil }
    let isInFile = owner.object.source.path == service.object.source.path
    let first = owner.ports.first { $0.nodePort?.integer == number && $0.transport == transport }
    let isItself = isInFile && first?.nodePort?.range == range
    let isVersion =
      owner.object.name == service.object.name && owner.object.mayReach(namespace: service.object.namespace)
      && !isInFile
    return isItself || isVersion ? nil : owner
  }
}

private func outOfRange(_ service: Service, _ port: Int) -> String {
  "\(service.object.title) has the nodePort \(port): expected one from 30000 to 32767"
}

private func twice(_ service: Service, _ other: Service, _ port: Int) -> String {
  if other.object.start == service.object.start { return "\(service.object.title) has the nodePort \(port) twice" }
  // Services of one name are told apart by their namespaces.
  let place =
    other.object.title == service.object.title ? other.object.namespace.map { " of the namespace \($0)" } : nil
  return "\(service.object.title) has the nodePort \(port), which \(other.object.title)\(place ?? "") has already"
}
