internal import Dockerfile

/// What stands in a pipeline.
extension Run {
  /// The first command of a pipeline, which may stand in a group or loop of it.
  func firstCommand(of pipeline: Int) -> ShellCommand? {
    commands.first { $0.position.pipeline == pipeline } ?? commands.first { stands($0, in: pipeline) }
  }

  private func stands(_ command: ShellCommand, in pipeline: Int) -> Bool {
    var position: ShellCommand.Position? = command.position
    while let current = position, current.pipeline > pipeline {
      position = pipelines.indices.contains(current.pipeline) ? pipelines[current.pipeline].outer : nil
    }
    return position?.pipeline == pipeline
  }

  private static let fetchers: Set = [
    "git", "aws", "gsutil", "gcloud", "az", "gh", "svn", "ftp", "scp", "rsync", "ssh",
  ]

  /// The command that feeds a part of a pipeline with what it fetches.
  func download(feeding pipeline: Int) -> ShellCommand? {
    commands.first { command in
      guard command.position.pipeline == pipeline, !command.position.isLast,
        !command.redirections.contains(where: \.takesOutput)
      else { return false }
      return command.printsDownload || Self.fetchers.contains(command.program)
    }
  }

  /// Whether a later part stops reading before the end, so that pipefail would make a failure of that.
  func endsEarly(_ pipeline: Int) -> Bool {
    commands.contains { command in
      guard command.position.pipeline == pipeline, command.position.part > 0 else { return false }
      return command.program == "head"
        || (command.program == "grep" && command.line.has("-q", "-m", "--quiet", "--max-count"))
    }
  }
}
