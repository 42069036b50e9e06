package import Linting

/// Knows a template of Helm that nobody has rendered.
package enum TemplateMarks {
  /// What follows `{{` in Helm's templates and nearly nowhere else; alert rules and dashboards have braces of their own.
  private static let words = bytes([
    ".Values", ".Release", ".Chart", ".Capabilities", ".Files", ".Template", "include ", "toYaml ", "tpl ",
  ])
  /// What other templates have as well, but not at the start of a line of YAML or of a value without quotes.
  private static let openingWords = bytes([
    "if ", "else", "end", "range ", "with ", "template ", "define ", "block ", "/*", "$", ".",
  ])

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  /// The first action of a template, braces included; nil where there is none. Comments and the texts of blocks do not
  /// count: a ConfigMap may well hold the template of another program.
  package static func firstMark(in source: SourceText) -> Range<Int>? {
    let bytes = source.bytes
    guard bytes.firstRange(of: Array("{{".utf8)) != nil else { return nil }
    var block: Int?
    for line in 1...source.lineStarts.count {
      let content = source.contentRange(ofLine: line)
      guard let start = bytes[content].firstIndex(where: { $0 != UInt8(ascii: " ") }) else { continue }
      let indent = start - content.lowerBound
      if let opened = block {
        // A line of an action alone stands at the margin, whatever block it is in.
        if indent > opened { continue }
        block = nil
      }
      if bytes[start] == UInt8(ascii: "#") { continue }
      if let mark = mark(in: bytes, start..<content.upperBound) { return mark }
      if opensBlock(bytes[start..<content.upperBound]) { block = indent }
    }
    return nil
  }

  private static func mark(in bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    var rest = bytes[line]
    while let open = rest.firstRange(of: [UInt8(ascii: "{"), UInt8(ascii: "{")]) {
      let word = rest[open.upperBound...].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") }
      let isFirst =
        bytes[line.lowerBound..<open.lowerBound].last { $0 != UInt8(ascii: " ") }.map { ":-".utf8.contains($0) } ?? true
      if (isFirst ? words + openingWords : words).contains(where: { word.starts(with: $0) }) { return open }
      rest = rest[open.upperBound...]
    }
    return nil
  }

  /// Whether a line ends in `|` or `>` with its modifiers, behind a key or a dash.
  private static func opensBlock(_ line: ArraySlice<UInt8>) -> Bool {
    var end = line.endIndex
    let modifiers = Set("+-0123456789".utf8)
    while end > line.startIndex, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
    while end > line.startIndex, modifiers.contains(line[end - 1]) { end -= 1 }
    guard end > line.startIndex + 1, line[end - 1] == UInt8(ascii: "|") || line[end - 1] == UInt8(ascii: ">") else {
      return false
    }
    return line[end - 2] == UInt8(ascii: " ")
  }
}
