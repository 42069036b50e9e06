/// Where in a JSON document a value stands, as messages print it: `[0].Layers`, `config.Healthcheck.Test`.
struct JSONPath: Sendable, CustomStringConvertible {
  private var parts: [String] = []

  mutating func push(index: Int) { parts.append("[\(index)]") }

  mutating func push(key: String) { parts.append(key) }

  mutating func pop() { _ = parts.popLast() }

  func appending(index: Int) -> JSONPath {
    var path = self
    path.push(index: index)
    return path
  }

  func appending(key: String) -> JSONPath {
    var path = self
    path.push(key: key)
    return path
  }

  var description: String {
    var text = ""
    for part in parts { text += text.isEmpty || part.hasPrefix("[") ? part : ".\(part)" }
    return text
  }
}
