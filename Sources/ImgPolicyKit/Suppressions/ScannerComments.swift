internal import Dockerfile
internal import Linting

/// `# checkov:skip=CKV_DOCKER_3:why` and the older `# bridgecrew:skip=…`: one check, for the whole file, wherever the comment
/// has a line of its own.
extension CommentDialect {
  static let checkov = CommentDialect(tool: .checkov, marks: ["checkov:", "bridgecrew:"]) { comment, context in
    var scanner = context.scanner(comment)
    guard comment.isOwnLine, scanner.take("checkov:skip=") || scanner.take("bridgecrew:skip=") else { return .nothing }
    scanner.skipBlanks()
    let name = scanner.take {
      CommentScanner.isLetter($0) || CommentScanner.isDigit($0) || $0 == UInt8(ascii: "_")
    }
    guard !name.range.isEmpty else { return .nothing }
    let reason = scanner.take(":") ? scanner.takeRest() : nil
    return .suppression(
      [CommentReading.Wish(what: .named(name, of: .checkov), scope: SuppressionScope(unit: .file))], reason: reason)
  }
}

/// `# trivy:ignore:DS-0002`: for the instruction that begins on the next line, or on the same line when the comment stands
/// behind code. Comments stacked on each other all look at the line below the last of them.
extension CommentDialect {
  static let trivy = CommentDialect(tool: .trivy, marks: ["trivy:"]) { comment, context in
    var scanner = context.scanner(comment)
    var names: [CommentScanner.Word] = []
    var prose: [String] = []
    while !scanner.isAtEnd {
      _ = scanner.take { $0 == CommentScanner.hash }
      if scanner.take("trivy:ignore:") {
        let name = scanner.take { !CommentScanner.isBlank($0) && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "[") }
        if !name.range.isEmpty { names.append(name) }
        if scanner.takeToBlank().text.contains(":exp:") { return .void(expiring()) }
      } else {
        prose.append(scanner.takeToBlank().text)
      }
      scanner.skipBlanks()
    }
    let line = comment.isOwnLine ? context.line(belowStackAt: comment.line) : comment.line
    guard !names.isEmpty, let scope = context.scope(ofInstructionAt: line) else { return .nothing }
    let wishes = names.map { name in
      CommentReading.Wish(
        what: name.text == "*" ? .everything(.origin(.trivy)) : .named(name, of: .trivy), scope: scope)
    }
    return .suppression(wishes, reason: prose.isEmpty ? nil : prose.joined(separator: " "))
  }

  private static func expiring() -> String {
    "the date behind `exp:` is not judged, so the comment has no effect: write `# imgpolicy ignore=…`, or no date"
  }
}

/// `# kics-scan ignore` above the first instruction for the whole file, `# kics-scan ignore-line` for the instruction below,
/// `# kics-scan ignore-block` for that one and the rest of its stage.
/// KICS names its checks by numbers that nobody else knows, so these comments mean every finding there; its `disable=` and
/// `enable=` name such numbers and mean nothing here.
extension CommentDialect {
  static let kics = CommentDialect(tool: .kics, marks: ["kics-scan"]) { comment, context in
    var scanner = context.scanner(comment)
    _ = scanner.takeVerb()
    guard comment.position == .aboveInstruction, scanner.skipBlanks() else { return .nothing }
    let command = scanner.take { CommentScanner.isLetter($0) || $0 == UInt8(ascii: "-") }.text.lowercased()
    _ = scanner.take { $0 == UInt8(ascii: ":") }
    guard let next = context.lines.instruction(below: comment.line) else { return .nothing }
    var scope = SuppressionScope(unit: .instruction(next))
    if command == "ignore" {
      guard next == 0 else { return .void("it counts for the whole file, and only above its first instruction") }
      scope = SuppressionScope(unit: .file)
    } else if command == "ignore-block" {
      let line = context.syntax.instructions[next].lines.lowerBound
      guard let stage = context.lines.stage(at: line) else { return .nothing }
      scope = SuppressionScope(unit: .stage(stage), firstLine: line)
    } else if command != "ignore-line" {
      return .nothing
    }
    return .suppression([CommentReading.Wish(what: .everything(.all), scope: scope)], reason: scanner.takeRest())
  }
}

/// `# nosemgrep: rule-id, rule-id` or `# nosemgrep` for all of semgrep's rules: for what begins on the same line when the
/// comment stands behind code, else on the next.
extension CommentDialect {
  static let semgrep = CommentDialect(tool: .semgrep, marks: ["nosem"]) { comment, context in
    var scanner = context.scanner(comment)
    let word = scanner.take(while: CommentScanner.isLetter).text.lowercased()
    let isParted = comment.textStart > comment.range.lowerBound + comment.marks
    guard isParted, word == "nosemgrep" || word == "nosem" else { return .nothing }
    let line = comment.isOwnLine ? comment.line + 1 : comment.line
    guard let scope = semgrepScope(at: line, context) else { return .nothing }
    let all = CommentReading.Wish(what: .everything(.origin(.semgrep)), scope: scope)
    guard scanner.take(":") || scanner.take("=") else { return .suppression([all], reason: nil) }
    scanner.skipBlanks()
    var wishes: [CommentReading.Wish] = []
    while !scanner.isAtEnd {
      let name = scanner.take { !CommentScanner.isBlank($0) && $0 != UInt8(ascii: ",") }
      if let last = name.text.split(separator: ".").last {
        // Rules are named by their path; its last part is enough.
        let alias = CommentScanner.Word(text: "semgrep:\(last)", range: name.range)
        wishes.append(CommentReading.Wish(what: .named(alias, of: .semgrep), scope: scope))
      }
      _ = scanner.take { CommentScanner.isBlank($0) || $0 == UInt8(ascii: ",") }
    }
    return .suppression(wishes.isEmpty ? [all] : wishes, reason: nil)
  }

  private static func semgrepScope(at line: Int, _ context: CommentContext) -> SuppressionScope? {
    if let scope = context.scope(ofInstructionAt: line) { return scope }
    return context.lines.instruction(at: line).map { _ in SuppressionScope(unit: .line(line)) }
  }
}
