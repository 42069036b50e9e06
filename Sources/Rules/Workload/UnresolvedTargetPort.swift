package import Linting
package import Workloads

/// A Service that leads to no port.
package struct UnresolvedTargetPort: Rule {
  package static let info = RuleInfo(
    name: "unresolved-target-port",
    groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A Service leads to a port that the pods that it selects do not have.",
    rationale: """
      The rollout succeeds and the traffic fails. A name must be that of a port of a container, with the same
      protocol. A number need not be declared: it is reported where a container declares others, and with the image at
      hand it is judged by what that listens on.
      """,
    help: "Name a port that the container declares, or declare the one that it listens on.",
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
              targetPort: ‹web›
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
                  ports:
                    - name: http
                      containerPort: 8080
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
              targetPort: http
            - port: 81
              targetPort: 8080
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: shop/web:1.4.2
                  ports:
                    - name: http
                      containerPort: 8080
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.services.flatMap { service -> [Finding] in
      let workloads = manifest.bundle.workloads(selectedBy: service)
      guard !workloads.isEmpty else { return [] }
      let declared = DeclaredPorts(of: workloads)
      return service.ports.compactMap { port in
        let node = port.targetNode ?? port.node["port"]
        guard let node, let target = port.target else { return nil }
        switch target {
        case .name(let name):
          guard let message = named(service, name, port.transport, declared) else { return nil }
          var finding = finding(message, at: node, most: nil, workloads, in: manifest)
          finding.effect = RolloutEffect(workload: workloads[0].object.start, state: .useless)
          return finding
        case .number(let number):
          guard let same = declared.byTransport[port.transport], !same.numbers.isEmpty, !same.numbers.contains(number)
          else { return nil }
          return finding(numbered(service, number, same), at: node, most: .warning, workloads, in: manifest)
        }
      }
    }
  }

  private func finding(
    _ message: String, at node: YAMLNode, most: Severity?, _ workloads: [Workload], in manifest: Manifest
  ) -> Finding {
    var finding = manifest.finding(Self.info, message, at: node.range)
    finding.highestSeverity = most
    finding.notes = workloads.prefix(1).map {
      manifest.note("the pods of \($0.object.title)", at: $0.object.spot, of: $0.object)
    }
    return finding
  }
}

/// What the containers of some pods declare, looked up once for all ports of a Service.
private struct DeclaredPorts {
  /// The ports of one transport.
  struct Ports {
    var names: Set<String> = []
    var numbers: Set<Int> = []
    /// Those among which a name that was meant is looked for.
    var nearNames: [String] = []
    /// As messages list them.
    var nameList = ""
    var numberList = ""

    init(_ ports: [ContainerPort]) {
      let texts = ports.compactMap { $0.name?.text }
      names = Set(texts)
      numbers = Set(ports.compactMap(\.number))
      nearNames = Array(texts.prefix(500))
      nameList = listOnce(texts)
      numberList = listOnce(ports.lazy.compactMap(\.number).map(String.init))
    }
  }

  let byTransport: [String: Ports]
  /// The first transport of each name.
  let transports: [String: String]

  init(of workloads: [Workload]) {
    let all = workloads.flatMap { $0.pod.spec.servingContainers.flatMap(\.ports) }
    byTransport = Dictionary(grouping: all, by: \.transport).mapValues(Ports.init)
    transports = Dictionary(all.compactMap { port in port.name?.text.map { ($0, port.transport) } }) { first, _ in first
    }
  }
}

/// nil where the name leads somewhere.
private func named(_ service: Service, _ name: String, _ transport: String, _ declared: DeclaredPorts) -> String? {
  let same = declared.byTransport[transport]
  if same?.names.contains(name) == true { return nil }
  if let other = declared.transports[name] {
    return "\(service.object.title) leads to the port \(name), which is of the protocol \(other), \(consequence)"
  }
  let guess = nearest(to: name, among: same?.nearNames ?? []).map { ": did you mean `\($0)`?" }
  let list = same?.nameList ?? ""
  let known = list.isEmpty ? ": none of its pods names a port" : ": its pods have \(list)"
  return "\(service.object.title) leads to the port \(name), which no container has, \(consequence)\(guess ?? known)"
}

private let consequence = "so that the rollout succeeds and the traffic fails"

private func numbered(_ service: Service, _ number: Int, _ same: DeclaredPorts.Ports) -> String {
  "\(service.object.title) leads to port \(number), but the containers declare \(same.numberList)"
}
