/// Where the reports of a run go and in which form, worked out before anything is judged.
package struct ReportDestinations: Sendable {
  /// A further report, in a file.
  package struct File: Sendable, Hashable {
    package var format: ReportFormat
    /// As it was written.
    package var path: String

    package init(_ format: ReportFormat, _ path: String) {
      self.format = format
      self.path = path
    }
  }

  /// What standard output gets in place of the findings.
  package enum Substitute: Sendable {
    case statistics
    case diff

    /// The values of `--format` that go with it.
    fileprivate var formats: [ReportFormat] { self == .diff ? [.text] : [.text, .json] }
  }

  /// What standard output gets.
  package let format: ReportFormat
  /// nil for the findings.
  package let substitute: Substitute?
  /// In the order of the options, each with a path of its own.
  package let files: [File]

  /// - Parameters:
  ///   - format: the value of `--format`
  ///   - outputs: the values of `--output`, `FORMAT=PATH`
  package init(format: String, outputs: [String] = [], substitute: Substitute? = nil) throws(RunError) {
    self.format = try ReportFormat(format, of: "--format")
    self.substitute = substitute
    if let substitute, !substitute.formats.contains(self.format) {
      let name =
        substitute == .diff ? "--diff prints a unified diff" : "--statistics is a text, or JSON with --format json"
      throw .usage("\(name): leave --format out, or write the other report to a file with --output")
    }
    var files: [File] = []
    for output in outputs {
      let file = try File(output)
      guard !files.contains(where: { InputPath($0.path) == InputPath(file.path) }) else {
        throw .usage("two reports are to be written to \(file.path): give each a file of its own")
      }
      files.append(file)
    }
    self.files = files
  }

  /// Throws when a report would take the place of a file that the run was made from.
  package func refuseOverwriting(_ report: Report) throws(RunError) {
    let place = { (path: String) in ReadFile.resolvingLinks(InputPath(path).absolute) }
    let own = report.inputs.map(\.path) + [report.baseline?.path].compactMap { $0 }
    let kept = Set((own + report.files).map(place))
    guard let file = files.first(where: { kept.contains(place($0.path)) }) else { return }
    throw .usage(
      "--output \(file.format.rawValue)=\(file.path) would overwrite a file of this run: give the report one of its own"
    )
  }

  /// The file that gets the summary of a job: GitHub names one to each step, and shows on the job's page what the steps add to it. nil
  /// unless a report for GitHub is asked for and it names a file.
  package func jobSummaryPath(in environment: [String: String]) -> String? {
    guard ([format] + files.map(\.format)).contains(.github), let path = environment["GITHUB_STEP_SUMMARY"] else {
      return nil
    }
    return path.isEmpty ? nil : path
  }
}

extension ReportDestinations.File {
  fileprivate init(_ output: String) throws(RunError) {
    guard let equals = output.firstIndex(of: "="), output.index(after: equals) < output.endIndex else {
      throw .usage("--output \(output) names no file: expected format=path, such as json=report.json")
    }
    let format = try ReportFormat(String(output[..<equals]), of: "--output")
    let path = String(output[output.index(after: equals)...])
    guard path != "-" else {
      throw .usage("--output \(output) names no file: standard output gets the report of --format")
    }
    self.init(format, path)
  }
}

extension ReportFormat {
  fileprivate init(_ name: String, of option: String) throws(RunError) {
    guard let format = ReportFormat(rawValue: name) else {
      throw .unknown("format", name, of: option, among: ReportFormat.allCases.map(\.rawValue))
    }
    self = format
  }
}
