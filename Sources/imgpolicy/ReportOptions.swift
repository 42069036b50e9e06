internal import ArgumentParser
internal import ImgPolicyKit

/// The options that say what a report looks like and where it goes.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What standard output gets: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"))
  var format = "text"

  @Option(help: ArgumentHelp("A further report in the same run; repeatable.", valueName: "format=path"))
  var output: [String] = []

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
  var color = "auto"

  @Flag(name: .shortAndLong, help: "Print findings and errors only.")
  var quiet = false

  /// Runs `judge` and ends the program with the report's status. An error of configuration is printed, with status 2.
  ///
  /// `judge` is given what it may tell its progress to.
  func run(
    _ substitute: ReportDestinations.Substitute? = nil, _ judge: (RunProgress) throws(RunError) -> Report
  ) throws {
    let status: ExitStatus
    do throws(RunError) {
      let destinations = try ReportDestinations(format: format, outputs: output, substitute: substitute)
      let style = try style()
      let progress = RunProgress()
      let line = ProgressLine(progress, isQuiet: quiet)
      defer { line.end() }
      let report = try judge(progress)
      line.end()
      try destinations.refuseOverwriting(report)
      // First, so that no report tells of a baseline that could not be written.
      try Self.writeBaseline(of: report)
      try Self.write(report, to: destinations, style: style)
      status = ExitStatus(report)
    } catch {
      error.print()
      status = error.status
    }
    throw status.error
  }
}

extension ReportOptions {
  private func style() throws(RunError) -> TextStyle {
    let isColored = ColorChoice.resolve(
      flag: try ColorChoice(flag: color), environment: Environment.variables,
      isTerminal: StandardStream.output.isTerminal, isRegularFile: StandardStream.output.isRegularFile)
    return TextStyle(color: isColored, width: StandardStream.output.columns ?? 100, quiet: quiet)
  }

  private static func write(
    _ report: Report, to destinations: ReportDestinations, style: TextStyle
  ) throws(RunError) {
    for file in destinations.files {
      let bytes = file.format.render(report, style: TextStyle(quiet: style.quiet))
      guard StandardStream.write(bytes, toFile: file.path) else {
        throw .usage("the report cannot be written to \(file.path): is the directory there and writable?")
      }
    }
    let streams = ReportStreams(
      report, as: destinations.format, substitute: destinations.substitute, style: style)
    guard streams.output.isEmpty || StandardStream.write(streams.output, to: .output) else {
      throw .usage("the report cannot be written to standard output")
    }
    if !streams.error.isEmpty { StandardStream.write(streams.error, to: .error) }
    writeJobSummary(of: report, to: destinations)
  }

  /// A courtesy: the verdict does not depend on it.
  private static func writeJobSummary(of report: Report, to destinations: ReportDestinations) {
    guard let path = destinations.jobSummaryPath(in: Environment.variables) else { return }
    if !StandardStream.append(jobSummary(report), toFile: path) {
      StandardStream.write(
        Array("imgpolicy: the job summary cannot be written to GITHUB_STEP_SUMMARY\n".utf8), to: .error)
    }
  }

  private static func writeBaseline(of report: Report) throws(RunError) {
    guard let baseline = report.baseline, let contents = baseline.contents else { return }
    guard StandardStream.write(contents, toFile: baseline.path) else {
      throw .usage("the baseline cannot be written to \(baseline.path): is the directory there and writable?")
    }
  }
}

extension RunError {
  /// Prints each message on a line of standard error.
  func print() {
    let text = messages.map { "imgpolicy: \($0)\n" }.joined()
    StandardStream.write(Array(text.utf8), to: .error)
  }
}

extension ExitStatus {
  /// The status as what ends a command.
  var error: ExitCode { ExitCode(rawValue) }
}
