/// A port of EXPOSE: `[ip:][hostPort:]port[-end][/protocol]`.
package struct PortSpecification: Sendable, Hashable {
  /// Inclusive.
  package var ports: ClosedRange<Int>
  /// In lower case: tcp, udp or sctp.
  package var transport: String
  /// The protocol as written; empty when there is none.
  package var writtenTransport: String
  /// Whether an address or a host port stands before the port. Both are ignored.
  package var hasHostPart: Bool

  /// Each port as the image's configuration has it: `3000/tcp`.
  package var entries: [String] { ports.map { "\($0)/\(transport)" } }

  /// Why a text is no port.
  package struct Fault: Error {
    package var message: String
    /// Whether it would be a port if there were higher ones.
    package var isOutOfRange: Bool

    package init(message: String, isOutOfRange: Bool = false) {
      self.message = message
      self.isOutOfRange = isOutOfRange
    }
  }

  /// Reads a port as BuildKit does: the last part between colons is the container's, the one before it the host's, and
  /// what is left is an address.
  package init(_ text: String) throws(Fault) {
    let (address, hostPort, container) = Self.split(text)
    let slash = container.utf8.firstIndex(of: ASCII.slash) ?? container.endIndex
    writtenTransport = String(container[slash...].dropFirst())
    transport = writtenTransport.isEmpty ? "tcp" : writtenTransport.lowercased()
    let port = container[..<slash]
    guard !port.isEmpty else { throw Fault(message: "“\(text)” names no port") }
    guard Self.transports.contains(transport) else {
      throw Fault(message: "“\(writtenTransport)” is no protocol of a port: expected tcp, udp or sctp")
    }
    guard address.isEmpty || isIPAddress(address[...]) else {
      throw Fault(message: "“\(address)” is no IP address")
    }
    guard let ports = Self.range(port) else { throw Self.fault(of: port) }
    self.ports = ports
    hasHostPart = !(address.isEmpty && hostPort.isEmpty)
    try Self.check(hostPort, for: ports)
  }

  private static let transports = ["tcp", "udp", "sctp"]

  private static func split(_ text: String) -> (address: String, hostPort: Substring, container: Substring) {
    // Nearly every port stands alone.
    guard text.utf8.contains(ASCII.colon) else { return ("", "", text[...]) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return (parts.dropLast(2).joined(separator: ":"), parts.dropLast().last ?? "", parts.last ?? "")
  }

  private static func check(_ hostPort: Substring, for ports: ClosedRange<Int>) throws(Fault) {
    guard !hostPort.isEmpty else { return }
    guard let range = range(hostPort) else {
      throw isOutOfRange(hostPort) ? fault(of: hostPort) : Fault(message: "“\(hostPort)” is no port of the host")
    }
    // Several container ports cannot share fewer host ports; one container port may have a range to choose from.
    if range.count != ports.count, ports.count != 1 {
      throw Fault(
        message: "the port ranges \(hostPort) and \(ports.lowerBound)-\(ports.upperBound) have different lengths")
    }
  }

  private static func range(_ text: Substring) -> ClosedRange<Int>? {
    guard let hyphen = text.utf8.firstIndex(of: ASCII.hyphen) else { return number(text).map { $0...$0 } }
    guard let first = number(text[..<hyphen]), let last = number(text[hyphen...].dropFirst()), first <= last else {
      return nil
    }
    return first...last
  }

  private static let highest = 65_535

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(ASCII.isDigit), let value = Int(text), value <= highest else {
      return nil
    }
    return value
  }

  /// Whether a text is a number, or two, of which one is too high for a port.
  private static func isOutOfRange(_ text: Substring) -> Bool {
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    return ends.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) } && ends.contains { number($0) == nil }
  }

  private static func fault(of text: Substring) -> Fault {
    guard isOutOfRange(text) else {
      return Fault(message: "“\(text)” is no port: expected a number up to \(highest), or a range of them")
    }
    return Fault(message: "“\(text)” is out of range: the highest port is \(highest)", isOutOfRange: true)
  }
}
