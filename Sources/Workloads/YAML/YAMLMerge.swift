/// Merge keys: `<<` with a mapping or a list of mappings, whose keys count where the mapping itself does not have them.
enum YAMLMerge {
  static func merged(_ entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
    guard entries.contains(where: isMerge) else { return entries }
    var result = entries.filter { !isMerge($0) }
    var known = Set(result.map(\.key))
    for merge in entries where isMerge(merge) {
      let sources = if case .sequence(let items) = merge.value.content { items } else { [merge.value] }
      for var entry in sources.flatMap(\.entries) where known.insert(entry.key).inserted {
        entry.isMerged = true
        result.append(entry)
      }
    }
    return result
  }

  /// The first value of a merge key that has no keys to bring in.
  static func unmergeable(in entries: [YAMLNode.Entry]) -> YAMLNode? {
    entries.lazy.filter(isMerge).map(\.value).first { value in
      switch value.content {
      case .scalar: true
      case .mapping: false
      case .sequence(let items): items.contains { if case .mapping = $0.content { false } else { true } }
      }
    }
  }

  private static func isMerge(_ entry: YAMLNode.Entry) -> Bool {
    entry.key == "<<" && entry.keyStyle == .plain && !entry.isOverridden
  }
}
