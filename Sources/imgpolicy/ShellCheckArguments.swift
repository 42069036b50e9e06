internal import ArgumentParser
internal import ImgPolicyKit

/// The options of `check` and `gate` that are about the program shellcheck.
struct ShellCheckArguments: ParsableArguments {
  @Option(
    name: .customLong("shellcheck"),
    help: ArgumentHelp(
      "Ask the program shellcheck: on, off or auto; what the policy says without it.", valueName: "use"))
  var use: String?

  @Flag(
    name: .customLong("no-cache"), help: "Neither use nor keep results of shellcheck in the user's cache directory.")
  var avoidsCache = false

  func apply(to options: inout RunOptions) {
    options.shellCheck.use = use
    options.shellCheck.usesCache = !avoidsCache
    options.shellCheck.environment = Environment.variables
  }
}
