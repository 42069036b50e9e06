/// Finds the keys of a mapping that stand twice.
enum RepeatedKeys {
  /// What a key comes to: to those who read YAML 1.1, `yes` and `on` are one boolean, and `"yes"` is another key.
  private enum Meaning: Hashable {
    case boolean(Bool)
    case text(String)
  }

  /// The indices of keys that stand again, each with where that is next, in the order of the text.
  static func all(in entries: [YAMLNode.Entry], readsBooleans: Bool) -> [(first: Int, later: Int)] {
    var later: [Meaning: Int] = [:]
    let pairs = entries.indices.reversed().compactMap { index -> (first: Int, later: Int)? in
      let meaning = meaning(of: entries[index], readsBooleans: readsBooleans)
      return later.updateValue(index, forKey: meaning).map { (index, $0) }
    }
    return pairs.reversed()
  }

  private static func meaning(of entry: YAMLNode.Entry, readsBooleans: Bool) -> Meaning {
    guard readsBooleans, case .boolean(let flag) = YAMLScalar(text: entry.key, style: entry.keyStyle).value else {
      return .text(entry.key)
    }
    return .boolean(flag)
  }
}
