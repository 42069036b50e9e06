internal import Dockerfile
internal import Linting

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
  private static let shortHost: [String: String] = [
    "flask": "-h", "next": "-H", "rails": "-b", "http-server": "-a",
    "json-server": "-H", "ng": "-H", "node": "-H",
  ]

  static func ports(_ words: [String]) -> [ListeningPort] {
    let program = words.first.map { name(of: $0, words) } ?? ""
    if let address = djangoAddress(words), let number = port(in: address) {
      return [ListeningPort(number: number, source: "runserver \(address)")]
    }
    let call = InterpreterCall(words)
    if program == "http.server", let number = call?.arguments.first.flatMap(port) {
      return [ListeningPort(number: number, source: "http.server \(number)")]
    }
    return pairs(words).compactMap { flag, value in
      // A script of node that takes `-p` with a number takes a port.
      let isPort =
        portFlags.contains(flag) || shortPort[program] == flag
        || flag == "-p" && call?.interpreter == "node" && value.isDecimal
      let isAddress = addressFlags.contains(flag) || shortAddress[program] == flag
      guard isPort || isAddress, let number = port(in: value) else { return nil }
      return ListeningPort(number: number, source: "\(flag) \(value)")
    }
  }

  /// The host that a command line names, and with what; nil when it names none.
  static func host(_ words: [String]) -> (host: String, source: String)? {
    let program = words.first.map { name(of: $0, words) } ?? ""
    if let address = djangoAddress(words), let colon = address.lastIndex(of: ":") {
      return (String(address[..<colon]), "runserver \(address)")
    }
    // Without a value vite listens on all addresses.
    if program == "vite", words.last == "--host" { return ("0.0.0.0", "--host") }
    for (flag, value) in pairs(words) {
      if hostFlags.contains(flag) || shortHost[program] == flag { return (value, "\(flag) \(value)") }
      if addressFlags.contains(flag) || shortAddress[program] == flag {
        guard let colon = value.lastIndex(of: ":") else {
          if value.isEmpty || value.isDecimal { continue }
          return (value, "\(flag) \(value)")
        }
        return (String(value[..<colon]), "\(flag) \(value)")
      }
    }
    return nil
  }

  /// `manage.py runserver 0.0.0.0:8000`: the address; nil for another command, and where none is given.
  private static func djangoAddress(_ words: [String]) -> String? {
    guard let index = words.firstIndex(of: "runserver") else { return nil }
    return words[(index + 1)...].first { !$0.hasPrefix("-") }
  }

  /// `8000`, `:8000`, `0.0.0.0:8000`, `[::]:8000`, `tcp://0.0.0.0:8000`; nil for anything else.
  static func port(in text: String) -> Int? {
    let digits = text.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
    guard digits.isDecimal, let number = Int(digits), (1...65535).contains(number) else { return nil }
    return number
  }

  /// `8080;8081`, `http://+:8080;https://+:8443/`: those of them that are written out.
  static func ports(inList text: String) -> [Int] {
    text.split(separator: ";").compactMap { port(in: String($0.hasSuffix("/") ? $0.dropLast() : $0)) }
  }

  /// The server of a command line, also behind an interpreter: `python -u -m uvicorn`, `npx next start`.
  static func name(of program: String, _ words: [String]) -> String {
    let name = baseName(program)
    switch InterpreterCall(words)?.subject {
    case .module(let module)?: return module
    // The program of a package: `node node_modules/.bin/next start`, `python /opt/venv/bin/uvicorn`.
    case .file(let file)? where !baseName(file).contains(".") && file.contains("bin/"): return baseName(file)
    case .file?, nil: break
    }
    if ["npx", "bundle", "poetry", "uv", "pipenv", "yarn", "pnpm"].contains(name) {
      return words.dropFirst().first { !$0.hasPrefix("-") && !["exec", "run"].contains($0) } ?? name
    }
    return name
  }

  /// Flags with their values: `--port 8000`, `--port=8000` and `-p8000` alike.
  static func pairs(_ words: [String]) -> [(flag: String, value: String)] {
    words.indices.compactMap { index in
      let word = words[index]
      guard word.hasPrefix("-") else { return nil }
      if let equals = word.firstIndex(of: "=") {
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
      }
      if let value = attachedValue(of: word) { return (String(word.prefix(2)), value) }
      return words.indices.contains(index + 1) ? (word, words[index + 1]) : nil
    }
  }

  /// `-p3000`, `-b:8000`, `-b0.0.0.0:8000`: what stands right behind a flag of one letter.
  private static func attachedValue(of word: String) -> String? {
    let value = word.dropFirst(2)
    guard !word.hasPrefix("--"), let first = value.first, first.isNumber || first == ":" || first == "[" else {
      return nil
    }
    return String(value)
  }
}
