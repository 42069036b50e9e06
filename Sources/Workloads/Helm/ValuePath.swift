/// The way to a value through mappings: `frontend.image.tag`. A backslash takes a dot as part of a key, and `*` stands for
/// every key of a level that leads to a value.
package struct ValuePath: Sendable, Hashable {
  /// As it was written.
  package let text: String
  /// nil for `*`.
  private let keys: [String?]

  /// nil for a text with an empty key.
  package init?(_ text: String) {
    var keys = [""]
    var isEscaped = false
    for character in text {
      switch character {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "." where !isEscaped: keys.append("")
      default: keys[keys.count - 1].append(character)
      }
      isEscaped = false
    }
    guard !isEscaped, !keys.contains("") else { return nil }
    self.text = text
    self.keys = keys.map { $0 == "*" ? nil : $0 }
  }

  /// How many levels `*` stands for.
  package var wildcards: Int { keys.count { $0 == nil } }

  /// A place that the path leads to.
  package struct Match: Sendable {
    /// The way as messages name it.
    package var name: String
    /// What `*` stands for, in order.
    package var wildcards: [String]
    /// nil for what is not there at all.
    package var value: MergedValue?
    /// The innermost mapping on the way that is there.
    package var parent: MergedValue
  }

  /// Where the path leads in `root`, `*` being what `wildcards` say, in order, and anything beyond. Without `*` it is one place,
  /// whether anything is there or not.
  package func matches(in root: MergedValue, wildcards: [String] = []) -> [Match] {
    var matches: [Match] = []
    var match = Match(name: "", wildcards: [], value: nil, parent: root)
    match.value = root
    collect(keys[...], match, wildcards[...], into: &matches)
    return matches
  }

  private func collect(
    _ rest: ArraySlice<String?>, _ match: Match, _ wildcards: ArraySlice<String>, into matches: inout [Match]
  ) {
    guard let step = rest.first else {
      if match.wildcards.isEmpty || match.value != nil { matches.append(match) }
      return
    }
    let map = match.value?.map
    let known = step ?? wildcards.first
    let remaining = step == nil ? wildcards.dropFirst() : wildcards
    let keys = known.map { [$0] } ?? map?.entries.map { $0.key } ?? []
    for key in keys {
      var next = match
      next.name += (next.name.isEmpty ? "" : ".") + key
      if step == nil { next.wildcards.append(key) }
      if let value = match.value, map != nil { next.parent = value }
      next.value = map?[key]
      collect(rest.dropFirst(), next, remaining, into: &matches)
    }
  }
}
