internal import Dockerfile

/// A user account that a RUN creates.
struct CreatedAccount {
  var name: ShellCommand.Argument
  /// nil when the program chooses the number.
  var uid: Invocation.Option?
  /// Whether the program leaves the sparse log files alone that it otherwise makes as long as the number is large.
  var spares: Bool
  /// `useradd` or `adduser`, where it is called.
  var program: ShellCommand.Argument
  var run: Run
  var stage: Stage
}

extension BuildModel {
  /// The accounts that the file's own RUN instructions create by useradd or adduser under a known name.
  var createdAccounts: [CreatedAccount] {
    stages.flatMap { stage in accounts(of: stage.runs.filter { stage.wrote($0.instruction) }, in: stage) }
  }

  /// The same, with those that ONBUILD leaves to the stages on top.
  var writtenAccounts: [CreatedAccount] {
    stages.flatMap { accounts(of: $0.writtenRuns, in: $0) }
  }

  private func accounts(of runs: [Run], in stage: Stage) -> [CreatedAccount] {
    runs.flatMap { run in run.commands.compactMap { createdAccount($0, run, stage) } }
  }

  private func createdAccount(_ command: ShellCommand, _ run: Run, _ stage: Stage) -> CreatedAccount? {
    guard command.program == "useradd" || command.program == "adduser" else { return nil }
    let line = command.line
    // With a second name adduser puts a user into a group.
    guard let name = line.operands.last, name.isKnown, command.program == "useradd" || line.operands.count == 1,
      !line.has("-D") || command.program == "adduser"
    else { return nil }
    return CreatedAccount(
      name: name, uid: line.option("-u", "--uid"), spares: line.has("-l", "--no-log-init"), program: command.name,
      run: run, stage: stage)
  }
}
