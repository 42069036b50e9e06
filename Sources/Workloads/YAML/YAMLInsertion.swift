/// A value that a fix writes into a YAML text.
package indirect enum YAMLInsertion: Sendable, Hashable {
  /// A word that needs no quotes, `RuntimeDefault` or `true`.
  case word(String)
  case flag(Bool)
  case list([String])
  /// A mapping of one key.
  case mapping(String, YAMLInsertion)

  /// The value behind a way of keys.
  init(_ path: some BidirectionalCollection<String>, _ value: YAMLInsertion) {
    self = path.reversed().reduce(value) { .mapping($1, $0) }
  }

  /// On one line: `{ drop: [ALL] }`, in JSON `{"drop": ["ALL"]}`.
  func flow(isJSON: Bool) -> String {
    let quote = isJSON ? "\"" : ""
    switch self {
    case .word(let word): return quote + word + quote
    case .flag(let flag): return String(flag)
    case .list(let words): return "[" + words.map { quote + $0 + quote }.joined(separator: ", ") + "]"
    case .mapping(let key, let value):
      let blank = isJSON ? "" : " "
      return "{\(blank)\(quote)\(key)\(quote): \(value.flow(isJSON: isJSON))\(blank)}"
    }
  }

  /// The lines of `key: value` in block style, without indentation of their own.
  func block(_ key: String, step: Int) -> [String] {
    guard case .mapping(let inner, let value) = self else { return ["\(key): \(flow(isJSON: false))"] }
    return ["\(key):"] + value.block(inner, step: step).map { String(repeating: " ", count: step) + $0 }
  }
}
