/// The candidate that was probably meant by `word`: the nearest by edit distance (insert, delete, replace, and swap of
/// neighbours count one each), at most `limit` away and never the word itself. Of equals, the first in order.
///
/// nil for a word that is longer than any name: nobody mistypes one of it.
package func nearest(to word: String, among candidates: some Sequence<String>, limit: Int = 2) -> String? {
  guard word.utf8.count <= longestName else { return nil }
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate != word && abs(candidate.utf8.count - word.utf8.count) <= limit {
    let distance = editDistance(Array(word.utf8), Array(candidate.utf8))
    if distance <= min(limit, longestSlip(word, candidate)), distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  return best?.candidate
}

/// Half of the shorter word may be wrong; of a single letter nothing.
private func longestSlip(_ left: String, _ right: String) -> Int {
  let shorter = min(left.utf8.count, right.utf8.count)
  return shorter < 2 ? 0 : max(1, shorter / 2)
}

private let longestName = 128

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in right.indices {
      let change = previous[column] + (left[row] == right[column] ? 0 : 1)
      var cost = min(previous[column + 1] + 1, current[column] + 1, change)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforePrevious[column - 1] + 1)
      }
      current.append(cost)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[right.count]
}
