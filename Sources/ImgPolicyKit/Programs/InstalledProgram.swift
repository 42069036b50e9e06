/// Finds a program that is installed.
enum InstalledProgram {
  /// The absolute path of the first program of that name in the directories of PATH; nil when there is none.
  ///
  /// A relative directory is passed over: who checks a foreign project does not want to run what lies in it.
  static func path(named name: String, environment: [String: String]) -> String? {
    let directories = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let candidates = directories.map { "\($0)/\(name)" }
    return candidates.first { (PrivateFiles.status(of: $0)?.isRegular ?? false) && PrivateFiles.isExecutable($0) }
  }
}

extension ChildProcess.Outcome {
  /// The first line that the program wrote to standard error, cut to what fits a message; nil without any.
  var complaint: String? {
    let line = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline).first
    return line.map { String($0.prefix(200)) }
  }

  /// What a program did that gave no result, to be read behind its name: `crashed (signal 11)`. `timeout` is what it had,
  /// in seconds.
  func failure(timeout: Double) -> String {
    let words = complaint.map { ": \($0)" } ?? ""
    return switch end {
    case .exited(let status): "failed with status \(status)\(words)"
    case .signalled(let signal): "crashed (signal \(signal))\(words)"
    case .timedOut: "did not end within \(Int(timeout.rounded(.up))) s\(words)"
    case .tooMuchOutput: "printed more than a report can have"
    case .notStarted(let reason): "could not be started: \(reason.lowercased())"
    }
  }
}
