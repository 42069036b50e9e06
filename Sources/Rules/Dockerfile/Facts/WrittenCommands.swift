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
  /// Whether a RUN stands behind ONBUILD: what is above the line belongs to that.
  func isTrigger(_ run: Run) -> Bool { run.instruction.extent.isEmpty }
}
