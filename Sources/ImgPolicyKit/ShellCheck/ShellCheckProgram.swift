internal import Linting

/// The installed program `shellcheck`.
struct ShellCheckProgram: Sendable {
  /// Why the program gave no result for a script.
  struct Failure: Error, Sendable, Hashable {
    /// What it did, to be read behind its name: `crashed (signal 11)`.
    var message: String
  }

  /// How long it may take: to be started, for each script, and for each KiB of it. Far more than it needs.
  struct Patience: Sendable {
    var seconds = 20.0
    var secondsForEachFile = 0.5
    var secondsForEachKibibyte = 0.5
  }

  /// What cannot be told from the text of a RUN alone: files that it sources (SC1090, SC1091), and that ash is checked as
  /// dash (SC2187).
  static let excludedCodes = [1090, 1091, 2187]

  private static let options = [
    "--format=json1", "--norc", "--severity=style",
    "--exclude=" + excludedCodes.map { "SC\($0)" }.joined(separator: ","),
  ]

  /// An absolute path.
  let path: String
  private let environment: [String: String]
  private let patience: Patience

  /// The first program of that name in the directories of PATH; nil when there is none.
  init?(environment: [String: String], patience: Patience = Patience()) {
    guard let found = InstalledProgram.path(named: "shellcheck", environment: environment) else { return nil }
    path = found
    self.patience = patience
    var environment = environment
    // Neither the user's own options nor a locale without UTF-8 may change what is found.
    environment["SHELLCHECK_OPTS"] = nil
    environment["LC_ALL"] = "C.UTF-8"
    self.environment = environment
  }

  /// What tells this program from another version of it, without starting it.
  var identity: String {
    let status = PrivateFiles.status(of: path)
    return "\(path) \(status?.size ?? 0) \(status?.modified ?? 0) \(status?.inode ?? 0)"
  }

  /// `0.9.0`
  func version() throws(Failure) -> String {
    let outcome = child(files: 0, size: 0).run(["--version"])
    guard outcome.end == .exited(0) else { throw failure(outcome, limit: patience.seconds) }
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("version: ") }) else {
      throw Failure(message: "does not tell its version: is it ShellCheck?")
    }
    return String(line.dropFirst("version: ".count))
  }

  /// The comments on each of the files, which lie in `directory` and have `size` bytes together, by one run of the program.
  func comments(on files: [String], in directory: String, size: Int) throws(Failure) -> [[ShellCheckComment]] {
    let paths = files.map { "\(directory)/\($0)" }
    let child = child(files: files.count, size: size)
    let outcome = child.run(Self.options + ["--"] + paths)
    guard outcome.end == .exited(0) || outcome.end == .exited(1) else { throw failure(outcome, limit: child.timeout) }
    let comments: [[ShellCheckComment]]
    do throws(ShellCheckOutput.Fault) {
      comments = try ShellCheckOutput.comments(in: outcome.output, on: paths)
    } catch {
      throw Failure(message: "did not print what was expected (\(error.message))")
    }
    // Its status says whether there is any comment: a cut or empty report contradicts it.
    guard comments.allSatisfy(\.isEmpty) == (outcome.end == .exited(0)) else {
      throw Failure(message: "contradicts itself: its status and the number of its comments do not agree")
    }
    return comments
  }

  private func child(files: Int, size: Int) -> ChildProcess {
    let timeout =
      patience.seconds + patience.secondsForEachFile * Double(files)
      + patience.secondsForEachKibibyte * Double(size / 1024)
    return ChildProcess(program: path, environment: environment, timeout: timeout)
  }

  private func failure(_ outcome: ChildProcess.Outcome, limit: Double) -> Failure {
    Failure(message: outcome.failure(timeout: limit))
  }
}
