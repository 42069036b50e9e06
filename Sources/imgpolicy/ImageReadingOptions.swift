internal import ArgumentParser
internal import ImgPolicyKit

/// The options of the commands that read images: `inspect`, `gate` and `diff` have them all.
struct ImageReadingOptions: ParsableArguments {
  @Flag(name: .customLong("no-verify"), help: "Do not hash the layers; the report then says that they are unverified.")
  var skipsVerification = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many layers are read at once; one on each processor without it.", valueName: "n"))
  var jobs: Int?

  @Option(
    name: .customLong("baseline-image"),
    help: ArgumentHelp(
      "What growth budgets compare with: an earlier image, or the JSON report of an earlier run.",
      valueName: "image|report.json"))
  var baselineImage: String?

  func apply(to options: inout RunOptions) {
    options.verifies = !skipsVerification
    options.jobs = jobs
    options.baselineImage = baselineImage
  }
}
