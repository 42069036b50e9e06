/// A file that is to be judged, or the reason why a file that was named cannot be.
package struct FoundInput: Sendable {
  package var path: InputPath
  /// As reports print it: the path, or the name that stands for standard input.
  package var display: String
  package var kind: Report.InputKind
  /// The bytes of standard input or a pipe, which can be read only once; nil for a file.
  package var bytes: [UInt8]?
  package var error: InputError?
  var isStandardInput = false

  /// The bytes of the input.
  package func read() throws(InputError) -> [UInt8] {
    if let error { throw error }
    if let bytes { return bytes }
    return try ReadFile.bytes(at: path.absolute)
  }
}

/// Finds the source files that `check` judges.
package struct FindInputs: Sendable {
  private static let skipped: Set<String> = [".git", "node_modules", "vendor", ".venv", ".build"]
  /// What this version judges; other kinds are recognised, so that they are not taken for Dockerfiles.
  private static let supported: Set<Report.InputKind> = [.dockerfile, .kubernetes, .values]

  private let kind: Report.InputKind?
  private let standardInputName: String
  private let workingDirectory: String?

  /// `kind` is what the named files are when it should not be found out, and what directories are searched for;
  /// `standardInputName` is what `-` is called.
  package init(kind: Report.InputKind? = nil, standardInputName: String? = nil, workingDirectory: String? = nil) {
    self.kind = kind
    self.standardInputName = standardInputName ?? "-"
    self.workingDirectory = workingDirectory
  }

  /// The inputs that `paths` mean, each once, by the bytes of their paths.
  ///
  /// A file that is named is always taken; a directory is searched, and what it ignores is left out.
  package func find(_ paths: [String]) -> [FoundInput] {
    var found: [FoundInput] = []
    for path in paths.isEmpty ? ["."] : paths {
      if path == "-" {
        found.append(standardInput())
        continue
      }
      let input = InputPath(path, workingDirectory: workingDirectory)
      if ReadFile.isDirectory(input.absolute) {
        found += search(input)
      } else {
        found.append(named(input))
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.isStandardInput ? "-" : $0.path.absolute).inserted }
      .sorted { $0.display.utf8.lexicographicallyPrecedes($1.display.utf8) }
  }

  private func standardInput() -> FoundInput {
    let path = InputPath(standardInputName == "-" ? "stdin" : standardInputName, workingDirectory: workingDirectory)
    var input = FoundInput(
      path: path, display: standardInputName, kind: .dockerfile, bytes: [], isStandardInput: true)
    do throws(InputError) {
      let bytes = try ReadFile.standardInput()
      input.bytes = bytes
      take(DetectKind.kind(name: path.name, head: bytes, isBesideChart: false), bytes, into: &input)
      if kind != .dockerfile, let failure = Self.failureUpstream(bytes, as: input.kind) { input.error = failure }
    } catch {
      input.error = error
    }
    return input
  }

  /// What comes through a pipe when the program in front of it has failed.
  private static func failureUpstream(_ bytes: [UInt8], as kind: Report.InputKind) -> InputError? {
    // Values that are empty would be no fault.
    if kind == .values, bytes.allSatisfy({ " \t\r\n".utf8.contains($0) }) {
      return InputError(
        kind: "empty-input", message: "standard input is empty: expected values; did the program before the pipe fail?")
    }
    guard bytes.starts(with: "Error:".utf8) else { return nil }
    let line = String(
      decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.prefix(200), as: UTF8.self)
    return InputError(
      kind: "empty-input", message: "standard input is the error message of the program before the pipe: “\(line)”")
  }

  private func named(_ path: InputPath) -> FoundInput {
    var input = FoundInput(path: path, display: path.display, kind: kind ?? .dockerfile)
    do throws(InputError) {
      let head: [UInt8]
      if ReadFile.exists(path.absolute), !ReadFile.isRegularFile(path.absolute) {
        head = try ReadFile.bytes(at: path.absolute)
        input.bytes = head
      } else {
        head = try ReadFile.head(of: path.absolute, count: DetectKind.headSize)
      }
      let isBesideChart = ReadFile.exists(path.directory.appending("Chart.yaml").absolute)
      take(DetectKind.kind(name: path.name, head: head, isBesideChart: isBesideChart), head, into: &input)
    } catch {
      input.error = error
    }
    return input
  }

  /// Notes what a named input is: what the person says, else what was found; nil when nobody can tell.
  private func take(_ found: Report.InputKind?, _ head: [UInt8], into input: inout FoundInput) {
    // A template of a chart has a message of its own, which who reads manifests knows.
    let template: Report.InputKind? = DetectKind.beginsWithAction(head) ? .kubernetes : nil
    guard let meant = kind ?? found ?? template else {
      input.kind = .kubernetes
      input.error = InputError(
        kind: "unsupported-kind",
        message:
          "neither a manifest (no document has apiVersion and kind) nor, by its name, Helm values: say which with "
          + "--kind kubernetes, values or dockerfile")
      return
    }
    input.kind = meant
    input.error = refusal(of: meant, found: found)
  }

  private func refusal(of kind: Report.InputKind, found: Report.InputKind?) -> InputError? {
    guard !Self.supported.contains(kind) else { return nil }
    let words =
      switch kind {
      case .image where found != .image:
        "no archive, though --kind says image: leave --kind out to have it judged for what it is"
      case .image: "an archive, not a Dockerfile: built images are judged by `imgpolicy inspect`"
      case .dockerfile, .kubernetes, .values: "a source file"
      }
    return InputError(kind: "unsupported-kind", message: words)
  }

  private func search(_ root: InputPath) -> [FoundInput] {
    var found: [FoundInput] = []
    var pending = [(directory: root, ignore: IgnoreFiles(above: root))]
    while let (directory, above) = pending.popLast() {
      let entries: [ReadFile.Entry]
      do throws(InputError) {
        entries = try ReadFile.entries(of: directory.absolute)
      } catch {
        found.append(FoundInput(path: directory, display: directory.display, kind: .dockerfile, error: error))
        continue
      }
      let ignore = above.entering(directory)
      // Helm renders the templates of a chart: as they stand, they are no manifests.
      let isChart = entries.contains { $0.name == "Chart.yaml" }
      for entry in entries where entry.kind == .directory || DetectKind.mayBeSource(entry.name) {
        let path = directory.appending(entry.name)
        guard !ignore.ignores(path, isDirectory: entry.kind == .directory) else { continue }
        if entry.kind == .directory {
          let isSkipped = Self.skipped.contains(entry.name) || (isChart && entry.name == "templates")
          if !isSkipped { pending.append((path, ignore)) }
        } else if isFile(entry, at: path), let kind = sourceKind(of: path, isBesideChart: isChart),
          self.kind == nil || self.kind == kind
        {
          found.append(FoundInput(path: path, display: path.display, kind: kind))
        }
      }
    }
    return found
  }

  /// What a file that was found is; nil for one that is not judged, and was not asked for.
  private func sourceKind(of path: InputPath, isBesideChart: Bool) -> Report.InputKind? {
    if DetectKind.isDockerfileName(path.name) { return .dockerfile }
    guard let head = try? ReadFile.head(of: path.absolute, count: DetectKind.headSize) else { return nil }
    let kind = DetectKind.kind(name: path.name, head: head, isBesideChart: isBesideChart)
    // Of a chart's other files of values, only a person knows what they are laid over.
    let isCharts = kind == .values && isBesideChart && path.name == "values.yaml"
    return kind == .kubernetes || isCharts ? kind : nil
  }

  /// A link to a file counts, a link to a directory does not; a broken one counts, so that reading it fails aloud.
  private func isFile(_ entry: ReadFile.Entry, at path: InputPath) -> Bool {
    switch entry.kind {
    case .file: return true
    case .symbolicLink: return !ReadFile.isDirectory(path.absolute)
    case .directory, .other: return false
    }
  }
}
