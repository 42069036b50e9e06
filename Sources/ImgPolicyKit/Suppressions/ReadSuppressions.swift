internal import Dockerfile
internal import Linting

/// Turns comments into suppressions: asks their dialects, the rules' names and the policy.
struct ReadSuppressions {
  private(set) var context: CommentContext
  private let names: RuleNames
  private let demands: SuppressionDemands
  /// The lines with comments of each tool that is read.
  private var commentLines: [SuppressingTool: Set<Int>] = [:]
  /// What was said of words that name no rule.
  private var unknownNames: [String: String] = [:]

  init(_ model: BuildModel, names: RuleNames, demands: SuppressionDemands) {
    context = CommentContext(model.syntax)
    context.skipsOfFile = model.skipsOfFile
    self.names = names
    self.demands = demands
  }

  /// nil for a comment that means nothing to the tool.
  mutating func read(
    _ comment: SourceComment, _ dialect: CommentDialect, among all: [(comment: SourceComment, dialect: CommentDialect)]
  ) -> Suppression? {
    context.commentLines = lines(of: dialect.tool, among: all)
    var suppression = Suppression(tool: dialect.tool, place: context.syntax.source.place(of: comment.range))
    switch dialect.read(comment, &context) {
    case .nothing, .shell: return nil
    case .void(let message, let isUnderstood):
      suppression.isWellFormed = isUnderstood
      suppression.isPragmaForNextLine = isUnderstood
      suppression.faults.append(Suppression.Fault(message: message, place: place(of: comment)))
    case .suppression(let wishes, let reason):
      suppression.reason = reason
      suppression.isWellFormed = true
      suppression.isPragmaForNextLine = dialect.tool == .hadolint && wishes.allSatisfy { $0.scope.isNarrow }
      resolve(wishes, at: place(of: comment), dialect, into: &suppression)
      // Other tools may well find what no rule here does.
      guard dialect.tool.hasKnownNames || !suppression.targets.isEmpty else { return nil }
      apply(demands, to: &suppression, at: place(of: comment))
    }
    return suppression
  }

  /// The build argument that BuildKit takes in the place of `# check=` suppresses without a comment.
  mutating func givenOnCommandLine() -> Suppression? {
    let wishes = context.skipsOfFile
    guard !wishes.isEmpty, context.syntax.directives.check == nil else { return nil }
    var suppression = Suppression(tool: .buildkit)
    resolve(wishes, at: context.syntax.source.place(of: 0..<0), .buildkit, into: &suppression)
    return suppression
  }

  private mutating func lines(
    of tool: SuppressingTool, among all: [(comment: SourceComment, dialect: CommentDialect)]
  ) -> Set<Int> {
    if let known = commentLines[tool] { return known }
    let lines = Set(all.filter { $0.dialect.tool == tool && $0.comment.isOwnLine }.map(\.comment.line))
    commentLines[tool] = lines
    return lines
  }

  private func place(of comment: SourceComment) -> Place { context.syntax.source.place(of: comment.range) }

  // MARK: Names and demands

  private mutating func resolve(
    _ wishes: [CommentReading.Wish], at whole: Place, _ dialect: CommentDialect, into suppression: inout Suppression
  ) {
    for wish in wishes {
      guard case .named(let word, _) = wish.what else {
        suppression.targets += targets(wish, dialect, at: whole) ?? []
        continue
      }
      suppression.names.append(word.text)
      let targets = targets(wish, dialect, at: whole)
      if let target = targets?.first, SuppressionRules.mean(target.selector) {
        suppression.faults.append(Suppression.Fault(message: onlyByPolicy(word.text), place: target.place))
      } else if let targets {
        suppression.targets += targets
      } else if dialect.tool.hasKnownNames {
        let place = place(of: word, or: whole)
        suppression.faults.append(
          Suppression.Fault(
            message: unknown(word.text, dialect.tool), place: place,
            meant: place == whole ? nil : names.suggestion(for: word.text)))
      }
    }
  }

  private func apply(_ demands: SuppressionDemands, to suppression: inout Suppression, at whole: Place) {
    if !demands.allowsComments {
      suppression.targets = []
      // The rule that forbids it says that it has no effect.
      suppression.faults = []
    } else if demands.wantsReason, suppression.reason == nil {
      suppression.targets = []
      suppression.faults.append(Suppression.Fault(message: reasonless(suppression.tool), place: whole))
    }
  }

  /// nil for a name that no rule has.
  private func targets(
    _ wish: CommentReading.Wish, _ dialect: CommentDialect, at place: Place
  ) -> [SuppressionTarget]? {
    switch wish.what {
    case .everything(.origin(.buildkit)):
      // Not all of its checks can be skipped everywhere.
      return names.aliases(of: .buildkit).compactMap { alias in
        dialect.scopeOf(alias, wish.scope).map { SuppressionTarget(selector: .alias(alias), scope: $0, place: place) }
      }
    case .everything(let selector):
      return [SuppressionTarget(selector: selector, scope: wish.scope, place: place)]
    case .named(let word, nil):
      guard let selector = names.selector(word.text) else { return nil }
      return [target(selector, wish.scope, word, or: place)]
    case .named(let word, let origin?):
      guard case .alias(let alias) = names.selector(word.text), origin.owns(alias) else {
        return nil
      }
      guard dialect.tool != .buildkit || alias == word.text else { return nil }
      return dialect.scopeOf(alias, wish.scope).map { [target(.alias(alias), $0, word, or: place)] } ?? []
    }
  }

  private func target(
    _ selector: RuleNames.Selector, _ scope: SuppressionScope, _ word: CommentScanner.Word, or whole: Place
  ) -> SuppressionTarget {
    SuppressionTarget(selector: selector, scope: scope, name: word.text, place: place(of: word, or: whole))
  }

  private func place(of word: CommentScanner.Word, or whole: Place) -> Place {
    word.range.isEmpty ? whole : context.syntax.source.place(of: word.range)
  }

  // MARK: Messages

  private mutating func unknown(_ name: String, _ tool: SuppressingTool) -> String {
    guard tool == .buildkit else {
      // The nearest name is sought once a word.
      let message = unknownNames[name] ?? names.unknown(name)
      unknownNames[name] = message
      return message
    }
    let checks = names.aliases(of: .buildkit)
    let meant = checks.first { $0.lowercased() == name.lowercased() } ?? nearest(to: name, among: checks)
    return "BuildKit has no check `\(name)`" + (meant.map { ": did you mean `\($0)`?" } ?? "")
  }

  private func onlyByPolicy(_ name: String) -> String {
    "findings of `\(name)` are about comments like this one: only a policy can switch them off"
  }

  private func reasonless(_ tool: SuppressingTool) -> String {
    let form =
      switch tool {
      case .imgpolicy: "add `reason: …`"
      case .hadolint: "add `# …` behind the codes"
      case .checkov: "add `:…` behind the check"
      case .semgrep: "write `# imgpolicy ignore=… reason: …`"
      case .buildkit, .trivy, .kics: "add it at the end"
      }
    return "the comment is void: the policy demands a reason; \(form)"
  }
}

extension SuppressionScope {
  /// Whether it is for one instruction or less.
  fileprivate var isNarrow: Bool {
    switch unit {
    case .file, .stage: false
    case .instruction, .command, .line, .laterInstruction: true
    }
  }
}
