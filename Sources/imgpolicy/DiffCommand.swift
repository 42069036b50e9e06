internal import ArgumentParser
internal import ImgPolicyKit

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two images: bytes, layers, files and config; judges the growth budgets of the policy.")

  @Argument(
    help: "The image that is there already: an archive or layout directory, or - for an archive on standard input.")
  var old: String

  @Argument(help: "The image that is to take its place.")
  var new: String

  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Judging") var reading: ImageReadingOptions
  @OptionGroup(title: "Judging") var baseline: BaselineArguments
  @OptionGroup var kind: ImageKindOption
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(visibility: .hidden) var build: UnusedBuildArguments
  @OptionGroup(visibility: .hidden) var sources: UnusedSourceArguments

  @Option(help: ArgumentHelp("Compare only the images for this platform.", valueName: "os/arch"))
  var platform: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Compare only this image of each archive: a tag, or a number from 0.", valueName: "tag|index"))
  var image: String?

  @Option(
    name: .customLong("stdin-filename"), help: ArgumentHelp("What reports call standard input.", valueName: "name"))
  var standardInputName: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many changed files the text report lists, biggest growth first.", valueName: "n"))
  var top: Int?

  func run() throws {
    try report.run { progress throws(RunError) in
      var options = try judging.runOptions()
      reading.apply(to: &options)
      options.top = top
      options.platform = platform
      options.image = image
      options.progress = progress
      options.standardInputName = standardInputName
      baseline.apply(to: &options)
      return try diff(old, new, options: options)
    }
  }
}
