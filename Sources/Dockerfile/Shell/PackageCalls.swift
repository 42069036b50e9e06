internal import Synchronization

/// A call of a package manager in a RUN.
package struct PackageCall: Sendable {
  package var operation: PackageOperation
  /// The index of its command in `Run.commands`.
  package var index: Int
}

/// The calls of package managers among the commands of a RUN. Many rules ask for them: they are read for the first, and then
/// kept.
final class PackageCalls: Sendable {
  private let commands: [ShellCommand]
  private let calls = Mutex<[PackageCall]?>(nil)

  /// nil where no command can be a call of a package manager.
  init?(among commands: [ShellCommand]) {
    guard commands.contains(where: \.mayCallPackageManager) else { return nil }
    self.commands = commands
  }

  var all: [PackageCall] {
    calls.withLock { calls in
      if let calls { return calls }
      let read = commands.enumerated().compactMap { index, command in
        command.packageOperation.map { PackageCall(operation: $0, index: index) }
      }
      calls = read
      return read
    }
  }
}
