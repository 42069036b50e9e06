internal import Foundation

/// A repository of git for one test, whatever the user has configured.
package struct GitRepository: Sendable {
  private let git: Tool
  private let directory: String

  /// Makes an empty repository in a directory that exists.
  package init(in directory: String) throws {
    guard let git = Tool(named: "git") else { throw ToolFailure(message: "git is not installed") }
    self.git = git
    self.directory = directory
    try run("init", "--quiet", "--initial-branch", "main")
  }

  /// Commits everything, also where nothing has changed; the name of the commit.
  @discardableResult
  package func commitAll() throws -> String {
    try run("add", "--all")
    try run(
      "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--allow-empty", "--message",
      "x")
    return try run("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs git in the directory, and gives what it wrote.
  @discardableResult
  package func run(_ arguments: String...) throws -> String {
    try git.run(arguments, in: directory, environment: Self.environment)
  }

  /// What programs that run git are to have: nothing of the user's configuration counts.
  package static var environment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    ]
  }
}
