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
    return Array(restyled(text).utf8)
  }

  /// How one file is written.
  private struct Style {
    var escape: Character
    var lineEnd: String
    var indentation: String
    var breaks: Breaks
    var comments: Bool
    var trailingBlanks: Bool

    enum Breaks: CaseIterable {
      case none, beforeJoints, behindJoints, everywhere, somewhere
    }
  }

  private mutating func restyled(_ text: String) -> String {
    let style = Style(
      escape: Int.random(in: 0..<5, using: &random) == 0 ? "`" : "\\",
      lineEnd: Int.random(in: 0..<4, using: &random) == 0 ? "\r\n" : "\n",
      indentation: ["    ", "  ", "\t", " \t "].randomElement(using: &random) ?? "  ",
      breaks: Style.Breaks.allCases.randomElement(using: &random) ?? .none,
      comments: Bool.random(using: &random), trailingBlanks: Int.random(in: 0..<4, using: &random) == 0)
    let syntax = parseDockerfile(SourceText(path: "", text: text))
    var lines = style.escape == "`" ? "# escape=`\n" : ""
    var end = 0
    for (number, instruction) in syntax.instructions.enumerated() {
      lines += String(decoding: syntax.source.bytes[end..<instruction.range.lowerBound], as: UTF8.self)
      if style.comments, Int.random(in: 0..<3, using: &random) == 0 { lines += "# above number \(number)\n" }
      lines += restyled(instruction, of: syntax, style)
      end = instruction.range.upperBound
    }
    lines += String(decoding: syntax.source.bytes[end...], as: UTF8.self)
    if Int.random(in: 0..<5, using: &random) == 0, lines.hasSuffix("\n") { lines.removeLast() }
    return style.lineEnd == "\n" ? lines : lines.replacing("\n", with: "\r\n")
  }

  private mutating func restyled(
    _ instruction: Instruction, of syntax: DockerfileSyntax, _ style: Style
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

  private mutating func breaksLine(between previous: String, and word: String, _ style: Style) -> Bool {
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

  private mutating func lineBreak(_ style: Style) -> String {
    let blanks = style.trailingBlanks ? " \t" : ""
    let comment =
      style.comments && Int.random(in: 0..<4, using: &random) == 0
      ? "\(style.indentation)# inside \(Int.random(in: 0..<1000, using: &random))\n" : ""
    return " \(style.escape)\(blanks)\n\(comment)\(style.indentation)"
  }
}
