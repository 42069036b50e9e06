internal import Dockerfile
internal import Linting

/// `# imgpolicy ignore=root-user,DL3008 reason: why`, `ignore-stage=`, `ignore-file=`.
///
/// Above an instruction, `ignore` is for that instruction, whatever blank lines and comments stand between; on a line of its
/// own inside a RUN for the command that follows; behind code, where a shell sees a comment, for that line.
/// `ignore-stage` is for the stage whose FROM follows, else for the one it stands in.
extension CommentDialect {
  static let imgpolicy = CommentDialect(tool: .imgpolicy, marks: ["imgpolicy"]) { comment, context in
    var reader = ImgPolicyComment(comment: comment, scanner: context.scanner(comment))
    return reader.read(&context)
  }
}

/// What `ignore` and its kin mean in a kind of file, and where comments may stand there.
protocol ImgPolicyCommentGround {
  /// Why no comment can stand here; nil where it can.
  func placeFault(of comment: SourceComment) -> String?
  /// What the comment is for.
  mutating func scope(
    of verb: ImgPolicyComment.Verb, _ comment: SourceComment
  ) -> Result<SuppressionScope, ImgPolicyComment.CoversNothing>
}

struct ImgPolicyComment {
  enum Verb: String, CaseIterable {
    case ignore
    case ignoreStage = "ignore-stage"
    case ignoreFile = "ignore-file"
  }

  let comment: SourceComment
  var scanner: CommentScanner

  mutating func read(_ ground: inout some ImgPolicyCommentGround) -> CommentReading {
    guard scanner.take(while: CommentScanner.isLetter).text.lowercased() == "imgpolicy" else { return .nothing }
    let isParted = scanner.skipBlanks()
    let separator = scanner.take { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }.text
    scanner.skipBlanks()
    let word = scanner.takeVerb().text
    scanner.skipBlanks()
    let hasEquals = scanner.take("=")
    let verb = Verb(rawValue: word)
    // Prose may begin with the name of the program.
    guard verb != nil || (hasEquals && !word.isEmpty), isParted || !separator.isEmpty else { return .nothing }
    guard let verb else { return .void(unknown(word)) }
    guard hasEquals, separator.isEmpty else { return .void(malformed()) }
    if let fault = ground.placeFault(of: comment) { return .void(fault) }
    return read(verb, &ground)
  }

  private mutating func read(_ verb: Verb, _ ground: inout some ImgPolicyCommentGround) -> CommentReading {
    var names: [CommentScanner.Word] = []
    repeat {
      scanner.skipBlanks()
      let name = scanner.take { !CommentScanner.isBlank($0) && $0 != UInt8(ascii: ",") }
      guard !name.range.isEmpty else { return .void(nameless()) }
      names.append(name)
      scanner.skipBlanks()
    } while scanner.take(",")
    var reason: String?
    if !scanner.isAtEnd {
      let word = scanner.takeVerb().text
      scanner.skipBlanks()
      guard word == "reason", scanner.take(":") else { return .void(trailing()) }
      reason = scanner.takeRest()
    }
    switch ground.scope(of: verb, comment) {
    case .success(let scope):
      return .suppression(names.map { CommentReading.Wish(what: .named($0, of: nil), scope: scope) }, reason: reason)
    case .failure(let fault): return .void(fault.message)
    }
  }

  /// Why a comment is for nothing.
  struct CoversNothing: Error {
    var message: String
  }

  // MARK: Messages

  private static let form = "`# imgpolicy ignore=RULE,RULE reason: why`"

  private func unknown(_ word: String) -> String {
    let verbs = Verb.allCases.map(\.rawValue)
    let guess = nearest(to: word, among: verbs).map { "did you mean `\($0)`?" } ?? "expected \(listed(verbs))"
    return "the comment is void: `\(word)` is no word of it; \(guess)"
  }

  private func malformed() -> String { "the comment is void: expected \(Self.form)" }

  private func nameless() -> String {
    "the comment is void: a rule is missing behind `=` or a comma; expected \(Self.form)"
  }

  private func trailing() -> String {
    "the comment is void: behind the rules, only `reason: …` may follow; rules are parted by commas"
  }
}

extension CommentContext: ImgPolicyCommentGround {
  mutating func scope(
    of verb: ImgPolicyComment.Verb, _ comment: SourceComment
  ) -> Result<SuppressionScope, ImgPolicyComment.CoversNothing> {
    switch verb {
    case .ignoreFile: return .success(SuppressionScope(unit: .file))
    case .ignoreStage:
      let below = comment.position == .aboveInstruction ? lines.instruction(below: comment.line) : nil
      if let scope = below.flatMap({ self.scope(ofStageBeginningWith: $0) }) { return .success(scope) }
      guard let stage = lines.stage(at: comment.line) else {
        return .failure(.init(message: outsideOfStages()))
      }
      return .success(SuppressionScope(unit: .stage(stage)))
    case .ignore: return scopeHere(comment)
    }
  }

  private mutating func scopeHere(
    _ comment: SourceComment
  ) -> Result<SuppressionScope, ImgPolicyComment.CoversNothing> {
    switch comment.position {
    case .aboveInstruction:
      guard let scope = self.scope(ofInstructionBelow: comment.line) else {
        return .failure(.init(message: belowEverything()))
      }
      return .success(scope)
    case .insideInstruction(let index):
      guard let command = lines.command(below: comment.line, in: index) else {
        return .failure(.init(message: belowEveryCommand()))
      }
      return .success(
        SuppressionScope(unit: .command(endLine: command.upperBound), firstLine: command.lowerBound))
    case .behindCode: return .success(SuppressionScope(unit: .line(comment.line)))
    }
  }

  func placeFault(of comment: SourceComment) -> String? {
    guard case .behindCode(let index) = comment.position else { return nil }
    let instruction = syntax.instructions[index]
    guard instruction.runsShell else { return notAComment(instruction.name) }
    let offset = comment.range.lowerBound
    guard !instruction.heredocs.contains(where: { $0.content.contains(offset) }) else { return nil }
    // Continued lines are one line for the shell, and a comment reaches to its end.
    let last = instruction.text.sourceOffset(of: max(0, instruction.text.count - 1))
    return syntax.source.line(at: last) > comment.line ? swallowing() : nil
  }

  // MARK: Messages

  private func outsideOfStages() -> String {
    "the comment is void: no stage begins below it, and it stands in none; put it right above a FROM"
  }

  private func belowEverything() -> String { "the comment is void: no instruction follows it" }

  private func belowEveryCommand() -> String { "the comment is void: nothing of the instruction follows it" }

  private func notAComment(_ keyword: String) -> String {
    "this is no comment, but a part of \(keyword): put it on a line of its own above"
  }

  private func swallowing() -> String {
    "the shell takes all lines that follow for a part of this comment: put it on a line of its own"
  }
}
