internal import ArgumentParser
internal import ImgPolicyKit

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Judges built images: docker-archive, OCI archive and OCI layout directory.")

  @Argument(help: "Image archives or layout directories.")
  var images: [String]

  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Judging") var baseline: BaselineArguments
  @OptionGroup(title: "Report") var report: ReportOptions

  @Flag(name: .customLong("no-verify"), help: "Do not hash the layers; the report then says that they are unverified.")
  var skipsVerification = false

  @Option(help: ArgumentHelp("How many layers are read at once; one on each processor without it.", valueName: "n"))
  var jobs: Int?

  func run() throws {
    try report.run { () throws(RunError) in
      var options = try judging.runOptions()
      baseline.apply(to: &options)
      options.verifies = !skipsVerification
      options.jobs = jobs
      return try inspect(images, options: options)
    }
  }
}
