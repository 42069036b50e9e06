/// One instruction of a Dockerfile, whole and with the place of each of its parts.
///
/// Ranges inside it are offsets into `text`, its logical line; `text.sourceRange(of:)` leads back to the file.
package struct Instruction: Sendable {
  /// What stands behind keyword and flags.
  package enum Arguments: Sendable {
    /// One line for a shell.
    case shell(Range<Int>)
    /// The strings of a JSON array.
    case exec([Word])
    case words([Word])
    case pairs([Pair])

    package var words: [Word] {
      switch self {
      case .exec(let words), .words(let words): words
      case .shell, .pairs: []
      }
    }

    package var pairs: [Pair] {
      if case .pairs(let pairs) = self { pairs } else { [] }
    }
  }

  /// A comment line above the instruction, attached to it.
  package struct Comment: Sendable, Hashable {
    /// The line without its first byte, trimmed.
    package var text: String
    /// The 1-based line.
    package var line: Int
  }

  /// nil for a word that is no instruction.
  package var keyword: Keyword?
  /// The keyword as written.
  package var spelling: Word
  package var text: LogicalText
  package var flags: [Flag]
  package var arguments: Arguments
  /// The word behind HEALTHCHECK (`CMD`, `NONE` or a fault); nil for other instructions.
  package var healthcheckType: Word?
  /// The instruction behind ONBUILD: one or none.
  package var trigger: [Instruction]
  package var heredocs: [Heredoc]
  package var comments: [Comment]
  /// The byte range of the instruction's own lines, heredocs and the last line end included.
  package var range: Range<Int>
  /// `range`, and before it everything since the instruction before: comments, directives, blank lines. The extents of
  /// all instructions and the rest of the file are the file, byte for byte.
  package var extent: Range<Int>
  /// 1-based, inclusive.
  package var lines: ClosedRange<Int>
  /// The first blank line between the continued lines; nil when there is none.
  package var emptyContinuationLine: Int?

  /// The keyword in capitals, whatever it is.
  package var name: String { keyword?.rawValue ?? spelling.text.uppercased() }

  /// The pair of an ENV or LABEL in the old form `key value`; nil for any other instruction.
  package var legacyPair: Pair? {
    guard keyword == .env || keyword == .label, let pair = arguments.pairs.first, pair.value != nil,
      pair.name.range.upperBound < text.count, text.bytes[pair.name.range.upperBound] != ASCII.equals
    else { return nil }
    return pair
  }

  package func flag(_ name: String) -> Flag? { flags.first { $0.name == name } }
}
