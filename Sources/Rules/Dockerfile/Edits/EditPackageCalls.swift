internal import Dockerfile
internal import Linting

/// Edits of calls of package managers.
extension BuildModel {
  /// Adds an option behind the words that say what the manager is to do: `apk add --no-cache`.
  func inserting(_ option: String, behindSubcommandOf call: PackageCall) -> Fix.Edit? {
    inserting(option, behindSubcommandOf: call.operation)
  }

  func inserting(_ option: String, behindSubcommandOf operation: PackageOperation) -> Fix.Edit? {
    operation.line.subcommands.last.flatMap { inserting(option, behind: $0) }
  }

  /// Adds a command at the end of the RUN that cleans up behind a call, and that works whether the call ran or not.
  func appending(_ command: String, behind call: PackageCall, of run: PackageRun) -> Fix.Edit? {
    call.operation.command.startsPlainly ? appending(command, to: run.run) : nil
  }

  /// Adds a clean-up by the manager itself, which is there only where the call ran.
  func cleaning(with command: String, behind call: PackageCall, of run: PackageRun) -> Fix.Edit? {
    guard run.run.isAtTop(call.operation.command), !call.operation.command.isFailureIgnored else { return nil }
    return appending(command, behind: call, of: run)
  }
}
