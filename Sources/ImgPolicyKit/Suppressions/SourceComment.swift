internal import Dockerfile
internal import Linting

/// A comment that begins as those of a known tool do.
struct SourceComment: Sendable {
  enum Position: Sendable, Hashable {
    /// A line of its own outside of instructions.
    case aboveInstruction
    /// A line of its own between the continued lines of an instruction, or in the heredoc that a RUN runs.
    case insideInstruction(Int)
    /// At the end of a line of an instruction.
    case behindCode(Int)
  }

  var position: Position
  /// The 1-based line.
  var line: Int
  /// The byte range from its first `#` to its last byte that is not blank.
  var range: Range<Int>
  /// Where its text begins, behind all `#` and blanks.
  var textStart: Int
  /// How many `#` it begins with.
  var marks: Int

  var isOwnLine: Bool {
    if case .behindCode = position { false } else { true }
  }
}

/// Finds the comments of a Dockerfile that a dialect may understand: one pass over the bytes, which looks closer only
/// where a `#` is followed by what such a comment begins with.
struct FindComments {
  private let syntax: DockerfileSyntax
  private let lines: DockerfileLines
  private let bytes: [UInt8]
  private var lineBefore: LineBefore?

  /// The comments in the order of the file, each with the dialect that it seems to be written in.
  static func comments(in syntax: DockerfileSyntax) -> [(comment: SourceComment, dialect: CommentDialect)] {
    let candidates = candidates(in: syntax.source.bytes)
    guard !candidates.isEmpty else { return [] }
    var search = FindComments(syntax: syntax, lines: DockerfileLines(syntax), bytes: syntax.source.bytes)
    var found: [(SourceComment, CommentDialect)] = []
    for candidate in candidates {
      // What follows on the line of a comment is part of it.
      if let last = found.last, candidate.start < last.0.range.upperBound { continue }
      if let comment = search.comment(candidate) { found.append((comment, candidate.dialect)) }
    }
    return found
  }

  private struct Candidate {
    var start: Int
    var marks: Int
    var textStart: Int
    var dialect: CommentDialect
  }

  private static func candidates(in bytes: [UInt8]) -> [Candidate] {
    var found: [Candidate] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == CommentScanner.hash else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] == CommentScanner.hash { index += 1 }
      let marks = index - start
      while index < bytes.count, CommentScanner.isBlank(bytes[index]) { index += 1 }
      if let dialect = CommentDialect.of(textAt: index, in: bytes) {
        found.append(Candidate(start: start, marks: marks, textStart: index, dialect: dialect))
      }
    }
    return found
  }

  private mutating func comment(_ candidate: Candidate) -> SourceComment? {
    let (start, textStart) = (candidate.start, candidate.textStart)
    let line = syntax.source.line(at: start)
    let content = syntax.source.contentRange(ofLine: line)
    guard let position = position(of: start, line: line, content: content) else { return nil }
    var end = content.upperBound
    while end > textStart, CommentScanner.isBlank(bytes[end - 1]) { end -= 1 }
    return SourceComment(
      position: position, line: line, range: start..<max(end, textStart), textStart: textStart,
      marks: candidate.marks)
  }

  private mutating func position(of start: Int, line: Int, content: Range<Int>) -> SourceComment.Position? {
    if lineBefore?.line != line { lineBefore = LineBefore(line, from: content.lowerBound, in: bytes) }
    let isOwnLine = lineBefore?.codeStart == start
    guard let index = lines.instruction(at: line) else { return isOwnLine ? .aboveInstruction : nil }
    let instruction = syntax.instructions[index]
    if instruction.heredocs.contains(where: { $0.content.contains(start) }) {
      // What a COPY writes into a file is no comment.
      guard instruction.runsShell else { return nil }
    }
    if isOwnLine { return .insideInstruction(index) }
    return lineBefore?.isCode(upTo: start, in: bytes) == true ? .behindCode(index) : nil
  }
}

/// What stands in a line before a comment. A line may be long and have many a `#`, so it is read once.
private struct LineBefore {
  let line: Int
  /// Where the first byte stands that is not blank.
  let codeStart: Int
  private var offset: Int
  private var quote: UInt8?
  private var isEscaped = false

  init(_ line: Int, from start: Int, in bytes: [UInt8]) {
    self.line = line
    var index = start
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    while index < bytes.count, CommentScanner.isBlank(bytes[index]) { index += 1 }
    codeStart = index
    offset = index
  }

  /// Whether a comment may begin at an offset: outside of quotes, behind a blank, and not in a comment.
  mutating func isCode(upTo end: Int, in bytes: [UInt8]) -> Bool {
    guard codeStart < end, bytes[codeStart] != CommentScanner.hash else { return false }
    while offset < end {
      skip(bytes[offset])
      offset += 1
    }
    return quote == nil && CommentScanner.isBlank(bytes[end - 1])
  }

  private mutating func skip(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == CommentScanner.backslash, quote != CommentScanner.singleQuote {
      isEscaped = true
    } else if byte == quote {
      quote = nil
    } else if quote == nil, byte == CommentScanner.singleQuote || byte == CommentScanner.doubleQuote {
      quote = byte
    }
  }
}

extension Instruction {
  /// Whether it, or the trigger in it, has text for a shell to run, where `#` begins a comment.
  var runsShell: Bool {
    let holder = trigger.first ?? self
    guard holder.keyword == .run, case .shell = holder.arguments else { return false }
    return true
  }
}
