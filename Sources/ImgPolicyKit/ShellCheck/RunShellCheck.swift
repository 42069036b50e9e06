internal import Dockerfile
internal import Linting
internal import Synchronization

/// Asks ShellCheck about all scripts of several Dockerfiles: what the cache does not know goes to the program, many
/// scripts a process, several processes at once, equal scripts once.
struct RunShellCheck: Sendable {
  /// What is known of one Dockerfile afterwards.
  struct Result: Sendable {
    var faults: [ScriptFault] = []
    /// Why some of its scripts could not be judged; nil when all were.
    var error: InputError?
  }

  typealias Failure = ShellCheckProgram.Failure

  private let program: ShellCheckProgram
  private let cache: ShellCheckCache?
  private let jobs: Int?
  /// Where the scripts are written for the program.
  private let temporaryDirectory: String
  /// A program that failed so often on single scripts is not asked any more.
  private let failureLimit = 8

  /// `jobs` is how many processes run at once; nil for one on each processor.
  init(program: ShellCheckProgram, cache: ShellCheckCache?, jobs: Int?, environment: [String: String]) {
    self.program = program
    self.cache = cache
    self.jobs = jobs
    let chosen = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    temporaryDirectory = chosen ?? "/tmp"
  }

  /// The results for each of the models.
  func results(for models: [BuildModel]) -> [Result] {
    let files = inParallel(models.count, jobs: jobs) { models[$0].embeddedScripts.compactMap(ScriptFile.init) }
    let version = version(isNeeded: files.contains { !$0.isEmpty })
    let keys: [ShellCheckCache.Key?] = files.map { files in
      version.flatMap { files.isEmpty ? nil : ShellCheckCache.key(of: files, version: $0) }
    }
    let known = inParallel(files.count, jobs: jobs) { index in
      keys[index].flatMap { key in cache?.comments(of: key, count: files[index].count) }
    }
    let missing = files.indices.filter { known[$0] == nil }
    let answers = ask(about: missing.flatMap { files[$0] }.map(\.bytes))
    var wasStored = false
    let results = files.indices.map { index in
      let comments: [Swift.Result<[ShellCheckComment], Failure>] =
        known[index]?.map { .success($0) }
        ?? files[index].map { answers[$0.bytes] ?? .failure(Failure(message: "was not asked about it")) }
      let result = Self.result(of: files[index], comments, program)
      if known[index] == nil, let key = keys[index], result.error == nil {
        cache?.store(comments.compactMap { try? $0.get() }, of: key)
        wasStored = true
      }
      return result
    }
    if wasStored { cache?.evict() }
    return results
  }

  /// The version of the program, which results are kept under; nil when none shall be, or it tells none.
  private func version(isNeeded: Bool) -> String? {
    guard isNeeded, let cache else { return nil }
    let identity = program.identity
    if let known = cache.version(of: identity) { return known }
    guard let version = try? program.version() else { return nil }
    cache.store(version: version, of: identity)
    return version
  }

  private static func result(
    of files: [ScriptFile], _ comments: [Swift.Result<[ShellCheckComment], Failure>], _ program: ShellCheckProgram
  ) -> Result {
    var result = Result()
    for (file, comments) in zip(files, comments) {
      var failure: Failure?
      switch comments {
      case .success(let comments):
        if let faults = file.faults(comments) {
          result.faults += faults
        } else {
          failure = Failure(message: "reports a place that the script does not have")
        }
      case .failure(let error): failure = error
      }
      if let failure, result.error == nil { result.error = inputError(failure, file, program) }
    }
    return result
  }

  // MARK: Processes

  private typealias Answers = [[UInt8]: Swift.Result<[ShellCheckComment], Failure>]

  private func ask(about texts: [[UInt8]]) -> Answers {
    var seen: Set<[UInt8]> = []
    let texts = texts.filter { seen.insert($0).inserted }
    guard !texts.isEmpty else { return [:] }
    guard let directory = PrivateFiles.makeTemporaryDirectory(in: temporaryDirectory) else {
      return allFailed(texts, "cannot be asked: no directory can be made in \(temporaryDirectory)")
    }
    let endings = CleanEnding { PrivateFiles.removeDirectory(directory) }
    defer { endings.clean() }
    for (index, text) in texts.enumerated() {
      guard PrivateFiles.create("\(directory)/\(index).sh", text) else {
        return allFailed(texts, "cannot be asked: a script cannot be written to \(directory)")
      }
    }
    let batches = batches(of: texts.count)
    let sizes = texts.map(\.count)
    let failures = Atomic<Int>(0)
    let answers = inParallel(batches.count, jobs: jobs) { at in
      answer(batches[at], of: sizes, in: directory, failures)
    }
    return Answers(zip(texts, answers.joined())) { first, _ in first }
  }

  /// Few enough scripts that each processor has some, many enough that starting the program does not count.
  private func batches(of count: Int) -> [Range<Int>] {
    let size = min(32, max(4, count / 8))
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Asks about the scripts of a batch together; where that fails, about each alone, so that one script does not spoil
  /// what is said of the others.
  private func answer(
    _ batch: Range<Int>, of sizes: [Int], in directory: String, _ failures: borrowing Atomic<Int>
  ) -> [Swift.Result<[ShellCheckComment], Failure>] {
    var failure = Failure(message: "failed on many scripts, so it was not asked about this one")
    if failures.load(ordering: .relaxed) < failureLimit {
      do throws(Failure) {
        let size = sizes[batch].reduce(0, +)
        return try program.comments(on: batch.map { "\($0).sh" }, in: directory, size: size).map { .success($0) }
      } catch {
        failure = error
      }
    }
    return batch.map { index in
      guard failures.load(ordering: .relaxed) < failureLimit, batch.count > 1 else {
        failures.add(1, ordering: .relaxed)
        return .failure(failure)
      }
      do throws(Failure) {
        return .success(try program.comments(on: ["\(index).sh"], in: directory, size: sizes[index]).first ?? [])
      } catch {
        failures.add(1, ordering: .relaxed)
        return .failure(error)
      }
    }
  }

  private func allFailed(_ texts: [[UInt8]], _ message: String) -> Answers {
    Answers(texts.map { ($0, .failure(Failure(message: message))) }) { first, _ in first }
  }

  // MARK: Messages

  private static func inputError(
    _ failure: Failure, _ file: ScriptFile, _ program: ShellCheckProgram
  ) -> InputError {
    let line = file.script.instruction.lines.lowerBound
    return InputError(
      kind: "shellcheck-failed",
      message: "the script of the RUN in line \(line) was not judged: \(program.path) \(failure.message)")
  }
}
