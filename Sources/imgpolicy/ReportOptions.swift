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
  func run(_ judge: (RunProgress) throws(RunError) -> Report) throws {
    let status: ExitStatus
    do throws(RunError) {
      let destinations = try Destinations(self)
      let progress = RunProgress()
      let line = ProgressLine(progress, isQuiet: quiet)
      defer { line.end() }
      let report = try judge(progress)
      line.end()
      try destinations.write(report)
      try Self.writeBaseline(of: report)
      status = ExitStatus(report.verdict)
    } catch {
      error.print()
      status = error.status
    }
    throw status.error
  }
}

extension ReportOptions {
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

/// Where the reports of a run go, worked out before anything is judged.
private struct Destinations {
  private let format: ReportFormat
  private let style: TextStyle
  private let files: [(format: ReportFormat, path: String)]

  init(_ options: ReportOptions) throws(RunError) {
    guard let color = ColorChoice(rawValue: options.color) else {
      throw .usage("unknown value `\(options.color)` of --color: expected auto, always or never")
    }
    format = try Self.format(options.format, of: "--format")
    var files: [(format: ReportFormat, path: String)] = []
    for output in options.output {
      guard let equals = output.firstIndex(of: "="), output.index(after: equals) < output.endIndex else {
        throw .usage("--output \(output) names no file: expected format=path, such as json=report.json")
      }
      let format = try Self.format(String(output[..<equals]), of: "--output")
      let path = String(output[output.index(after: equals)...])
      guard path != "-" else {
        throw .usage("--output \(output) names no file: standard output gets the report of --format \(options.format)")
      }
      guard !files.contains(where: { $0.path == path }) else {
        throw .usage("two reports are to be written to \(path): give each a file of its own")
      }
      files.append((format, path))
    }
    self.files = files
    let isColored = ColorChoice.resolve(
      flag: color, environment: Environment.variables, isTerminal: StandardStream.output.isTerminal,
      isRegularFile: StandardStream.output.isRegularFile)
    style = TextStyle(color: isColored, width: StandardStream.output.columns ?? 100, quiet: options.quiet)
  }

  func write(_ report: Report) throws(RunError) {
    for file in files {
      let bytes = file.format.render(report, style: TextStyle(quiet: style.quiet))
      guard StandardStream.write(bytes, toFile: file.path) else {
        throw .usage("the report cannot be written to \(file.path): is the directory there and writable?")
      }
    }
    let bytes = format.render(report, style: style)
    guard bytes.isEmpty || StandardStream.write(bytes, to: .output) else {
      throw .usage("the report cannot be written to standard output")
    }
    writeJobSummary(of: report)
  }

  /// GitHub names a file to each step of a job, and shows on the job's page what the steps add to it. It is a courtesy: the
  /// verdict does not depend on it.
  private func writeJobSummary(of report: Report) {
    guard ([format] + files.map(\.format)).contains(.github),
      let path = Environment.variables["GITHUB_STEP_SUMMARY"], !path.isEmpty
    else { return }
    if !StandardStream.append(jobSummary(report), toFile: path) {
      StandardStream.write(
        Array("imgpolicy: the job summary cannot be written to GITHUB_STEP_SUMMARY\n".utf8), to: .error)
    }
  }

  private static func format(_ name: String, of option: String) throws(RunError) -> ReportFormat {
    if let format = ReportFormat(rawValue: name) { return format }
    let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw .usage("unknown format `\(name)` of \(option): this version writes \(known)")
  }
}
