internal import Dockerfile
internal import Linting

/// `# hadolint ignore=DL3008,SC2086`, `# hadolint stage ignore=…`, `# hadolint global ignore=…`, `# hadolint shell=/bin/bash`,
/// each with nothing behind it but a comment in the comment.
///
/// As in hadolint, `ignore` is for the instruction that begins on the very next line, and nothing is read inside of
/// instructions. `stage ignore` also covers the FROM below it, which hadolint leaves out; elsewhere it is, as there, for what
/// stands below the next line of the stage.
extension CommentDialect {
  static let hadolint = CommentDialect(
    tool: .hadolint, marks: ["hadolint"], scopeOf: HadolintPragma.scope(ofIgnoring:in:)
  ) { comment, context in
    var reader = HadolintPragma(comment: comment, scanner: context.scanner(comment))
    return reader.read(context)
  }
}

private struct HadolintPragma {
  private enum Reach: String {
    case next = ""
    case stage
    case global
  }

  let comment: SourceComment
  var scanner: CommentScanner

  mutating func read(_ context: CommentContext) -> CommentReading {
    let name = scanner.take(while: CommentScanner.isLetter).text
    guard name.lowercased() == "hadolint" else { return .nothing }
    let isParted = scanner.skipBlanks()
    let separator = scanner.take { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }.text
    scanner.skipBlanks()
    var word = scanner.takeVerb().text
    var reach = Reach.next
    var hasBlank = true
    if let known = Reach(rawValue: word), known != .next {
      reach = known
      hasBlank = scanner.skipBlanks()
      word = scanner.takeVerb().text
    }
    scanner.skipBlanks()
    let hasEquals = scanner.take("=")
    let isVerb = word == "ignore" || word == "shell"
    guard isVerb || (hasEquals && !word.isEmpty), isParted || !separator.isEmpty else { return .nothing }
    guard name == "hadolint", comment.marks == 1, isVerb, hasEquals, separator.isEmpty, hasBlank,
      word == "ignore" || reach == .next
    else {
      return .void(malformed())
    }
    guard comment.position == .aboveInstruction else { return .void(inside()) }
    return word == "shell" ? readShell() : readCodes(reach, context)
  }

  private mutating func readShell() -> CommentReading {
    scanner.skipBlanks()
    let program = scanner.take { !CommentScanner.isBlank($0) && $0 != CommentScanner.hash }
    scanner.skipBlanks()
    guard !program.range.isEmpty, scanner.isAtEnd || scanner.next == CommentScanner.hash else {
      return .void("hadolint does not read this: expected one program and no more, as in `# hadolint shell=/bin/bash`")
    }
    return .shell(program.text)
  }

  private mutating func readCodes(_ reach: Reach, _ context: CommentContext) -> CommentReading {
    var codes: [CommentScanner.Word] = []
    repeat {
      scanner.skipBlanks()
      let code = scanner.take { Self.alphabet.contains($0) }
      guard !code.range.isEmpty else { return .void(malformed()) }
      codes.append(code)
      scanner.skipBlanks()
    } while scanner.take(",")
    var reason: String?
    if scanner.take("#") {
      _ = scanner.take { $0 == CommentScanner.hash }
      reason = scanner.takeRest()
    }
    guard scanner.isAtEnd else { return .void(trailing()) }
    guard let scope = scope(reach, context) else {
      return .void(coversNothing(reach), isUnderstood: reach == .next)
    }
    return .suppression(
      codes.map { CommentReading.Wish(what: .named($0, of: .hadolint), scope: scope) }, reason: reason)
  }

  private static let alphabet = Set("DLSC0123456789".utf8)

  private func scope(_ reach: Reach, _ context: CommentContext) -> SuppressionScope? {
    let next = context.lines.instruction(startingAt: comment.line + 1)
    switch reach {
    case .global: return SuppressionScope(unit: .file)
    case .next: return context.scope(ofInstructionAt: comment.line + 1)
    case .stage:
      if let next, let scope = context.scope(ofStageBeginningWith: next) { return scope }
      guard let stage = context.lines.stage(at: comment.line),
        let below = context.lines.instruction(below: comment.line), !context.lines.isStage(below)
      else { return nil }
      return SuppressionScope(unit: .stage(stage), firstLine: comment.line + 2)
    }
  }

  /// hadolint reports a repeated CMD, ENTRYPOINT or HEALTHCHECK at the later one.
  private static let judgedAtLater: Set = ["DL3012", "DL4003", "DL4004"]

  static func scope(ofIgnoring code: String, in scope: SuppressionScope) -> SuppressionScope? {
    guard judgedAtLater.contains(code), case .instruction(let index) = scope.unit else { return scope }
    return SuppressionScope(unit: .laterInstruction(index))
  }

  // MARK: Messages

  private func malformed() -> String {
    "hadolint does not read this: expected `# hadolint ignore=DL3008,SC2086`, with `stage` or `global` before `ignore`"
  }

  private func trailing() -> String {
    "hadolint does not read this: behind the codes, only a second `# comment` may follow; codes are parted by commas"
  }

  private func inside() -> String {
    "hadolint reads no comment inside of an instruction: put it above, or write `# imgpolicy ignore=…`"
  }

  private func coversNothing(_ reach: Reach) -> String {
    switch reach {
    case .stage: "hadolint looks for `stage ignore` on the line right above FROM, and none begins on the next line"
    case .next, .global:
      "hadolint looks for it on the line right above an instruction, and none begins on the next line"
    }
  }
}
