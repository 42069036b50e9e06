/// The candidate that was probably meant by `word`: the nearest by edit distance (insert, delete, replace, and swap of
/// neighbours count one each), at most `limit` away and never the word itself. Of equals, the first in order.
///
/// Unless `inShortWords`, half of the shorter word must be right at least. nil for a word that is longer than any name: nobody
/// mistypes one of it.
package func nearest(
  to word: String, among candidates: some Sequence<String>, limit: Int = 2, inShortWords: Bool = false
) -> String? {
  guard word.utf8.count <= longestName else { return nil }
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate != word && abs(candidate.utf8.count - word.utf8.count) <= limit {
    let distance = editDistance(Array(word.utf8), Array(candidate.utf8))
    let slip = inShortWords ? limit : longestSlip(word, candidate)
    if distance <= min(limit, slip), distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  return best?.candidate
}

/// The key or word in kebab case that was probably meant: the nearest one, whatever the case of the letters and however the words in it
/// are joined; else the only one that begins like it, or that is one of its words.
package func nearestKey(to word: String, among keys: some Collection<String>) -> String? {
  let kebab = kebabCase(word)
  if keys.contains(kebab) { return kebab }
  if let near = nearest(to: kebab, among: keys) { return near }
  let parts = Set(kebab.split(separator: "-").map(String.init))
  let related = keys.filter { parts.contains($0) || haveOneBeginning($0, kebab) }
  return related.count == 1 ? related.first : nil
}

/// `forbidInFinal` and `FAIL_ON` as `forbid-in-final` and `fail-on`.
private func kebabCase(_ word: String) -> String {
  var result = ""
  var isBehindSmallLetter = false
  for letter in word {
    if letter.isUppercase, isBehindSmallLetter { result += "-" }
    result += letter == "_" ? "-" : letter.lowercased()
    isBehindSmallLetter = letter.isLowercase
  }
  return result
}

/// Whether the shorter is the beginning of the longer, or nearly so.
private func haveOneBeginning(_ left: String, _ right: String) -> Bool {
  let shared = zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
  let shorter = min(left.utf8.count, right.utf8.count)
  return shared >= 3 && shared >= shorter - (shorter > 6 ? 2 : 0)
}

/// The word of a language of few words that was probably meant: where none is near, also one that is at most two slips away, as
/// BuildKit suggests it. The first letter is rarely wrong.
package func nearestWord(to word: String, among words: some Collection<String>) -> String? {
  nearest(to: word, among: words)
    ?? nearest(to: word, among: words.filter { $0.first == word.first }, inShortWords: true)
    ?? nearest(to: word, among: words, inShortWords: true)
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
