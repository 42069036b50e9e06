internal import Linting

/// Resolves what a comment says into a suppression: by the rules' names and by what the policy demands of comments.
struct ResolveSuppression {
  let source: SourceText
  let names: RuleNames
  let demands: SuppressionDemands
  /// What was said of words that name no rule: the nearest name is sought once a word.
  private var unknownNames: [String: String] = [:]

  init(source: SourceText, names: RuleNames, demands: SuppressionDemands) {
    self.source = source
    self.names = names
    self.demands = demands
  }

  /// nil for a comment that means nothing to the tool.
  mutating func suppression(
    _ reading: CommentReading, by comment: SourceComment, _ dialect: CommentDialect
  ) -> Suppression? {
    let place = source.place(of: comment.range)
    var suppression = Suppression(tool: dialect.tool, place: place)
    switch reading {
    case .nothing, .shell: return nil
    case .void(let message, let isUnderstood):
      suppression.isWellFormed = isUnderstood
      suppression.isPragmaForNextLine = isUnderstood
      suppression.faults.append(Suppression.Fault(message: message, place: place))
    case .suppression(let wishes, let reason):
      suppression.reason = reason
      suppression.isWellFormed = true
      suppression.isPragmaForNextLine = dialect.tool == .hadolint && wishes.allSatisfy { $0.scope.isNarrow }
      resolve(wishes, at: place, dialect, into: &suppression)
      // Other tools may well find what no rule here does.
      guard dialect.tool.hasKnownNames || !suppression.targets.isEmpty else { return nil }
      apply(demands, to: &suppression, at: place)
    }
    return suppression
  }

  /// What suppresses without a comment.
  mutating func suppression(of wishes: [CommentReading.Wish], _ dialect: CommentDialect) -> Suppression {
    var suppression = Suppression(tool: dialect.tool)
    resolve(wishes, at: source.place(of: 0..<0), dialect, into: &suppression)
    return suppression
  }

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
      if let target = targets?.first, let refusal = refusal(of: target.selector, word.text) {
        suppression.faults.append(Suppression.Fault(message: refusal, place: target.place))
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
    word.range.isEmpty ? whole : source.place(of: word.range)
  }

  // MARK: Messages

  private mutating func unknown(_ name: String, _ tool: SuppressingTool) -> String {
    guard tool == .buildkit else {
      let message = unknownNames[name] ?? names.unknown(name)
      unknownNames[name] = message
      return message
    }
    let checks = names.aliases(of: .buildkit)
    let meant = checks.first { $0.lowercased() == name.lowercased() } ?? nearest(to: name, among: checks)
    return "BuildKit has no check `\(name)`" + (meant.map { ": did you mean `\($0)`?" } ?? "")
  }

  /// Why no comment suppresses what a name means; nil when one may.
  private func refusal(of selector: RuleNames.Selector, _ name: String) -> String? {
    if SuppressionRules.mean(selector) { return onlyByPolicy(name) }
    return selector.cannotBeSilenced ? "`\(name)` means that the file cannot be built: no comment suppresses that" : nil
  }

  private func onlyByPolicy(_ name: String) -> String {
    "findings of `\(name)` are about what suppresses others, such as this comment: only a policy can switch them off"
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
    case .file, .stage, .document: false
    case .instruction, .command, .line, .laterInstruction, .block: true
    }
  }
}
