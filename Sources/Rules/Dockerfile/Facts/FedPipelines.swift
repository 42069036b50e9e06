internal import Dockerfile

/// What feeds the pipelines of a RUN, computed in one pass over its commands.
struct FedPipelines {
  private struct Entry {
    /// The first command that is a part of it.
    var first: Int?
    /// The first command that stands in a group or loop of it.
    var firstInside: Int?
    var download: Int?
    var endsEarly = false
    /// A later part that fails without input.
    var isTested = false
    /// The pipeline behind it in its list.
    var follower: Int?
  }

  /// The list that a pipeline stands in.
  private struct Surroundings: Hashable {
    var enclosure: CommandPipeline.Enclosure
    var outer: ShellCommand.Position?
  }

  private let commands: [ShellCommand]
  private let pipelines: [CommandPipeline]
  private var entries: [Entry]

  init(_ run: Run) {
    commands = run.commands
    pipelines = run.pipelines
    entries = [Entry](repeating: Entry(), count: run.pipelines.count)
    for (index, command) in run.commands.enumerated() where entries.indices.contains(command.position.pipeline) {
      read(command, at: index)
      var outer = run.pipelines[command.position.pipeline].outer
      // Where a pipeline has a first command, so have all those around it.
      while let position = outer, entries[position.pipeline].firstInside == nil {
        entries[position.pipeline].firstInside = index
        outer = run.pipelines[position.pipeline].outer
      }
    }
    findFollowers()
  }

  private mutating func findFollowers() {
    var last: [Surroundings: Int] = [:]
    for (index, pipeline) in pipelines.enumerated() {
      let list = Surroundings(enclosure: pipeline.enclosure, outer: pipeline.outer)
      if let previous = last.updateValue(index, forKey: list) { entries[previous].follower = index }
    }
  }

  /// The first command of a pipeline, which may stand in a group or loop of it.
  func firstCommand(of pipeline: Int) -> ShellCommand? {
    (entries[pipeline].first ?? entries[pipeline].firstInside).map { commands[$0] }
  }

  /// The command that feeds a part of a pipeline with what it fetches.
  func download(feeding pipeline: Int) -> ShellCommand? { entries[pipeline].download.map { commands[$0] } }

  /// Whether a later part stops reading before the end, so that pipefail would make a failure of that.
  func endsEarly(_ pipeline: Int) -> Bool { entries[pipeline].endsEarly }

  /// Whether a failure of an earlier part does not go unnoticed: the last part fails without input, or what it prints is
  /// the value of a variable that the next command tests, as in `v=$(curl … | jq …) && [ -n "$v" ]`.
  func isTested(_ pipeline: Int) -> Bool {
    if entries[pipeline].isTested { return true }
    let own = pipelines[pipeline]
    guard own.enclosure == .commandSubstitution, own.feeds == nil, let outer = own.outer,
      let next = entries[outer.pipeline].follower
    else { return false }
    return firstCommand(of: next)?.comparesWithNothing ?? false
  }

  private mutating func read(_ command: ShellCommand, at index: Int) {
    let position = command.position
    if entries[position.pipeline].first == nil { entries[position.pipeline].first = index }
    if position.parts == 1 { return }
    if entries[position.pipeline].download == nil, !position.isLast, command.sendsDownloadOn {
      entries[position.pipeline].download = index
    }
    if position.part > 0, command.stopsReadingEarly { entries[position.pipeline].endsEarly = true }
    if position.part > 0, command.failsWithoutInput { entries[position.pipeline].isTested = true }
  }
}

extension ShellCommand {
  /// Programs that print what they fetch.
  private static let fetchers: Set = ["aws", "gsutil", "gcloud", "az", "gh", "svn", "ftp"]

  fileprivate var sendsDownloadOn: Bool {
    if redirections.contains(where: \.takesOutput) { return false }
    if program == "git" {
      let line = line
      return line.subcommand == "ls-remote" || (line.subcommand == "archive" && line.has("--remote"))
    }
    return printsDownload || Self.fetchers.contains(program)
  }

  private static let sums: Set = [
    "b2sum", "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "shasum",
  ]

  fileprivate var failsWithoutInput: Bool {
    Self.sums.contains(program) ? line.has("-c", "--check") : program == "gpg" && line.has("--verify")
  }

  fileprivate var comparesWithNothing: Bool {
    ["[", "[[", "test"].contains(name.text) && (has("-n") || has("-z"))
  }

  fileprivate var stopsReadingEarly: Bool {
    program == "head" || (program == "grep" && line.has("-q", "-m", "--quiet", "--max-count"))
  }
}
