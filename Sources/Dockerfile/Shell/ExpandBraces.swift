/// The words that bash makes of `a{b,c}d`. A word whose braces are unbalanced, hold no comma or would become very many
/// words stands for itself.
func expandBraces(_ word: String) -> [String] {
  // No path is longer, and the search for a closing brace is made for each opening one.
  guard word.utf8.contains(ASCII.openBrace), word.utf8.contains(ASCII.comma), word.utf8.count <= 4096 else {
    return [word]
  }
  var results: [[UInt8]] = []
  var pending: [[UInt8]] = [Array(word.utf8)]
  while let next = pending.popLast() {
    guard let group = BraceGroup(firstIn: next) else {
      results.append(next)
      continue
    }
    let before = next[..<group.range.lowerBound]
    let behind = next[group.range.upperBound...]
    for alternative in group.alternatives.reversed() { pending.append(Array(before) + alternative + behind) }
    if results.count + pending.count > 64 { return [word] }
  }
  return results.map { String(decoding: $0, as: UTF8.self) }
}

/// The first `{…,…}` of a word.
private struct BraceGroup {
  var range: Range<Int>
  var alternatives: [ArraySlice<UInt8>] = []

  init?(firstIn word: [UInt8]) {
    var start = 0
    while let open = word[start...].firstIndex(of: ASCII.openBrace) {
      // `${NAME}` is no group.
      if open > 0, word[open - 1] == ASCII.dollar {
        start = open + 1
        continue
      }
      if let (end, commas) = Self.close(of: open, in: word), !commas.isEmpty {
        range = open..<end + 1
        for (from, to) in zip([open] + commas, commas + [end]) { alternatives.append(word[(from + 1)..<to]) }
        return
      }
      start = open + 1
    }
    return nil
  }

  /// The brace that closes a group, and the commas that divide it.
  private static func close(of open: Int, in word: [UInt8]) -> (end: Int, commas: [Int])? {
    var level = 0
    var commas: [Int] = []
    for index in open..<word.count {
      switch word[index] {
      case ASCII.openBrace: level += 1
      case ASCII.closeBrace:
        level -= 1
        if level == 0 { return (index, commas) }
      case ASCII.comma where level == 1: commas.append(index)
      default: break
      }
    }
    return nil
  }
}
