internal import Linting

/// The files of a git repository that are not what a revision has: committed since, changed in the working directory, or not
/// tracked yet. What git ignores is left out.
struct ChangedFiles: Sendable {
  /// Absolute, without symbolic links, by their bytes.
  private let paths: [String]
  private let known: Set<String>
  /// Those that git knows though it would ignore them.
  private let tracked: Set<String>

  init(_ paths: [String], trackedThoughIgnored: [String] = []) {
    known = Set(paths)
    tracked = Set(trackedThoughIgnored)
    self.paths = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Asks git, in the repository that holds a directory.
  static func since(
    _ revision: String, in directory: InputPath, environment: [String: String]
  ) throws(RunError) -> ChangedFiles {
    let git = try Git(environment: environment)
    let top = String(decoding: try git.topLevel(above: directory), as: UTF8.self)
    let commit = try git.commit(revision, in: top)
    let names =
      try git.run(
        ["diff", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "-z", commit], top)
      + git.run(["ls-files", "--others", "--exclude-standard", "-z"], top)
    let ignored = try git.run(["ls-files", "--cached", "--ignored", "--exclude-standard", "-z"], top)
    let paths = { (names: [UInt8]) in
      names.split(separator: 0).map { "\(top)/\(String(decoding: $0, as: UTF8.self))" }
    }
    return ChangedFiles(paths(names), trackedThoughIgnored: paths(ignored))
  }

  /// Whether git knows a file though it would ignore it: then it has changed only where git says so.
  func isTracked(_ path: InputPath) -> Bool { tracked.contains(ReadFile.resolvingLinks(path.absolute)) }

  /// Whether a file has changed, or anything in a directory.
  func touch(_ path: InputPath) -> Bool {
    // A link and what it leads to are two files, and either may have changed.
    let own = ReadFile.resolvingLinks(path.directory.absolute) + "/\(path.name)"
    return Set([own, ReadFile.resolvingLinks(path.absolute)]).contains { has($0) || hasFile(below: $0) }
  }

  /// A directory that git tells of as a whole is a repository of its own.
  private func has(_ path: String) -> Bool {
    if known.contains(path) || known.contains(path + "/") { return true }
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return false }
    return has(String(path[..<slash]))
  }

  private func hasFile(below directory: String) -> Bool {
    let prefix = directory == "/" ? "/" : directory + "/"
    let at = paths.partitioned { $0.utf8.lexicographicallyPrecedes(prefix.utf8) }
    return paths.indices.contains(at) && paths[at].hasPrefix(prefix)
  }
}

/// The installed program `git`.
private struct Git {
  /// In seconds: a large repository on a cold disk takes its time.
  private static let timeout = 300.0

  private let path: String
  private let environment: [String: String]

  init(environment: [String: String]) throws(RunError) {
    guard let path = InstalledProgram.path(named: "git", environment: environment) else {
      throw .usage("--changed asks git, but there is no program `git` on PATH: install it, or leave the option out")
    }
    self.path = path
    // Its words shall be the same everywhere, and nothing is written into the repository.
    self.environment = environment.merging(["LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"]) { $1 }
  }

  /// The root of the working directory, without symbolic links.
  func topLevel(above directory: InputPath) throws(RunError) -> [UInt8] {
    let outcome = outcome(["rev-parse", "--show-toplevel"], directory.absolute)
    guard outcome.end == .exited(0), outcome.output.last == UInt8(ascii: "\n") else {
      throw .usage("--changed asks git what has changed, but in \(directory.display) git \(words(of: outcome))")
    }
    return outcome.output.dropLast()
  }

  /// The commit that a revision means.
  func commit(_ revision: String, in directory: String) throws(RunError) -> String {
    let outcome =
      revision.isEmpty || revision.hasPrefix("-")
      ? nil : outcome(["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"], directory)
    guard let outcome, outcome.end == .exited(0) else { throw .usage(unknownRevision(revision)) }
    return String(decoding: outcome.output, as: UTF8.self).filter(\.isHexDigit)
  }

  func run(_ arguments: [String], _ directory: String) throws(RunError) -> [UInt8] {
    let outcome = outcome(arguments, directory)
    guard outcome.end == .exited(0) else {
      throw .usage("--changed asks git what has changed, but git \(words(of: outcome))")
    }
    return outcome.output
  }

  /// A monitor that the repository names is not started: it would outlive the run.
  private func outcome(_ arguments: [String], _ directory: String) -> ChildProcess.Outcome {
    ChildProcess(program: path, environment: environment, timeout: Self.timeout)
      .run(["-C", directory, "-c", "core.fsmonitor=false"] + arguments)
  }

  private func words(of outcome: ChildProcess.Outcome) -> String { outcome.failure(timeout: Self.timeout) }
}

private func unknownRevision(_ revision: String) -> String {
  "--changed \(revision): git knows no such commit: expected a commit, branch or tag, such as origin/main; a shallow clone "
    + "has to fetch it first"
}
