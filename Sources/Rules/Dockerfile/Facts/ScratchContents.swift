internal import Dockerfile

extension Stage {
  /// Whether nothing can run in its image: files on scratch, without a command, which a build hands out.
  var startsNothing: Bool { root == .scratch && config.cmd == nil && config.entrypoint == nil }
}

/// Which of some paths may exist in stages whose contents are all brought by COPY and ADD: those on scratch, or on a base of
/// which only these paths matter.
struct ScratchContents {
  /// By stage, the line of the first instruction that may bring each path.
  private var firstLines: [[String: Int]] = []

  init(of paths: [String], in file: BuildModel) {
    let programs = Set(file.stages.flatMap(\.commands).compactMap { Self.program($0)?.lastComponent })
    for stage in file.stages {
      var lines = stage.baseStage.map { firstLines[$0] } ?? [:]
      for copy in stage.copies {
        for path in paths where lines[path] == nil && copy.mayBring(path, programs: programs) {
          lines[path] = copy.instruction.lines.lowerBound
        }
      }
      firstLines.append(lines)
    }
  }

  /// What CMD or ENTRYPOINT starts: a file, never a directory.
  private static func program(_ command: StageCommand) -> String? {
    if !command.isShellForm { return command.words.first }
    return command.words.last?.split(separator: " ").first.map(String.init)
  }

  /// Whether a path may exist when the stage comes to `line`. What is unknown counts as possible.
  func mayHave(_ path: String, in stage: Stage, atLine line: Int) -> Bool {
    firstLines[stage.index][path].map { $0 < line } ?? false
  }
}
