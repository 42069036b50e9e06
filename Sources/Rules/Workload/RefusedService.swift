internal import Linting
internal import Workloads

extension Service {
  /// Ports without a number, and several that cannot be told apart.
  var refusedPorts: [RefusedSetting] {
    numberless + nameless + twice("are called", \.name) + twice("have the number", \.numberAndTransport)
  }

  private var numberless: [RefusedSetting] {
    // One that selects nothing may change but a part of another file.
    guard selectorNode != nil else { return [] }
    return ports.filter { $0.node["port"] == nil }.map {
      RefusedSetting(range: $0.node.spot, reason: "one of its ports has no number")
    }
  }

  private var nameless: [RefusedSetting] {
    guard ports.count > 1 else { return [] }
    return ports.filter { $0.name?.isEmpty ?? true }.map {
      RefusedSetting(range: $0.node.spot, reason: "it has several ports, and this one has no name")
    }
  }

  private func twice(_ what: String, _ mark: (ServicePort) -> String?) -> [RefusedSetting] {
    var seen: Set<String> = []
    return ports.compactMap { port in
      guard let text = mark(port), !text.isEmpty, !seen.insert(text).inserted else { return nil }
      return RefusedSetting(range: port.node.spot, reason: "two of its ports \(what) \(text)")
    }
  }
}

extension ServicePort {
  fileprivate var numberAndTransport: String? { number.map { "\($0)/\(transport)" } }
}
