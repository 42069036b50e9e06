internal import Dockerfile
internal import Linting
internal import Rules

/// The key `config` of a policy: what the configuration of an image must be.
extension ConfigDemands {
  static let keys = KeyTable<ConfigDemands>(
    decoders: [
      ("user", { $1.decode(into: &$0, by: userKeys, &$2) }),
      ("healthcheck", { $0.requiresHealthcheck = $1.choice([("required", true)], &$2) ?? false }),
      ("ports", { $0.ports = $1.ports(&$2) }),
      ("labels", { $0.labels = $1.labelKinds(&$2) ?? [:] }),
      ("env", { $0.environment = $1.variables(&$2) ?? [:] }),
      ("platform", { $0.platforms = $1.platforms(&$2) }),
      ("age", { $0.age = $1.days(&$2) }),
      ("entrypoint", { $0.entrypoint = $1.command(&$2) }),
      ("cmd", { $0.cmd = $1.command(&$2) }),
      ("workdir", { $0.workdir = $1.directory(&$2) }),
      ("stop-signal", { $0.stopSignal = $1.signal(&$2) }),
    ])

  static let userKeys = KeyTable<ConfigDemands>(decoders: [
    ("non-root", { $0.requiresNonRootUser = $1.flag(&$2) }),
    ("numeric", { $0.requiresNumericUser = $1.flag(&$2) }),
  ])
}

extension ConfigNode {
  /// Ports as EXPOSE has them, without addresses: `3000`, `53/udp`, `8000-8010`. An empty list means none.
  fileprivate func ports(_ context: inout DecodeContext) -> [String]? {
    if case .sequence(let items) = content, items.isEmpty { return [] }
    let expected = "a port such as 3000 or 53/udp, or a list of them"
    guard let names = names(&context, expected: expected) else { return nil }
    var ports: [String] = []
    for (text, place) in names {
      do throws(PortSpecification.Fault) {
        let port = try PortSpecification(text)
        guard !port.hasHostPart else { throw hostPart(of: text) }
        ports += port.entries.filter { !ports.contains($0) }
      } catch {
        context.fault(place, "\(name): \(error.message)")
      }
    }
    return ports
  }

  private func hostPart(of text: String) -> PortSpecification.Fault {
    PortSpecification.Fault(message: "“\(text)” names an address or a port of the host: expected the port alone")
  }

  /// Variables and their values; a value may be empty.
  fileprivate func variables(_ context: inout DecodeContext) -> [String: String]? {
    guard let entries = entries(&context, expected: "a mapping of variables to their values") else { return nil }
    var variables: [String: String] = [:]
    for entry in entries {
      if entry.key.isEmpty || entry.key.contains("=") {
        context.fault(entry.place, "\(name): `\(entry.key)` is no name of a variable: expected one without `=`")
      } else if case .scalar(let text) = entry.value.content {
        variables[entry.key] = text
      } else {
        let _: String? = entry.value.mismatch("the value of the variable", &context)
      }
    }
    return variables
  }

  /// Platforms as images are built for them: `linux/amd64`, `linux/arm64/v8`.
  fileprivate func platforms(_ context: inout DecodeContext) -> [String]? {
    let expected = "a platform such as linux/amd64, or a list of them"
    guard let names = names(&context, expected: expected) else { return nil }
    for (text, place) in names {
      guard text.contains("/"), let platform = Platform(text) else {
        context.fault(
          place,
          "\(name): `\(text)` is no platform: expected an operating system and an architecture, "
            + "such as linux/amd64")
        continue
      }
      if let unknown = platform.unknownPart {
        let guess = nearest(to: unknown.word, among: unknown.known).map { ": did you mean `\($0)`?" } ?? ""
        context.fault(place, "\(name): `\(unknown.word)` of `\(text)` is no \(unknown.kind)\(guess)")
      }
    }
    return names.map { $0.text }
  }

  /// A number of days: `90d`.
  fileprivate func days(_ context: inout DecodeContext) -> Int? {
    let expected = "a number of days such as 90d"
    guard let text = text(&context, expected: expected) else { return nil }
    guard text.hasSuffix("d"), let days = Int(text.dropLast()), (0...1_000_000).contains(days) else {
      return mismatch(expected, &context)
    }
    return days
  }

  /// The directory as the image's configuration has it: the builder makes a relative one absolute.
  fileprivate func directory(_ context: inout DecodeContext) -> String? {
    let expected = "a directory such as /app"
    guard let text = text(&context, expected: expected) else { return nil }
    return text.hasPrefix("/") || text.dropFirst().hasPrefix(":") ? text : mismatch(expected, &context)
  }

  fileprivate func signal(_ context: inout DecodeContext) -> String? {
    let expected = "a signal such as SIGTERM, or its number"
    guard let text = text(&context, expected: expected) else { return nil }
    return StopSignal.isValid(text) ? text : mismatch(expected, &context)
  }

  /// The words of a command; an empty list for none at all. A single text is one word.
  fileprivate func command(_ context: inout DecodeContext) -> [String]? {
    if case .scalar(let text) = content {
      return text.contains(" ") ? mismatch("a list of words such as [node, server.js]", &context) : [text]
    }
    guard let items = items(&context, expected: "a list of words such as [node, server.js]") else { return nil }
    return items.compactMap { item in
      if case .scalar(let text) = item.content { return text }
      return item.mismatch("a word of the command", &context)
    }
  }
}
