/// Values by name, in the order in which the names came first.
package struct OrderedMap<Value: Sendable>: Sendable {
  package private(set) var entries: [(name: String, value: Value)] = []
  /// Where each name stands, once there are too many to look through them.
  private var indices: [String: Int] = [:]

  private static var few: Int { 8 }

  /// The names in their order.
  package var names: [String] { entries.map(\.name) }

  /// The value of a name; nil when there is none. Setting nil changes nothing: a name is never taken back.
  package subscript(name: String) -> Value? {
    get { index(of: name).map { entries[$0].value } }
    set {
      guard let newValue else { return }
      if let index = index(of: name) { entries[index].value = newValue } else { append(name, newValue) }
    }
  }

  private func index(of name: String) -> Int? {
    entries.count > Self.few ? indices[name] : entries.firstIndex { $0.name == name }
  }

  private mutating func append(_ name: String, _ value: Value) {
    entries.append((name, value))
    guard entries.count > Self.few else { return }
    for index in indices.count..<entries.count { indices[entries[index].name] = index }
  }
}
