package import Linting

/// Changes of a YAML text that leave all of it as the author has it but for what they are about.
///
/// Each is nil where the text is written so that it would take more than one small edit: where an alias stands, or a list in the
/// style of another.
package struct EditYAML: Sendable {
  let source: SourceText

  package init(_ source: SourceText) { self.source = source }

  /// Gives the key at the end of a way through mappings a value; what is not there on the way is made.
  package func set(_ path: [String], to value: YAMLInsertion, in mapping: YAMLNode) -> Fix.Edit? {
    guard case .mapping = mapping.content, let key = path.first else { return nil }
    let rest = path.dropFirst()
    guard let entry = mapping.entry(key) else { return insert(key, YAMLInsertion(rest, value), into: mapping) }
    guard isInPlace(entry, in: mapping) else { return nil }
    return rest.isEmpty ? replace(entry, by: value, in: mapping) : set(Array(rest), to: value, in: entry.value)
  }

  /// Puts a word before the items of a list.
  package func prepend(_ word: String, to list: YAMLNode) -> Fix.Edit? {
    guard case .sequence(let items) = list.content else { return nil }
    guard isFlow(list) else {
      return items.first.flatMap { first in
        let line = lineStart(of: first.range.lowerBound)
        let mark = source.bytes[line..<first.range.lowerBound]
        return isIndentedDash(mark) ? edit(line..<line, String(decoding: mark, as: UTF8.self) + word + newline) : nil
      }
    }
    let isJSON = items.first?.scalar?.style == .quoted
    return insert(YAMLInsertion.word(word).flow(isJSON: isJSON), intoFlow: list, isEmpty: items.isEmpty)
  }

  /// Removes an entry of a mapping that another one follows; nil where a comment would be lost.
  package func remove(_ entry: YAMLNode.Entry, before next: YAMLNode.Entry) -> Fix.Edit? {
    let (start, end) = (lineStart(of: entry.keyRange.lowerBound), lineStart(of: next.keyRange.lowerBound))
    guard isBlank(start..<entry.keyRange.lowerBound), isBlank(end..<next.keyRange.lowerBound) else { return nil }
    return removal(start..<end)
  }

  /// Removes an item of a list that another one follows; nil where a comment would be lost.
  package func remove(item: YAMLNode, before next: YAMLNode) -> Fix.Edit? {
    let (start, end) = (lineStart(of: item.range.lowerBound), lineStart(of: next.range.lowerBound))
    guard isIndentedDash(source.bytes[start..<item.range.lowerBound]),
      isIndentedDash(source.bytes[end..<next.range.lowerBound])
    else { return nil }
    return removal(start..<end)
  }

  // MARK: Inserting

  private func insert(_ key: String, _ value: YAMLInsertion, into mapping: YAMLNode) -> Fix.Edit? {
    let entries = mapping.writtenEntries.filter { isInPlace($0, in: mapping) }
    guard !isFlow(mapping) else {
      let isJSON = entries.first?.keyStyle == .quoted
      let name = isJSON ? "\"\(key)\"" : key
      return insert("\(name): \(value.flow(isJSON: isJSON))", intoFlow: mapping, isEmpty: entries.isEmpty)
    }
    guard let first = entries.first, let indent = indent(ofKey: first) else { return nil }
    let lines = value.block(key, step: step(of: entries)).map { indent + $0 }
    // Behind a value of one line, whose end is certain.
    if let anchor = entries.last(where: { $0.value.scalar.map { $0.style != .block } ?? false }) {
      return insert(lines, behindLineOf: max(anchor.keyRange.upperBound, anchor.value.range.upperBound))
    }
    let start = lineStart(of: first.keyRange.lowerBound)
    guard isBlank(start..<first.keyRange.lowerBound) else { return nil }
    return edit(start..<start, lines.map { $0 + newline }.joined())
  }

  private func insert(_ lines: [String], behindLineOf offset: Int) -> Fix.Edit? {
    let line = source.line(at: max(0, offset - 1))
    guard line < source.lineStarts.count else {
      let end = source.bytes.count
      let endsLine = source.bytes.last == UInt8(ascii: "\n")
      return edit(end..<end, endsLine ? lines.map { $0 + newline }.joined() : lines.map { newline + $0 }.joined())
    }
    let next = source.lineStarts[line]
    return edit(next..<next, lines.map { $0 + newline }.joined())
  }

  /// Inserts before all that stands between brackets.
  private func insert(_ text: String, intoFlow node: YAMLNode, isEmpty: Bool) -> Fix.Edit? {
    let start = node.range.lowerBound + 1
    guard !isEmpty else { return edit(start..<start, text) }
    let blanks = source.bytes[start...].prefix { $0 == UInt8(ascii: " ") || (0x09...0x0D).contains($0) }
    let first = blanks.endIndex
    guard first < source.bytes.count, source.bytes[first] != UInt8(ascii: "#") else { return nil }
    let isOnOwnLine = blanks.contains(UInt8(ascii: "\n"))
    return edit(first..<first, text + "," + (isOnOwnLine ? String(decoding: blanks, as: UTF8.self) : " "))
  }

  private func replace(_ entry: YAMLNode.Entry, by value: YAMLInsertion, in mapping: YAMLNode) -> Fix.Edit? {
    guard let scalar = entry.value.scalar, scalar.style != .block, entry.value.range != entry.keyRange else {
      return nil
    }
    return edit(entry.value.range, value.flow(isJSON: entry.keyStyle == .quoted))
  }

  // MARK: Removing

  /// Comments and empty lines before the next part belong to it.
  private func removal(_ range: Range<Int>) -> Fix.Edit? {
    var (line, end) = (source.line(at: range.upperBound) - 1, range.upperBound)
    while line > 0, source.lineStarts[line - 1] > range.lowerBound {
      let content = source.bytes[source.contentRange(ofLine: line)].drop { $0 == UInt8(ascii: " ") }
      guard content.isEmpty || content.first == UInt8(ascii: "#") else { break }
      end = source.lineStarts[line - 1]
      line -= 1
    }
    guard !source.bytes[range.lowerBound..<end].contains(UInt8(ascii: "#")) else { return nil }
    return edit(range.lowerBound..<end, "")
  }

  // MARK: How it is written

  private func edit(_ range: Range<Int>, _ text: String) -> Fix.Edit {
    Fix.Edit(place: source.editPlace(of: range), text: text)
  }

  private var newline: String {
    guard let end = source.bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0 else { return "\n" }
    return source.bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// Whether a key stands in its mapping with its value: neither merged into it nor an alias.
  private func isInPlace(_ entry: YAMLNode.Entry, in mapping: YAMLNode) -> Bool {
    !entry.isMerged && mapping.range.lowerBound <= entry.keyRange.lowerBound
      && (entry.value.range == entry.keyRange || entry.value.range.lowerBound >= entry.keyRange.upperBound)
  }

  private func isFlow(_ node: YAMLNode) -> Bool {
    let start = node.range.lowerBound
    guard start < source.bytes.count else { return false }
    return source.bytes[start] == UInt8(ascii: "{") || source.bytes[start] == UInt8(ascii: "[")
  }

  private func lineStart(of offset: Int) -> Int { source.lineStarts[source.line(at: offset) - 1] }

  private func isBlank(_ range: Range<Int>) -> Bool { source.bytes[range].allSatisfy { $0 == UInt8(ascii: " ") } }

  private func isIndentedDash(_ mark: ArraySlice<UInt8>) -> Bool {
    let rest = mark.drop { $0 == UInt8(ascii: " ") }
    return rest.count > 1 && rest.first == UInt8(ascii: "-") && rest.dropFirst().allSatisfy { $0 == UInt8(ascii: " ") }
  }

  /// The blanks before the other keys of its mapping; nil where something else than dashes stands before it.
  private func indent(ofKey entry: YAMLNode.Entry) -> String? {
    let before = source.bytes[lineStart(of: entry.keyRange.lowerBound)..<entry.keyRange.lowerBound]
    guard before.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }) else { return nil }
    return String(repeating: " ", count: before.count)
  }

  /// By how much the author indents a mapping in a mapping.
  private func step(of entries: [YAMLNode.Entry]) -> Int {
    for entry in entries {
      guard case .mapping = entry.value.content, !isFlow(entry.value) else { continue }
      let column = { (offset: Int) in offset - lineStart(of: offset) }
      let step = column(entry.value.range.lowerBound) - column(entry.keyRange.lowerBound)
      if (1...8).contains(step) { return step }
    }
    return 2
  }
}
