internal import Linting

/// One comment of ShellCheck on a script. Lines and columns are 1-based; columns count characters, a tab as one.
struct ShellCheckComment: Sendable, Hashable {
  var line: Int
  var column: Int
  var endLine: Int
  var endColumn: Int
  var severity: Severity
  /// The number behind `SC`.
  var code: Int
  var message: String
}
