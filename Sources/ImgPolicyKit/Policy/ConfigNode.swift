internal import Linting

/// A value of a configuration file, with the way of keys that leads to it and its place in the text.
struct ConfigNode: Sendable {
  enum Content: Sendable {
    /// A key without a value, `~` or `null`.
    case nothing
    case scalar(String)
    case sequence([ConfigNode])
    case mapping([Entry])
  }

  struct Entry: Sendable {
    var key: String
    var place: Place
    var value: ConfigNode
  }

  var content: Content
  var place: Place
  /// The keys from the root, joined by dots: `budgets.image`; empty for the root.
  var keyPath: String

  /// What stands here, in words for a message.
  var found: String {
    switch content {
    case .nothing: "nothing"
    // A file that is nothing but text is no policy, whatever a path led to: its text is nobody's business.
    case .scalar(let text): keyPath.isEmpty ? "text" : "`\(text.printable)`"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// How a message names the node.
  var name: String { keyPath.isEmpty ? "the file" : "`\(keyPath)`" }
}

extension String {
  /// One line, at most 60 characters of it, that may stand in a message.
  fileprivate var printable: String {
    let visible = unicodeScalars.prefix(61).map { $0.properties.generalCategory == .control ? " " : String($0) }
    return visible.count > 60 ? visible.prefix(60).joined() + "…" : visible.joined()
  }
}
