#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
internal import Synchronization

/// Runs another program to its end, without a shell. Its unsafe code is system calls that take pointers.
struct ChildProcess: Sendable {
  /// How a program ended.
  enum End: Sendable, Hashable {
    case exited(Int)
    /// Killed by a signal that it did not get from here.
    case signalled(Int)
    case timedOut
    /// It wrote more than `outputLimit`.
    case tooMuchOutput
    /// It could not be started; the system's words for why.
    case notStarted(String)
  }

  struct Outcome: Sendable {
    var end: End
    var output: [UInt8] = []
    /// The first part of what it wrote to standard error.
    var errors: [UInt8] = []
  }

  /// An absolute path.
  var program: String
  var environment: [String: String]
  /// In seconds; then the program and all that it started are killed.
  var timeout: Double
  /// The most bytes that it may write to standard output.
  var outputLimit = 64 << 20

  private static let errorLimit = 1 << 14
  private static let attempts = 100

  /// Starts the program with nothing on standard input, and waits for its end.
  func run(_ arguments: [String]) -> Outcome {
    let deadline = ContinuousClock.now + .seconds(timeout)
    let started = Self.starting.withLock { _ in start(arguments) }
    guard case .success(let running) = started else {
      if case .failure(let failure) = started { return Outcome(end: .notStarted(systemWords(failure.number))) }
      return Outcome(end: .notStarted("unknown"))
    }
    let process = running.process
    var outcome = Outcome(end: .timedOut)
    let isRead = read(running.output.reading, running.errors.reading, into: &outcome, until: deadline)
    if isRead, let end = wait(for: process, until: deadline) {
      outcome.end = end
      return outcome
    }
    // The program is the leader of a group of its own, so all that it started ends with it.
    kill(-process, SIGKILL)
    kill(process, SIGKILL)
    reap(process)
    outcome.end = outcome.output.count > outputLimit ? .tooMuchOutput : .timedOut
    return outcome
  }

  // MARK: Starting

  private struct Failure: Error { var number: Int32 }

  private struct Running {
    var process: pid_t
    var output: Pipe
    var errors: Pipe
  }

  /// Between the making of a pipe and its mark that no program inherits it, no other program may be started.
  private static let starting = Mutex(())

  private func start(_ arguments: [String]) -> Result<Running, Failure> {
    guard let output = Pipe(), let errors = Pipe() else { return .failure(Failure(number: errno)) }
    defer {
      output.closeWriting()
      errors.closeWriting()
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    let flags = Int(POSIX_SPAWN_SETPGROUP) | Int(POSIX_SPAWN_SETSIGDEF)
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
    var defaults = sigset_t()
    unsafe sigemptyset(&defaults)
    unsafe sigaddset(&defaults, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    var words = unsafe CStrings([program] + arguments)
    defer { unsafe words.free() }
    var variables = unsafe CStrings(environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
    defer { unsafe variables.free() }
    var process: pid_t = 0
    var failed: Int32 = 0
    for attempt in 1...Self.attempts {
      failed = unsafe posix_spawn(&process, program, &actions, &attributes, words.pointers, variables.pointers)
      // For a moment a file that is just being installed may still be open for writing.
      guard failed == ETXTBSY, attempt < Self.attempts else { break }
      usleep(5000)
    }
    guard failed == 0 else { return .failure(Failure(number: failed)) }
    return .success(Running(process: process, output: output, errors: errors))
  }

  // MARK: Waiting

  /// Reads both streams to their ends; false when time or space ran out before.
  private func read(
    _ output: Int32, _ errors: Int32, into outcome: inout Outcome, until deadline: ContinuousClock.Instant
  ) -> Bool {
    var streams = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    while streams.contains(where: { $0.fd >= 0 }) {
      let left = ContinuousClock.now.duration(to: deadline).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      guard milliseconds > 0 else { return false }
      let ready = unsafe poll(&streams, nfds_t(streams.count), Int32(clamping: min(milliseconds, 1 << 20)))
      if ready < 0, errno != EINTR { return false }
      guard ready > 0 else { continue }
      for index in streams.indices where streams[index].fd >= 0 && streams[index].revents != 0 {
        let piece = readPiece(streams[index].fd)
        if piece.isEmpty { streams[index].fd = -1 }
        if index == 0 {
          outcome.output += piece
        } else if outcome.errors.count < Self.errorLimit {
          outcome.errors += piece
        }
      }
      guard outcome.output.count <= outputLimit else { return false }
    }
    return true
  }

  /// The next bytes of a pipe; none at its end.
  private func readPiece(_ descriptor: Int32) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
      var count = unsafe systemRead(descriptor, buffer.baseAddress, buffer.count)
      while count < 0, errno == EINTR { count = unsafe systemRead(descriptor, buffer.baseAddress, buffer.count) }
      filled = max(0, count)
    }
  }

  /// How the program ended; nil when it has not before the deadline. It usually ends just after it closed its streams.
  private func wait(for process: pid_t, until deadline: ContinuousClock.Instant) -> End? {
    var pause: UInt32 = 50
    while true {
      var status: Int32 = 0
      let result = unsafe waitpid(process, &status, WNOHANG)
      if result == process { return Self.end(status) }
      if result < 0, errno != EINTR { return .notStarted(lastError()) }
      guard ContinuousClock.now < deadline else { return nil }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
  }

  private func reap(_ process: pid_t) {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// The status that `waitpid` gives: the signal in the low seven bits, else the exit status in the second byte.
  private static func end(_ status: Int32) -> End {
    let signal = status & 0x7F
    return signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signalled(Int(signal))
  }
}

/// A pipe; what is open of it closes with it.
private final class Pipe {
  let reading: Int32
  private(set) var writing: Int32

  init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  deinit {
    closeWriting()
    close(reading)
  }
}

/// Texts as C has them, with the null pointer behind the last.
@unsafe private struct CStrings {
  var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { unsafe pointers = texts.map { unsafe strdup($0) } + [nil] }

  mutating func free() {
    unsafe pointers.forEach { unsafe systemFree($0) }
    unsafe pointers = []
  }
}

/// `read` and `free` by names that the methods of the same names do not hide.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}

private func systemFree(_ pointer: UnsafeMutableRawPointer?) { unsafe free(pointer) }

private func lastError() -> String { systemWords(errno) }

private func systemWords(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
