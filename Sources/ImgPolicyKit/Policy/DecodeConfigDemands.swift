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
    ],
    unsupported: ["platform", "age"])

  static let userKeys = KeyTable<ConfigDemands>(
    decoders: [("non-root", { $0.requiresNonRootUser = $1.flag(&$2) })], unsupported: ["numeric"])
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
      if case .scalar(let text) = entry.value.content {
        variables[entry.key] = text
      } else {
        let _: String? = entry.value.mismatch("the value of the variable", &context)
      }
    }
    return variables
  }
}
