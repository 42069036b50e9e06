internal import Dockerfile
internal import Linting

/// Turns the comments of a Dockerfile into suppressions: asks their dialects, and what resolves their names.
struct ReadSuppressions {
  private var context: CommentContext
  private var resolve: ResolveSuppression
  /// The lines with comments of each tool that is read.
  private var commentLines: [SuppressingTool: Set<Int>] = [:]

  /// What the comments of a Dockerfile want to hear nothing of; nil when nothing in it suppresses, or means to.
  static func suppressions(
    _ comments: [(comment: SourceComment, dialect: CommentDialect)], of model: BuildModel, names: RuleNames,
    demands: SuppressionDemands
  ) -> FileSuppressions? {
    guard !comments.isEmpty || !model.skipsOfFile.isEmpty else { return nil }
    var reader = ReadSuppressions(model, names: names, demands: demands)
    var all = comments.compactMap { reader.read($0.comment, $0.dialect, among: comments) }
    if let given = reader.givenOnCommandLine() { all.append(given) }
    return FileSuppressions(all, in: reader.context.lines, demands: demands)
  }

  private init(_ model: BuildModel, names: RuleNames, demands: SuppressionDemands) {
    context = CommentContext(model.syntax)
    context.skipsOfFile = model.skipsOfFile
    resolve = ResolveSuppression(source: model.source, names: names, demands: demands)
  }

  /// nil for a comment that means nothing to the tool.
  private mutating func read(
    _ comment: SourceComment, _ dialect: CommentDialect, among all: [(comment: SourceComment, dialect: CommentDialect)]
  ) -> Suppression? {
    context.commentLines = lines(of: dialect.tool, among: all)
    return resolve.suppression(dialect.read(comment, &context), by: comment, dialect)
  }

  /// The build argument that BuildKit takes in the place of `# check=` suppresses without a comment.
  private mutating func givenOnCommandLine() -> Suppression? {
    let wishes = context.skipsOfFile
    guard !wishes.isEmpty, context.syntax.directives.check == nil else { return nil }
    return resolve.suppression(of: wishes, .buildkit)
  }

  private mutating func lines(
    of tool: SuppressingTool, among all: [(comment: SourceComment, dialect: CommentDialect)]
  ) -> Set<Int> {
    if let known = commentLines[tool] { return known }
    let lines = Set(all.filter { $0.dialect.tool == tool && $0.comment.isOwnLine }.map(\.comment.line))
    commentLines[tool] = lines
    return lines
  }
}
