internal import ArgumentParser
internal import ImgPolicyKit

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Judges built images: docker-archive, OCI archive and OCI layout directory.")

  @Argument(help: "Image archives or layout directories.")
  var images: [String]

  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Judging") var reading: ImageReadingOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  @Option(help: ArgumentHelp("Report the N largest files and directories, too.", valueName: "n"))
  var top: Int?

  func run() throws {
    try report.run { progress throws(RunError) in
      var options = try judging.runOptions()
      reading.apply(to: &options)
      options.top = top
      options.progress = progress
      return try inspect(images, options: options)
    }
  }
}
