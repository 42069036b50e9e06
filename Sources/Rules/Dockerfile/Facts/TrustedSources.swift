internal import Dockerfile
internal import Linting

/// Package sources of Debian that apt takes without a signature: `deb [trusted=yes] http://…` (sources.list(5)).
enum TrustedSources {
  private static let option = Array("trusted=yes".utf8)
  /// More than the options of a source take.
  private static let longestOptions = 256

  /// Where such an option stands in an instruction or its heredocs: byte ranges of the source.
  static func ranges(in instruction: Instruction, of source: SourceText) -> [Range<Int>] {
    let line = ranges(in: instruction.text.bytes[...]).map { instruction.text.sourceRange(of: $0) }
    return line
      + instruction.heredocs.flatMap { heredoc in
        ranges(in: source.bytes[heredoc.content.clamped(to: source.bytes.indices)])
      }
  }

  private static func ranges(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    text.indices.compactMap { index in
      guard text[index] == UInt8(ascii: "["), isBehindType(index, in: text) else { return nil }
      let options = text[index...].prefix(longestOptions).prefix { $0 != UInt8(ascii: "]") }
      return options.indices.first { options[$0...].starts(with: option) }.map { $0..<$0 + option.count }
    }
  }

  /// Whether `deb` or `deb-src` stands before the bracket, and no comment.
  private static func isBehindType(_ bracket: Int, in text: ArraySlice<UInt8>) -> Bool {
    let before = text[..<bracket].suffix(16)
    guard let end = before.lastIndex(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
      return false
    }
    for type in ["deb", "deb-src"] {
      let word = before[...end].suffix(type.utf8.count)
      guard word.elementsEqual(type.utf8) else { continue }
      let isComment = before[..<word.startIndex].last { $0 != UInt8(ascii: " ") } == UInt8(ascii: "#")
      return !isComment
    }
    return false
  }
}
