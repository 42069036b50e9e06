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
    let flags = servers.flatMap(ServerFlags.ports)
    if !flags.isEmpty { return flags }
    // What runs by a shell text of the manifest may listen wherever it likes.
    return Self.portVariables.compactMap { name in
      guard let text = environment.value(of: name), let number = ServerFlags.port(in: text) else { return nil }
      return ListeningPort(number: number, source: name)
    }
  }

  private static let portVariables = [
    "PORT", "HTTP_PORT", "SERVER_PORT", "UVICORN_PORT", "ASPNETCORE_HTTP_PORTS", "FLASK_RUN_PORT",
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

/// Flags of servers that say where they listen.
enum ServerFlags {
  private static let portFlags: Set = ["--port", "--http-port", "--server.port", "-Dserver.port", "--listen-port"]
  private static let addressFlags: Set = [
    "--bind", "--listen", "--http", "--http-addr", "--addr", "--address", "--listen-address",
  ]
  private static let hostFlags: Set = ["--host", "--hostname"]
  /// Programs for which the short flag means the port, and those for which it means host and port.
  private static let shortPort: [String: String] = [
    "http-server": "-p", "next": "-p", "serve": "-p", "rails": "-p", "puma": "-p", "flask": "-p", "vite": "-p",
  ]
  private static let shortAddress: [String: String] = [
    "gunicorn": "-b", "hypercorn": "-b", "php": "-S", "daphne": "-b",
  ]
  private static let shortHost: [String: String] = ["flask": "-h", "next": "-H", "rails": "-b", "http-server": "-a"]

  static func ports(_ words: [String]) -> [ListeningPort] {
    let program = words.first.map { name(of: $0, words) } ?? ""
    return pairs(words).compactMap { flag, value in
      let isPort = portFlags.contains(flag) || shortPort[program] == flag
      let isAddress = addressFlags.contains(flag) || shortAddress[program] == flag
      guard isPort || isAddress, let number = port(in: value) else { return nil }
      return ListeningPort(number: number, source: "\(flag) \(value)")
    }
  }

  /// The host that a command line names, and with what; nil when it names none.
  static func host(_ words: [String]) -> (host: String, source: String)? {
    let program = words.first.map { name(of: $0, words) } ?? ""
    for (flag, value) in pairs(words) {
      if hostFlags.contains(flag) || shortHost[program] == flag { return (value, "\(flag) \(value)") }
      if addressFlags.contains(flag) || shortAddress[program] == flag {
        guard let colon = value.lastIndex(of: ":") else { continue }
        return (String(value[..<colon]), "\(flag) \(value)")
      }
    }
    return nil
  }

  /// `8000`, `:8000`, `0.0.0.0:8000`, `[::]:8000`, `tcp://0.0.0.0:8000`; nil for anything else.
  static func port(in text: String) -> Int? {
    let digits = text.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
    guard digits.isDecimal, let number = Int(digits), (1...65535).contains(number) else { return nil }
    return number
  }

  /// The server of a command line, also behind an interpreter: `python -m uvicorn`, `npx next start`.
  static func name(of program: String, _ words: [String]) -> String {
    let name = baseName(program)
    if name.hasPrefix("python"), words.dropFirst().first == "-m", let module = words.dropFirst(2).first {
      return module
    }
    if ["npx", "bundle", "poetry", "uv", "pipenv", "yarn", "pnpm"].contains(name) {
      return words.dropFirst().first { !$0.hasPrefix("-") && !["exec", "run"].contains($0) } ?? name
    }
    return name
  }

  /// Flags with their values: `--port 8000` and `--port=8000` alike.
  private static func pairs(_ words: [String]) -> [(flag: String, value: String)] {
    words.indices.compactMap { index in
      let word = words[index]
      guard word.hasPrefix("-") else { return nil }
      if let equals = word.firstIndex(of: "=") {
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
      }
      return words.indices.contains(index + 1) ? (word, words[index + 1]) : nil
    }
  }
}
