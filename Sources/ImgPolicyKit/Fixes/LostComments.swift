package import Linting

/// The comment lines of a text that are not in another one, as often as they are missing, without the blanks around them. A line of
/// a here-document that looks like a comment counts as one.
package func lostComments(from old: SourceText, to new: SourceText) -> [String] {
  var counts: [String: Int] = [:]
  for comment in comments(of: new) { counts[comment, default: 0] += 1 }
  return comments(of: old).filter { comment in
    counts[comment, default: 0] -= 1
    return counts[comment, default: 0] < 0
  }
}

private func comments(of source: SourceText) -> [String] {
  source.lineStarts.indices.compactMap { index in
    let line = source.bytes[source.contentRange(ofLine: index + 1)].drop(while: isBlank)
    guard line.first == UInt8(ascii: "#") else { return nil }
    let end = line.lastIndex { !isBlank($0) } ?? line.startIndex
    return String(decoding: line[...end], as: UTF8.self)
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
