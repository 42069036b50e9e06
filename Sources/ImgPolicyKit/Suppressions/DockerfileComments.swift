package import Dockerfile
internal import Linting
internal import Rules

/// What comments that tools understand say in a Dockerfile, found before the model is made: some of them say how to make it.
package struct DockerfileComments: Sendable {
  private let syntax: DockerfileSyntax
  private let found: [(comment: SourceComment, dialect: CommentDialect)]

  package init(_ syntax: DockerfileSyntax) {
    self.syntax = syntax
    found = FindComments.comments(in: syntax)
  }

  /// Whether the file has no such comment.
  package var isEmpty: Bool { found.isEmpty }

  /// The shells that comments name, in order.
  package var shellHints: [BuildOptions.ShellHint] {
    let pragmas = found.filter { $0.dialect.tool == .hadolint }
    guard !pragmas.isEmpty else { return [] }
    var context = CommentContext(syntax)
    return pragmas.compactMap { comment, dialect in
      guard case .shell(let program) = dialect.read(comment, &context) else { return nil }
      return BuildOptions.ShellHint(line: comment.line, program: program)
    }
  }

  /// What a judge has to know of the file.
  package func voice(of model: BuildModel, names: RuleNames, demands: SuppressionDemands) -> Judge.Voice {
    var voice = Judge.Voice { model.demandedSeverity(of: $0, selected: $1) }
    voice.suppressions = ReadSuppressions.suppressions(found, of: model, names: names, demands: demands)
    if model.context == nil { voice.unjudged.insert(CopyOfIgnoredFile.info.name) }
    if !model.areScriptsJudged { voice.unjudged.insert(ShellScriptFault.info.name) }
    return voice
  }
}

extension BuildModel {
  /// The least severity that the file wants a finding to have, by `# check=`; nil when it says nothing.
  fileprivate func demandedSeverity(of finding: Finding, selected: Severity?) -> Severity? {
    if selected == nil, switchesOn(finding) { return .style }
    let fails = checkOptions.failsBuild && finding.aliases.contains(where: AliasOrigin.buildkit.owns)
    return fails && selected != nil ? .error : nil
  }

  /// Whether `# check=experimental=…` switches a check on for the file, or for the instruction of the finding.
  private func switchesOn(_ finding: Finding) -> Bool {
    let aliases = finding.aliases.filter(BuildKitChecks.isExperimental)
    guard !aliases.isEmpty else { return false }
    if aliases.contains(where: checkOptions.experimental.contains) { return true }
    let own = syntax.instructions.first { $0.lines.lowerBound == finding.instruction?.line }?.checkOptions
    return aliases.contains { own?.experimental.contains($0) ?? false }
  }
}
