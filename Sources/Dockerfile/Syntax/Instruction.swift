/// One instruction of a Dockerfile, whole and with the place of each of its parts.
///
/// Ranges inside it are offsets into `text`, its logical line; `text.sourceRange(of:)` leads back to the file.
///
/// An immutable class, because everything that the build model knows refers to its instruction.
package final class Instruction: Sendable {
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
  package let keyword: Keyword?
  /// The keyword as written.
  package let spelling: Word
  package let text: LogicalText
  package let flags: [Flag]
  package let arguments: Arguments
  /// The word behind HEALTHCHECK (`CMD`, `NONE` or a fault); nil for other instructions.
  package let healthcheckType: Word?
  /// The instruction behind ONBUILD: one or none.
  package let trigger: [Instruction]
  package let heredocs: [Heredoc]
  package let comments: [Comment]
  /// The byte range of the instruction's own lines, heredocs and the last line end included.
  package let range: Range<Int>
  /// `range`, and before it everything since the instruction before: comments, directives, blank lines. The extents of
  /// all instructions and the rest of the file are the file, byte for byte.
  package let extent: Range<Int>
  /// 1-based, inclusive.
  package let lines: ClosedRange<Int>
  /// The first blank line between the continued lines; nil when there is none.
  package let emptyContinuationLine: Int?

  init(_ draft: consuming InstructionDraft) {
    keyword = draft.keyword
    spelling = draft.spelling
    text = draft.text
    flags = draft.flags
    arguments = draft.arguments
    healthcheckType = draft.healthcheckType
    trigger = draft.trigger.map { Instruction($0) }
    heredocs = draft.heredocs
    comments = draft.comments
    range = draft.range
    extent = draft.extent
    lines = draft.lines
    emptyContinuationLine = draft.emptyContinuationLine
  }

  /// The keyword in capitals, whatever it is.
  package var name: String { keyword?.rawValue ?? spelling.text.prefix(Self.longestName).uppercased() }

  /// A word that is no instruction may be as long as the file; no more of it is named.
  private static let longestName = 64

  /// The pair of an ENV or LABEL in the old form `key value`; nil for any other instruction.
  package var legacyPair: Pair? {
    guard keyword == .env || keyword == .label, let pair = arguments.pairs.first, pair.value != nil,
      pair.name.range.upperBound < text.count, text.bytes[pair.name.range.upperBound] != ASCII.equals
    else { return nil }
    return pair
  }

  package func flag(_ name: String) -> Flag? { flags.first { $0.name == name } }
}

/// An instruction while it is read.
struct InstructionDraft {
  var keyword: Keyword?
  var spelling: Word
  var text: LogicalText
  var flags: [Flag]
  var arguments: Instruction.Arguments
  var healthcheckType: Word?
  var trigger: [InstructionDraft]
  var heredocs: [Heredoc] = []
  var comments: [Instruction.Comment] = []
  var range = 0..<0
  var extent = 0..<0
  var lines = 1...1
  var emptyContinuationLine: Int?

  /// Whether it, or its trigger, is an instruction that takes heredocs, in a form that does.
  var mayHaveHeredocs: Bool {
    if let trigger = trigger.first { return trigger.mayHaveHeredocs }
    if case .exec = arguments { return false }
    return keyword?.takesHeredocs == true
  }
}
