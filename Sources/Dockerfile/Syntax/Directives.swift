internal import Linting

/// The parser directives at the head of a Dockerfile.
package struct Directives: Sendable, Hashable {
  /// One `# name=value` line.
  package struct Directive: Sendable, Hashable {
    package var name: String
    package var value: String
    /// The 1-based line.
    package var line: Int
    /// The byte range of the value in the source.
    package var range: Range<Int>
  }

  package var all: [Directive] = []
  /// The escape character: a backslash unless `# escape=` says a backtick.
  package var escape: UInt8 = ASCII.backslash

  /// The frontend image of `# syntax=`, up to its first space.
  package var syntax: String?
  /// The `# check=` directive; its options end at the first space of the value.
  package var check: Directive?

  private static let names: Set<String> = ["syntax", "escape", "check"]

  /// Reads a line as a directive; nil when it is none, which ends the directives for good.
  ///
  /// The form is `#`, blanks, a name that begins with a letter, blanks, `=`, blanks, and a value that is not empty.
  static func parse(_ range: Range<Int>, of source: [UInt8], line: Int) -> Directive? {
    guard range.lowerBound < range.upperBound, source[range.lowerBound] == ASCII.hash else { return nil }
    return parse(after: range.lowerBound + 1..<range.upperBound, of: source, line: line)
  }

  /// Reads what follows the comment mark.
  private static func parse(after range: Range<Int>, of source: [UInt8], line: Int) -> Directive? {
    var index = range.lowerBound + source[range].leadingSpaceCount
    func skipBlanks() { while index < range.upperBound, ASCII.isBlank(source[index]) { index += 1 } }
    let start = index
    while index < range.upperBound, ASCII.isLetter(source[index]) || (index > start && ASCII.isDigit(source[index])) {
      index += 1
    }
    let name = String(decoding: source[start..<index], as: UTF8.self).lowercased()
    skipBlanks()
    guard names.contains(name), index < range.upperBound, source[index] == ASCII.equals else { return nil }
    index += 1
    skipBlanks()
    var end = range.upperBound
    while end > index, ASCII.isBlank(source[end - 1]) { end -= 1 }
    guard end > index else { return nil }
    return Directive(
      name: name, value: String(decoding: source[index..<end], as: UTF8.self), line: line, range: index..<end)
  }
}

extension Directives {
  /// Looks `syntax` and `check` up as BuildKit does before it parses: by a second scanner, which passes over one first line
  /// that begins with `#!`, and wants `#` in the first column. `syntax` may also stand in a comment of `//`, or in a JSON
  /// object that is the whole file.
  mutating func lookUpOptions(in source: SourceText) {
    let hash = Self.leading(in: source, marker: [ASCII.hash])
    check = hash.first { $0.name == "check" }
    syntax =
      Self.option(hash.first { $0.name == "syntax" })
      ?? Self.option(Self.leading(in: source, marker: [ASCII.slash, ASCII.slash]).first { $0.name == "syntax" })
      ?? Self.jsonSyntax(in: source)
  }

  private static func option(_ directive: Directive?) -> String? {
    directive.map { String($0.value.prefix { $0 != " " }) }
  }

  private static func leading(in source: SourceText, marker: [UInt8]) -> [Directive] {
    var found: [Directive] = []
    var lines = PhysicalLines(source)
    while let line = lines.read() {
      let content = source.bytes[line.content]
      if line.number == 1, content.starts(with: "#!".utf8) { continue }
      guard content.starts(with: marker) else { return found }
      // The last byte of the marker stands for the `#` that the form begins with.
      let start = line.content.lowerBound + marker.count
      guard let directive = parse(after: start..<line.content.upperBound, of: source.bytes, line: line.number) else {
        return found
      }
      found.append(directive)
    }
    return found
  }

  /// The member `syntax` of a file that is one JSON object.
  private static func jsonSyntax(in source: SourceText) -> String? {
    guard source.bytes.first(where: { !ASCII.isBlank($0) && $0 != ASCII.newline }) == ASCII.openBrace else {
      return nil
    }
    return jsonMember("syntax", of: source.bytes[...])
  }
}
