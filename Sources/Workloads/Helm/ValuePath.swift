/// The way to a value through mappings and lists: `frontend.image.tag`, `ingress.hosts[0].host`.
///
/// A backslash takes a dot or a bracket as part of a key. `*` stands for every key of a level that leads to a value, and where the
/// level is a list for every item, be there a value or not; `[*]` is another way to write it.
package struct ValuePath: Sendable, Hashable {
  private enum Step: Sendable, Hashable {
    case key(String)
    case item(Int)
    case any
  }

  /// As it was written.
  package let text: String
  private let steps: [Step]

  /// nil for a text with an empty key, or with brackets that hold no number.
  package init?(_ text: String) {
    guard let steps = Self.steps(text) else { return nil }
    self.text = text
    self.steps = steps
  }

  /// How many levels `*` stands for.
  package var wildcards: Int { steps.count { $0 == .any } }

  /// A place that the path leads to.
  package struct Match: Sendable {
    /// The way as messages name it.
    package var name: String
    /// What `*` stands for, in order: keys, and the numbers of items.
    package var wildcards: [String]
    /// nil for what is not there at all.
    package var value: MergedValue?
    /// The innermost mapping or list on the way that is there.
    package var parent: MergedValue
    /// Whether a mapping on the way says `enabled: false`: no template makes anything of what it holds.
    package var isSwitchedOff = false
  }

  /// Where the path leads in `root`, `*` being what `wildcards` say, in order, and anything beyond. Without `*` it is one place,
  /// whether anything is there or not.
  package func matches(in root: MergedValue, wildcards: [String] = []) -> [Match] {
    var matches: [Match] = []
    var match = Match(name: "", wildcards: [], value: nil, parent: root)
    match.value = root
    collect(steps[...], match, wildcards[...], wantsValue: false, into: &matches)
    return matches
  }

  private func collect(
    _ rest: ArraySlice<Step>, _ match: Match, _ wildcards: ArraySlice<String>, wantsValue: Bool,
    into matches: inout [Match]
  ) {
    guard let step = rest.first else {
      if !wantsValue || match.value != nil { matches.append(match) }
      return
    }
    let remaining = step == .any ? wildcards.dropFirst() : wildcards
    for known in step == .any ? Self.steps(into: match.value, called: wildcards.first) : [step] {
      var next = match
      var wantsValue = wantsValue
      switch known {
      case .key(let key):
        if key != "enabled", match.value?.map?.isOff == true { next.isSwitchedOff = true }
        next.name += (next.name.isEmpty ? "" : ".") + key
        if step == .any {
          next.wildcards.append(key)
          wantsValue = true
        }
        if let value = match.value, value.map != nil { next.parent = value }
        next.value = match.value?.map?[key]
      case .item(let number):
        next.name += "[\(number)]"
        if step == .any { next.wildcards.append(String(number)) }
        if let value = match.value, value.isList { next.parent = value }
        next.value = match.value?.items.dropFirst(number).first
      case .any: continue
      }
      collect(rest.dropFirst(), next, remaining, wantsValue: wantsValue, into: &matches)
    }
  }

  /// What `*` stands for at a level: everything that is there, or what is called so.
  private static func steps(into value: MergedValue?, called name: String?) -> [Step] {
    guard let value else { return [] }
    guard value.isList else { return name.map { [.key($0)] } ?? (value.map?.entries ?? []).map { .key($0.key) } }
    return name.map { Int($0).map { [.item($0)] } ?? [] } ?? value.items.indices.map { .item($0) }
  }
}

// MARK: Reading

extension ValuePath {
  /// As many items may a list have that `--set` of Helm makes.
  private static let largestIndex = 65_536

  private static func steps(_ text: String) -> [Step]? {
    var steps: [Step] = []
    var rest = text[...]
    repeat {
      guard let key = key(&rest) else { return nil }
      steps.append(key)
      while rest.first == "[" {
        guard let item = item(&rest) else { return nil }
        steps.append(item)
      }
    } while take(".", from: &rest)
    return rest.isEmpty ? steps : nil
  }

  private static func key(_ rest: inout Substring) -> Step? {
    var key = ""
    var isEscaped = false
    while let character = rest.first, isEscaped || (character != "." && character != "[") {
      rest.removeFirst()
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if character == "*", !isEscaped, key.isEmpty, rest.first.map({ $0 == "." || $0 == "[" }) ?? true { return .any }
      key.append(character)
      isEscaped = false
    }
    return key.isEmpty || isEscaped ? nil : .key(key)
  }

  private static func item(_ rest: inout Substring) -> Step? {
    guard take("[", from: &rest), let end = rest.firstIndex(of: "]") else { return nil }
    let number = rest[..<end]
    rest = rest[rest.index(after: end)...]
    if number == "*" { return .any }
    guard number.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let index = Int(number), index <= largestIndex else {
      return nil
    }
    return .item(index)
  }

  private static func take(_ character: Character, from rest: inout Substring) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }
}
