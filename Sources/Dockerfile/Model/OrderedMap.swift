/// Values by name, in the order in which the names came first.
package struct OrderedMap<Value: Sendable>: Sendable {
  package private(set) var entries: [(name: String, value: Value)] = []
  private var indices: [String: Int] = [:]

  /// The names in their order.
  package var names: [String] { entries.map(\.name) }

  /// The value of a name; nil when there is none. Setting nil changes nothing: a name is never taken back.
  package subscript(name: String) -> Value? {
    get { indices[name].map { entries[$0].value } }
    set {
      guard let newValue else { return }
      if let index = indices[name] {
        entries[index].value = newValue
      } else {
        indices[name] = entries.count
        entries.append((name, newValue))
      }
    }
  }
}
