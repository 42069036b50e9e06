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

  /// The comments in the order of the file, each with the dialect that it seems to be written in.
  static func comments(in syntax: DockerfileSyntax) -> [(comment: SourceComment, dialect: CommentDialect)] {
    let candidates = candidates(in: syntax.source.bytes)
    guard !candidates.isEmpty else { return [] }
    let search = FindComments(syntax: syntax, lines: DockerfileLines(syntax), bytes: syntax.source.bytes)
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

  private func comment(_ candidate: Candidate) -> SourceComment? {
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

  private func position(of start: Int, line: Int, content: Range<Int>) -> SourceComment.Position? {
    let before = bytes[min(content.lowerBound, start)..<start]
    let isOwnLine = before.allSatisfy { CommentScanner.isBlank($0) || (line == 1 && Self.byteOrderMark.contains($0)) }
    guard let index = lines.instruction(at: line) else { return isOwnLine ? .aboveInstruction : nil }
    let instruction = syntax.instructions[index]
    if instruction.heredocs.contains(where: { $0.content.contains(start) }) {
      // What a COPY writes into a file is no comment.
      guard instruction.runsShell else { return nil }
    }
    if isOwnLine { return .insideInstruction(index) }
    return isCode(before) ? .behindCode(index) : nil
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether a comment may begin behind this part of a line: outside of quotes, and behind a blank.
  private func isCode(_ before: ArraySlice<UInt8>) -> Bool {
    guard let last = before.last, CommentScanner.isBlank(last) else { return false }
    var quote: UInt8?
    var isEscaped = false
    for byte in before {
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
    return quote == nil && before.first { !CommentScanner.isBlank($0) } != CommentScanner.hash
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
