internal import Dockerfile
internal import Linting

/// `# check=skip=A,B` at the head of the file and, for one instruction, in the comments attached to it. Which of several
/// counts, the model knows.
extension CommentDialect {
  static let buildkit = CommentDialect(
    tool: .buildkit, marks: ["check"], scopeOf: BuildKitChecks.scope(ofSkipping:in:)
  ) { comment, context in
    guard comment.position == .aboveInstruction else { return .nothing }
    let reason = buildkitReason(comment, context)
    if context.syntax.directives.check?.line == comment.line {
      return .suppression(context.skipsOfFile, reason: reason)
    }
    guard let index = context.lines.instruction(below: comment.line) else { return .nothing }
    guard context.lineOfCheck(for: index) == comment.line,
      let options = context.syntax.instructions[index].checkOptions
    else { return .nothing }
    return .suppression(
      BuildKitChecks.wishes(options.skip, in: SuppressionScope(unit: .instruction(index))), reason: reason)
  }

  /// BuildKit's options end at the first blank.
  private static func buildkitReason(_ comment: SourceComment, _ context: CommentContext) -> String? {
    var scanner = context.scanner(comment)
    _ = scanner.take { $0 != UInt8(ascii: "=") }
    _ = scanner.take("=")
    scanner.skipBlanks()
    _ = scanner.takeToBlank()
    return scanner.takeRest()
  }
}

extension BuildModel {
  /// What the file, or the command line in its place, wants BuildKit to skip everywhere.
  var skipsOfFile: [CommentReading.Wish] { BuildKitChecks.wishes(checkOptions.skip, in: SuppressionScope(unit: .file)) }
}

/// What BuildKit's own options can do to its checks (buildkit, frontend/dockerfile/linter).
enum BuildKitChecks {
  private static let experimental: Set<String> = ["InvalidDefinitionDescription"]

  /// Checks over the whole file, which do not look at the comments of one instruction.
  private static let wholeFile: Set<String> = [
    "NoEmptyContinuation", "ConsistentInstructionCasing", "DuplicateStageName", "ReservedStageName",
    "InvalidDefaultArgInFrom", "InvalidBaseImagePlatform",
  ]

  static func isExperimental(_ alias: String) -> Bool { experimental.contains(alias) }

  /// Where a comment for `scope` can skip a check; nil when it cannot.
  static func scope(ofSkipping alias: String, in scope: SuppressionScope) -> SuppressionScope? {
    guard AliasOrigin.buildkit.owns(alias), !experimental.contains(alias) else { return nil }
    guard case .instruction(let index) = scope.unit else { return scope }
    // BuildKit reports several CMD, ENTRYPOINT or HEALTHCHECK at the earlier one, but asks the comments of the later one.
    if alias == "MultipleInstructionsDisallowed" { return SuppressionScope(unit: .laterInstruction(index)) }
    return wholeFile.contains(alias) ? nil : scope
  }

  fileprivate static func wishes(_ names: CheckOptions.Names, in scope: SuppressionScope) -> [CommentReading.Wish] {
    switch names {
    case .all: [CommentReading.Wish(what: .everything(.origin(.buildkit)), scope: scope)]
    case .some(let names):
      names.sorted().map { name in
        let word = CommentScanner.Word(text: name, range: 0..<0)
        return CommentReading.Wish(what: .named(word, of: .buildkit), scope: scope)
      }
    }
  }
}
