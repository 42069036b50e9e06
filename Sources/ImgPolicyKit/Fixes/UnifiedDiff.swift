package import Linting

/// The difference of two texts as `diff -u` prints it, so that `patch -p0` applies it; empty for equal texts.
///
/// It holds lines of the file as they are.
package func unifiedDiff(from old: SourceText, to new: SourceText) -> [UInt8] {
  let (before, after) = (lines(of: old), lines(of: new))
  let hunks = hunks(changes(from: before, to: after))
  guard !hunks.isEmpty else { return [] }
  let name = headerName(old.path)
  var out = Array("--- \(name)\n+++ \(name)\n".utf8)
  for hunk in hunks { write(hunk, before, after, to: &out) }
  return out
}

/// Lines that were replaced: a range of the old text and one of the new.
private struct Change {
  var old: Range<Int>
  var new: Range<Int>
}

private let contextLines = 3

/// With their line ends.
private func lines(of source: SourceText) -> [ArraySlice<UInt8>] {
  guard !source.bytes.isEmpty else { return [] }
  let ends = source.lineStarts.dropFirst() + [source.bytes.count]
  return zip(source.lineStarts, ends).map { source.bytes[$0..<$1] }
}

private func changes(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [Change] {
  // What is equal at both ends needs no search.
  let head = zip(old, new).prefix { $0 == $1 }.count
  let tail = zip(old[head...].reversed(), new[head...].reversed()).prefix { $0 == $1 }.count
  let (oldMiddle, newMiddle) = (Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]))
  guard max(oldMiddle.count, newMiddle.count) <= mostCompared else {
    return changes(lineByLine: oldMiddle, newMiddle, from: head)
  }
  let difference = newMiddle.difference(from: oldMiddle)
  let removed = offsets(difference.removals)
  let inserted = offsets(difference.insertions)
  var changes: [Change] = []
  var (left, right) = (0, 0)
  while left < oldMiddle.count || right < newMiddle.count {
    let (oldStart, newStart) = (left, right)
    while removed.contains(left) { left += 1 }
    while inserted.contains(right) { right += 1 }
    if left > oldStart || right > newStart {
      changes.append(Change(old: head + oldStart..<head + left, new: head + newStart..<head + right))
    } else {
      left += 1
      right += 1
    }
  }
  return changes
}

/// The search for the shortest difference takes the square of it. In a longer text lines are held against those of the same
/// number; where there are more or fewer of them, the whole of it is one change.
private let mostCompared = 2_000

private func changes(
  lineByLine old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], from head: Int
) -> [Change] {
  guard old.count == new.count else {
    return [Change(old: head..<head + old.count, new: head..<head + new.count)]
  }
  var changes: [Change] = []
  for (line, (before, after)) in zip(old, new).enumerated() where before != after {
    let at = head + line
    if let last = changes.last, last.old.upperBound == at {
      changes[changes.count - 1] = Change(old: last.old.lowerBound..<at + 1, new: last.new.lowerBound..<at + 1)
    } else {
      changes.append(Change(old: at..<at + 1, new: at..<at + 1))
    }
  }
  return changes
}

private func offsets(_ changes: [CollectionDifference<ArraySlice<UInt8>>.Change]) -> Set<Int> {
  Set(
    changes.map { change in
      switch change {
      case .remove(let offset, _, _), .insert(let offset, _, _): offset
      }
    })
}

/// Changes so near to each other that their context overlaps stand in one hunk.
private func hunks(_ changes: [Change]) -> [[Change]] {
  var hunks: [[Change]] = []
  for change in changes {
    if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * contextLines {
      hunks[hunks.count - 1].append(change)
    } else {
      hunks.append([change])
    }
  }
  return hunks
}

private func write(
  _ hunk: [Change], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], to out: inout [UInt8]
) {
  guard let first = hunk.first, let last = hunk.last else { return }
  let before = min(contextLines, first.old.lowerBound)
  let behind = min(contextLines, old.count - last.old.upperBound)
  let oldRange = first.old.lowerBound - before..<last.old.upperBound + behind
  let newRange = first.new.lowerBound - before..<last.new.upperBound + behind
  out += Array("@@ -\(position(oldRange)) +\(position(newRange)) @@\n".utf8)
  var next = oldRange.lowerBound
  for change in hunk {
    for line in old[next..<change.old.lowerBound] { write(" ", line, to: &out) }
    for line in old[change.old] { write("-", line, to: &out) }
    for line in new[change.new] { write("+", line, to: &out) }
    next = change.old.upperBound
  }
  for line in old[next..<oldRange.upperBound] { write(" ", line, to: &out) }
}

/// `start,count`, counted from 1; an empty range stands behind the line that it names.
private func position(_ range: Range<Int>) -> String {
  range.count == 1
    ? "\(range.lowerBound + 1)" : "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1),\(range.count)"
}

private func write(_ mark: Unicode.Scalar, _ line: ArraySlice<UInt8>, to out: inout [UInt8]) {
  out.append(contentsOf: String(mark).utf8)
  out += line
  if line.last != UInt8(ascii: "\n") { out += Array("\n\\ No newline at end of file\n".utf8) }
}

/// A name that `patch` reads back: in quotes where it holds more than a plain name does.
private func headerName(_ path: String) -> String {
  let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
  if isPlain { return path }
  let escaped = path.utf8.map { byte -> String in
    switch byte {
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case 0x20..<0x7F: return String(Unicode.Scalar(byte))
    default:
      let octal = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
    }
  }
  return "\"\(escaped.joined())\""
}
