internal import Dockerfile
internal import Linting

/// What a comment of some tool says, before anybody has asked whether its names exist.
enum CommentReading: Sendable {
  /// Nothing that the tool would act on.
  case nothing
  /// It is meant to suppress, but does not; why, and what to write. Whether the tool would understand it.
  case void(String, isUnderstood: Bool = false)
  /// The shell that the RUN instructions below are written for.
  case shell(String)
  case suppression([Wish], reason: String?)

  /// One thing that is to be suppressed.
  struct Wish: Sendable {
    enum What: Sendable {
      /// A rule, an alias or a group, or the aliases of one tool alone.
      case named(CommentScanner.Word, of: AliasOrigin?)
      /// All that the selector means.
      case everything(RuleNames.Selector)
    }

    var what: What
    var scope: SuppressionScope
  }
}

/// The comments of one tool: how to know them, and how to read them.
struct CommentDialect: Sendable {
  var tool: SuppressingTool
  /// What its comments begin with, in lower case; other cases are looked at as well.
  var marks: [String]
  /// Where a comment for a scope covers an alias; nil when it cannot.
  var scopeOf: @Sendable (String, SuppressionScope) -> SuppressionScope?
  var read: @Sendable (SourceComment, inout CommentContext) -> CommentReading

  init(
    tool: SuppressingTool, marks: [String],
    scopeOf: @escaping @Sendable (String, SuppressionScope) -> SuppressionScope? = { $1 },
    read: @escaping @Sendable (SourceComment, inout CommentContext) -> CommentReading
  ) {
    self.tool = tool
    self.marks = marks
    self.scopeOf = scopeOf
    self.read = read
  }

  static let all = [
    imgpolicy, hadolint, buildkit, checkov, trivy, kics, semgrep,
  ]

  /// The longest mark first, because one may begin like another.
  private static let byMark = all.flatMap { dialect in dialect.marks.map { (mark: Array($0.utf8), dialect: dialect) } }
    .sorted { $0.mark.count > $1.mark.count }

  /// The dialect whose mark stands at an offset.
  static func of(textAt offset: Int, in bytes: [UInt8]) -> CommentDialect? {
    guard offset < bytes.count else { return nil }
    // Nearly every comment is prose: its first letter already tells.
    let first = bytes[offset] | 0x20
    return byMark.first { mark, _ in
      mark.first == first && offset + mark.count <= bytes.count
        && zip(bytes[offset...], mark).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
    }?.dialect
  }
}

/// What a dialect may ask about the file around a comment.
struct CommentContext {
  let syntax: DockerfileSyntax
  var lines: DockerfileLines
  /// What `# check=` wants to be skipped everywhere.
  var skipsOfFile: [CommentReading.Wish] = []
  /// The lines with comments of the dialect at hand.
  var commentLines: Set<Int> = []
  private var stack: (lines: ClosedRange<Int>, below: Int)?
  private var checkComment: (instruction: Int, line: Int?)?

  init(_ syntax: DockerfileSyntax) {
    self.syntax = syntax
    lines = DockerfileLines(syntax)
  }

  func scanner(_ comment: SourceComment) -> CommentScanner {
    CommentScanner(syntax.source.bytes, comment.textStart..<comment.range.upperBound)
  }

  /// The first line below a comment that has no comment of the same dialect.
  mutating func line(belowStackAt line: Int) -> Int {
    if let stack, stack.lines.contains(line) { return stack.below }
    var below = line + 1
    while commentLines.contains(below) { below += 1 }
    stack = (line...below - 1, below)
    return below
  }

  /// The line of the comment that gives options of BuildKit for an instruction.
  mutating func lineOfCheck(for index: Int) -> Int? {
    if let checkComment, checkComment.instruction == index { return checkComment.line }
    let line = syntax.instructions[index].checkComment?.line
    checkComment = (index, line)
    return line
  }

  /// The instruction that follows a comment between instructions, or begins behind it.
  func scope(ofInstructionBelow line: Int) -> SuppressionScope? {
    lines.instruction(below: line).map { SuppressionScope(unit: .instruction($0)) }
  }

  /// The instruction that begins in a line.
  func scope(ofInstructionAt line: Int) -> SuppressionScope? {
    lines.instruction(startingAt: line).map { SuppressionScope(unit: .instruction($0)) }
  }

  /// The stage of an instruction that is a FROM.
  func scope(ofStageBeginningWith instruction: Int) -> SuppressionScope? {
    guard lines.isStage(instruction) else { return nil }
    return lines.stage(at: syntax.instructions[instruction].lines.lowerBound)
      .map { SuppressionScope(unit: .stage($0)) }
  }
}
