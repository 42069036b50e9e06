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
  package var syntax: String? { value(of: "syntax") }
  /// The options of `# check=`, up to their first space.
  package var check: String? { value(of: "check") }

  private func value(of name: String) -> String? {
    all.first { $0.name == name }.map { String($0.value.prefix { $0 != " " }) }
  }

  private static let names: Set<String> = ["syntax", "escape", "check"]

  /// Reads a line as a directive; nil when it is none, which ends the directives for good.
  ///
  /// The form is `#`, blanks, a name that begins with a letter, blanks, `=`, blanks, and a value that is not empty.
  static func parse(_ range: Range<Int>, of source: [UInt8], line: Int) -> Directive? {
    var index = range.lowerBound
    func skipBlanks() { while index < range.upperBound, ASCII.isBlank(source[index]) { index += 1 } }
    guard index < range.upperBound, source[index] == ASCII.hash else { return nil }
    index += 1
    skipBlanks()
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
