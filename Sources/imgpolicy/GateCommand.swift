internal import ArgumentParser
internal import ImgPolicyKit

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Judges a project as its imgpolicy.yaml lists it, with one verdict.")

  @Argument(help: "The targets to judge; all without any.")
  var targets: [String] = []

  @Option(
    help: ArgumentHelp(
      "Judge only the targets whose Dockerfile, context, chart, image or policy differs from this git revision, and those that "
        + "are deployed with them.",
      valueName: "revision"))
  var changed: String?

  @OptionGroup(title: "What is judged") var build: BuildArguments
  @OptionGroup(title: "What is judged") var base: BaseOption
  @OptionGroup(title: "What is judged") var values: ValuesArguments
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Judging") var baseline: BaselineArguments
  @OptionGroup(title: "ShellCheck") var shellCheck: ShellCheckArguments
  @OptionGroup(title: "Judging") var reading: ImageReadingOptions
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(visibility: .hidden) var inputs: UnusedInputArguments

  func run() throws {
    try report.run { progress throws(RunError) in
      var options = try judging.runOptions()
      baseline.apply(to: &options)
      build.apply(to: &options)
      shellCheck.apply(to: &options)
      options.bases = base.bases
      options.changedSince = changed
      values.apply(to: &options)
      reading.apply(to: &options)
      options.progress = progress
      return try gate(targets, options: options)
    }
  }
}
