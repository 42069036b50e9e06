internal import Linting
internal import Rules
internal import Workloads

/// `# imgpolicy ignore=privileged-container reason: why` in YAML: on a line of its own for the block that follows, above the
/// first key of a document for all of it, behind a value for that line. `ignore-file` is for the file.
struct ManifestComments {
  private let source: SourceText
  private let roots: [YAMLNode]
  private var lines: ManifestLines

  /// What the comments of a text want to hear nothing of; nil when nothing in it suppresses, or means to.
  static func suppressions(
    in source: SourceText, roots: [YAMLNode], names: RuleNames, demands: SuppressionDemands
  ) -> FileSuppressions? {
    let starts = candidates(in: source.bytes)
    guard !starts.isEmpty else { return nil }
    var reader = ManifestComments(source: source, roots: roots, lines: ManifestLines(source))
    let resolve = ResolveSuppression(source: source, names: names, demands: demands)
    let all = reader.comments(at: starts).compactMap { comment in
      let scanner = CommentScanner(source.bytes, comment.textStart..<comment.range.upperBound)
      var reading = ImgPolicyComment(comment: comment, scanner: scanner)
      return resolve.suppression(reading.read(&reader), by: comment, .imgpolicy)
    }
    return FileSuppressions(all, in: reader.lines, demands: demands)
  }

  private struct Candidate {
    var start: Int
    var marks: Int
    var textStart: Int
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
      if CommentDialect.of(textAt: index, in: bytes)?.tool == .imgpolicy {
        found.append(Candidate(start: start, marks: marks, textStart: index))
      }
    }
    return found
  }

  /// A `#` begins a comment at the start of a line or behind a blank, outside of quotes and blocks of text.
  private func comments(at candidates: [Candidate]) -> [SourceComment] {
    let texts = textRanges
    var end = 0
    return candidates.compactMap { candidate in
      let text = texts.partitioned { $0.lowerBound <= candidate.start } - 1
      guard candidate.start >= end, text < 0 || !texts[text].contains(candidate.start) else { return nil }
      let line = source.line(at: candidate.start)
      let content = source.contentRange(ofLine: line)
      let before = source.bytes[content.lowerBound..<candidate.start]
      guard before.last.map(CommentScanner.isBlank) ?? true else { return nil }
      end = content.upperBound
      let isOwnLine = before.allSatisfy(CommentScanner.isBlank)
      return SourceComment(
        position: isOwnLine ? .aboveInstruction : .behindCode(0), line: line,
        range: candidate.start..<max(content.upperBound, candidate.textStart), textStart: candidate.textStart,
        marks: candidate.marks)
    }
  }
}

extension ManifestComments: ImgPolicyCommentGround {
  func placeFault(of comment: SourceComment) -> String? { nil }

  mutating func scope(
    of verb: ImgPolicyComment.Verb, _ comment: SourceComment
  ) -> Result<SuppressionScope, ImgPolicyComment.CoversNothing> {
    switch verb {
    case .ignoreFile: return .success(SuppressionScope(unit: .file))
    case .ignoreStage: return .failure(.init(message: stageless()))
    case .ignore:
      guard comment.isOwnLine else { return .success(SuppressionScope(unit: .line(comment.line))) }
      guard let line = lines.code(below: comment.line) else { return .failure(.init(message: belowEverything())) }
      let document = lines.document(beginningWith: line)
      return .success(SuppressionScope(unit: document.map { .document($0) } ?? .block(line)))
    }
  }

  // MARK: Messages

  private func stageless() -> String {
    "the comment is void: a manifest has no stages; write `ignore` or `ignore-file`"
  }

  private func belowEverything() -> String { "the comment is void: nothing of the document follows it" }
}

extension ManifestComments {
  /// Where quoted texts and blocks of text stand, in order: no comment is in them.
  private var textRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    for root in roots {
      root.forEach { node in
        if let scalar = node.scalar, scalar.style != .plain { ranges.append(node.range) }
      }
    }
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }
}
