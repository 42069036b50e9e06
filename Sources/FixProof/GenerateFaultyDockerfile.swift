internal import Dockerfile
internal import Linting
internal import Rules

/// Makes Dockerfiles full of faults: bad examples of rules at random, one behind the other, written in the styles that people have.
package struct FaultyDockerfiles: Sendable {
  private static let examples = Catalog().dockerfile.flatMap { rule in
    rule.info.bad.map { $0.text.filter { $0 != "‹" && $0 != "›" } }
  }

  private var random: SeededGenerator

  package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The next file.
  package mutating func next() -> [UInt8] {
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let example = Self.examples.randomElement(using: &random) ?? ""
      text += example + (example.hasSuffix("\n") ? "" : "\n")
    }
    return restyled(text, randomStyle())
  }

  private mutating func randomStyle() -> WritingStyle {
    WritingStyle(
      escape: Int.random(in: 0..<5, using: &random) == 0 ? "`" : "\\",
      lineEnd: Int.random(in: 0..<4, using: &random) == 0 ? "\r\n" : "\n",
      indentation: ["    ", "  ", "\t", " \t "].randomElement(using: &random) ?? "  ",
      breaks: WritingStyle.Breaks.allCases.randomElement(using: &random) ?? .none,
      hasComments: Bool.random(using: &random), hasTrailingBlanks: Int.random(in: 0..<4, using: &random) == 0,
      endsWithLine: Int.random(in: 0..<5, using: &random) != 0)
  }

  /// A Dockerfile written in another style; where there are comments and breaks somewhere, is a matter of chance.
  package mutating func restyled(_ text: String, _ style: WritingStyle) -> [UInt8] {
    let syntax = parseDockerfile(SourceText(path: "", text: text))
    var lines = style.escape == "`" ? "# escape=`\n" : ""
    var end = 0
    for (number, instruction) in syntax.instructions.enumerated() {
      lines += String(decoding: syntax.source.bytes[end..<instruction.range.lowerBound], as: UTF8.self)
      if style.hasComments, Int.random(in: 0..<3, using: &random) == 0 { lines += "# above number \(number)\n" }
      lines += restyled(instruction, of: syntax, style)
      end = instruction.range.upperBound
    }
    lines += String(decoding: syntax.source.bytes[end...], as: UTF8.self)
    if !style.endsWithLine, lines.hasSuffix("\n") { lines.removeLast() }
    return Array((style.lineEnd == "\n" ? lines : lines.replacing("\n", with: style.lineEnd)).utf8)
  }

  private mutating func restyled(
    _ instruction: Instruction, of syntax: DockerfileSyntax, _ style: WritingStyle
  ) -> String {
    let line = instruction.text.string(0..<instruction.text.count)
    guard instruction.heredocs.isEmpty, !line.isEmpty else {
      return String(decoding: syntax.source.bytes[instruction.range], as: UTF8.self)
    }
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var text = words.first ?? ""
    for (word, previous) in zip(words.dropFirst(), words) {
      text += breaksLine(between: previous, and: word, style) ? lineBreak(style) + word : " \(word)"
    }
    return text + "\n"
  }

  private mutating func breaksLine(between previous: String, and word: String, _ style: WritingStyle) -> Bool {
    // What begins with # would be a comment there.
    guard !word.isEmpty, !previous.isEmpty, !word.hasPrefix("#"), previous.last != style.escape,
      word.last != style.escape
    else { return false }
    switch style.breaks {
    case .none: return false
    case .beforeJoints: return word == "&&"
    case .behindJoints: return previous == "&&"
    case .everywhere: return true
    case .somewhere: return Int.random(in: 0..<4, using: &random) == 0
    }
  }

  private mutating func lineBreak(_ style: WritingStyle) -> String {
    let blanks = style.hasTrailingBlanks ? " \t" : ""
    let comment =
      style.hasComments && Int.random(in: 0..<4, using: &random) == 0
      ? "\(style.indentation)# inside \(Int.random(in: 0..<1000, using: &random))\n" : ""
    return " \(style.escape)\(blanks)\n\(comment)\(style.indentation)"
  }
}
