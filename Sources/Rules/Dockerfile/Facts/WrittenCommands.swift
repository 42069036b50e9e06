internal import Dockerfile
internal import Linting

extension BuildModel {
  /// Each RUN that is written in the file, once, those behind ONBUILD included, with the stage in which it stands.
  var writtenRuns: [(stage: Stage, run: Run)] {
    stages.flatMap { stage in stage.writtenRuns.map { (stage: stage, run: $0) } }
  }

  /// What `find` has to say of each command of these.
  func findings(_ find: (_ command: ShellCommand, _ run: Run, _ stage: Stage) -> Finding?) -> [Finding] {
    var findings: [Finding] = []
    for (stage, run) in writtenRuns {
      for command in run.commands {
        if let finding = find(command, run, stage) { findings.append(finding) }
      }
    }
    return findings
  }

  /// The COPY and ADD that are written in the file, those behind ONBUILD included, with the stage in which they stand.
  var writtenCopyInstructions: [(stage: Stage, instruction: Instruction)] {
    stages.flatMap { stage in
      stage.writtenInstructions.filter { $0.keyword == .copy || $0.keyword == .add }.map {
        (stage: stage, instruction: $0)
      }
    }
  }
}

extension Stage {
  /// Whether a RUN stands behind ONBUILD.
  func isTrigger(_ run: Run) -> Bool { triggerRuns.contains { $0.instruction === run.instruction } }
}

extension RuleInfo.Deviation {
  /// Of the checks of hadolint that look for a program.
  static func foundCommands(_ code: String) -> RuleInfo.Deviation {
    RuleInfo.Deviation(
      code,
      """
      hadolint compares the name of a program literally; here it is found behind absolute paths, sudo, env and their like, \
      and inside sh -c '…', because it runs there too.
      """)
  }
}
