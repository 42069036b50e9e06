internal import ArgumentParser
internal import ImgPolicyKit

/// The options about findings that are known: for the commands that judge.
struct BaselineArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Findings that are known and do not count; its stale entries are reported.", valueName: "file"))
  var baseline: String?

  @Flag(name: .customLong("write-baseline"), help: "Write what is found now into the file of --baseline.")
  var writesBaseline = false

  @Flag(name: .customLong("prune-baseline"), help: "Drop the entries of --baseline that match nothing any more.")
  var prunesBaseline = false

  func apply(to options: inout RunOptions) {
    options.baseline.path = baseline
    options.baseline.writes = writesBaseline
    options.baseline.prunes = prunesBaseline
  }
}
