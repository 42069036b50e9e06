internal import ArgumentParser
internal import ImgPolicyKit

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judges Dockerfiles, Kubernetes manifests and Helm values, and mends them with --fix.")

  @Argument(help: "Files, directories to search, or - for standard input; the current directory without any.")
  var paths: [String] = []

  @OptionGroup(title: "What is judged") var build: BuildArguments
  @OptionGroup(title: "What is judged") var base: BaseOption
  @OptionGroup(title: "What is judged") var values: ValuesArguments
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Judging") var baseline: BaselineArguments
  @OptionGroup(title: "Fixes") var fixes: FixArguments
  @OptionGroup(title: "ShellCheck") var shellCheck: ShellCheckArguments
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(visibility: .hidden) var images: UnusedImageArguments

  @Option(
    help: ArgumentHelp(
      "What the files are, when it should not be found out: dockerfile, kubernetes or values.", valueName: "kind"))
  var kind: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many runs of ShellCheck go on at once; one on each processor without it.", valueName: "n"))
  var jobs: Int?

  @Option(
    name: .customLong("stdin-filename"), help: ArgumentHelp("What reports call standard input.", valueName: "name"))
  var standardInputName: String?

  func run() throws {
    try report.run(fixes.substitute) { _ throws(RunError) in
      var options = try judging.runOptions()
      baseline.apply(to: &options)
      build.apply(to: &options)
      shellCheck.apply(to: &options)
      try fixes.apply(to: &options)
      options.bases = base.bases
      values.apply(to: &options)
      options.standardInputName = standardInputName
      options.kind = kind
      options.jobs = jobs
      return try check(paths, options: options)
    }
  }
}
