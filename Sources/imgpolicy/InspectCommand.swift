internal import ArgumentParser
internal import ImgPolicyKit

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Judges built images, saved by docker, podman, buildah, skopeo and others.",
    discussion: """
      Reads docker-archive, OCI archive, OCI layout directory, skopeo's dir:, archives of Docker before 1.10, and the tar of \
      docker export, each plain or compressed as a whole with gzip or zstd. What it is, is found out from the content. \
      An archive on standard input (docker save app | imgpolicy inspect -) is judged as it passes, without a temporary file.
      """)

  @Argument(help: "Image archives or layout directories, or - for an archive on standard input.")
  var images: [String]

  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Judging") var reading: ImageReadingOptions
  @OptionGroup(title: "Judging") var baseline: BaselineArguments
  @OptionGroup var kind: ImageKindOption
  @OptionGroup(title: "Report") var report: ReportOptions
  @OptionGroup(visibility: .hidden) var sources: UnusedSourceArguments

  @Option(
    help: ArgumentHelp("Judge only the archive's images for this platform.", valueName: "os/arch"))
  var platform: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Judge only this image of the archive: a tag, or a number from 0.", valueName: "tag|index"))
  var image: String?

  @Option(
    name: .customLong("stdin-filename"), help: ArgumentHelp("What reports call standard input.", valueName: "name"))
  var standardInputName: String?

  @Option(
    help: ArgumentHelp(
      "The Dockerfile that the images were built from: layers are traced to its lines, and the two are held against each other.",
      valueName: "file"))
  var dockerfile: String?

  @Option(
    name: .customLong("build-arg"),
    help: ArgumentHelp("With --dockerfile: a build argument; repeatable.", valueName: "name[=value]"))
  var buildArguments: [String] = []

  @Option(help: ArgumentHelp("With --dockerfile: the stage that was built.", valueName: "stage"))
  var target: String?

  @OptionGroup(title: "Judging") var base: BaseOption

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Report the N largest files and directories, too.", valueName: "n"))
  var top: Int?

  func run() throws {
    try report.run { progress throws(RunError) in
      var options = try judging.runOptions()
      reading.apply(to: &options)
      options.top = top
      options.dockerfile = dockerfile
      options.buildArguments = buildArguments
      options.target = target
      options.bases = base.bases
      options.progress = progress
      options.platform = platform
      options.image = image
      options.standardInputName = standardInputName
      baseline.apply(to: &options)
      return try inspect(images, options: options)
    }
  }
}
