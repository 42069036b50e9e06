internal import ArgumentParser
internal import ImgPolicyKit

/// The options of `check` that are about fixes.
struct FixArguments: ParsableArguments {
  @Flag(help: "Mend what can be mended safely; of standard input, print the mended text.")
  var fix = false

  @Flag(help: "With --fix or --diff: also what a person should look at.")
  var unsafeFixes = false

  @Flag(help: "Print what --fix would change as a unified diff, and write nothing; status 1 if there is any.")
  var diff = false

  @Flag(help: "Print how often each rule found something, and how much of it can be mended, in place of the findings.")
  var statistics = false

  /// What these options print in place of the findings.
  var substitute: ReportDestinations.Substitute? { diff ? .diff : statistics ? .statistics : nil }

  func apply(to options: inout RunOptions) throws(RunError) {
    if fix, diff { throw .usage("--fix and --diff exclude each other: --diff shows what --fix would write") }
    if unsafeFixes, !fix, !diff { throw .usage("--unsafe-fixes goes with --fix or --diff") }
    if statistics, diff { throw .usage("--statistics and --diff exclude each other: both print in place of findings") }
    if fix || diff { options.fixing = FixOptions(diff ? .diff : .write, includesUnsafe: unsafeFixes) }
  }
}
