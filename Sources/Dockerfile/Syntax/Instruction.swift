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

  init(_ line: InstructionLine, in frame: InstructionFrame) {
    keyword = line.keyword
    spelling = line.spelling
    text = line.text
    flags = line.flags
    arguments = line.arguments
    healthcheckType = line.healthcheckType
    trigger = line.trigger.map { Instruction($0, in: frame.ofTrigger) }
    heredocs = frame.heredocs
    comments = frame.comments
    range = frame.range
    extent = frame.extent
    lines = frame.lines
    emptyContinuationLine = frame.emptyContinuationLine
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

  /// The flags that describe its mounts, one each. One without a value is refused as a flag.
  package var mountFlags: [Flag] { flags.filter { $0.name == "mount" && $0.value != nil } }

  /// The first flag of that name.
  package func flag(_ name: String) -> Flag? { flags.first { $0.name == name } }
}

/// What an instruction's logical line says.
struct InstructionLine {
  let keyword: Keyword?
  let spelling: Word
  let text: LogicalText
  let flags: [Flag]
  let arguments: Instruction.Arguments
  let healthcheckType: Word?
  let trigger: [InstructionLine]

  /// Whether it, or its trigger, is an instruction that takes heredocs, in a form that does.
  var mayHaveHeredocs: Bool {
    if let trigger = trigger.first { return trigger.mayHaveHeredocs }
    if case .exec = arguments { return false }
    return keyword?.takesHeredocs == true
  }
}

/// What stands around an instruction's logical line.
struct InstructionFrame {
  var heredocs: [Heredoc]
  var comments: [Instruction.Comment]
  var range: Range<Int>
  var extent: Range<Int>
  var lines: ClosedRange<Int>
  var emptyContinuationLine: Int?

  /// A trigger has the lines of its ONBUILD; what stands above them is not its own.
  var ofTrigger: InstructionFrame {
    InstructionFrame(heredocs: heredocs, comments: [], range: range, extent: 0..<0, lines: lines)
  }
}
