internal import Dockerfile
internal import Linting
internal import Workloads

/// A port on which a process says that it listens.
struct ListeningPort: Sendable, Hashable {
  var number: Int
  /// The flag or variable that says so.
  var source: String
}

extension Launch {
  /// The ports that a strong source names: a flag of the process, else a variable that servers go by.
  var listeningPorts: [ListeningPort] {
    let flags = flaggedServers.flatMap(ServerFlags.ports)
    if !flags.isEmpty { return flags }
    // What runs by a shell text of the manifest may listen wherever it likes.
    return Self.portVariables.flatMap { name in
      ServerFlags.ports(inList: environment.value(of: name) ?? "").map { ListeningPort(number: $0, source: name) }
    }
  }

  /// Whether the process may listen on a port beside those that it says: a variable is called its port, as `METRICS_PORT`, or the image
  /// exposes it with one of them.
  func mayListen(on number: Int, beside ports: [ListeningPort]) -> Bool {
    if let exposed = exposedPorts, exposed.contains(number), ports.contains(where: { exposed.contains($0.number) }) {
      return true
    }
    let names =
      environment.imageNames + environment.pod.variables(withPrefixes: [""], atMost: Self.mostNames).map(\.name)
    return names.contains { $0.uppercased().contains("PORT") && environment.value(of: $0) == "\(number)" }
  }

  /// Of an object that gives more variables, nobody reads them all.
  private static let mostNames = 100

  /// The command lines of the servers, with the flags that a variable adds.
  var flaggedServers: [[String]] {
    servers.map { words in
      guard let name = words.first.map({ ServerFlags.name(of: $0, words) }),
        let text = Self.flagVariables[name].flatMap(environment.value(of:))
      else { return words }
      // What the command line says counts more, so that it stands first.
      return words + text.split(separator: " ").map(String.init)
    }
  }

  private static let flagVariables = ["gunicorn": "GUNICORN_CMD_ARGS"]

  private static let portVariables = [
    "PORT", "HTTP_PORT", "SERVER_PORT", "UVICORN_PORT", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS", "FLASK_RUN_PORT",
  ]

  /// The number of a port that a probe, a hook or a Service names; nil for a name that the container does not declare.
  func number(of reference: PortReference) -> Int? {
    DeclaredNumbers(of: container).number(of: reference)
  }

  /// The ports that the image exposes over TCP; nil when nobody knows.
  var exposedPorts: [Int]? {
    config?.exposedPorts?.filter { $0.hasSuffix("/tcp") }.compactMap { Int($0.dropLast(4)) }
  }
}

/// The ports that a container declares, by what others call them.
struct DeclaredNumbers {
  /// The first of each number.
  let ports: [Int: ContainerPort]
  private let named: [String: ContainerPort]

  init(of container: Container) {
    let all = container.ports
    ports = Dictionary(all.compactMap { port in port.number.map { ($0, port) } }) { first, _ in first }
    named = Dictionary(all.compactMap { port in port.name?.text.map { ($0, port) } }) { first, _ in first }
  }

  /// nil for a name that is not declared.
  func number(of reference: PortReference) -> Int? {
    switch reference {
    case .number(let number): number
    case .name(let name): named[name]?.number
    }
  }
}
