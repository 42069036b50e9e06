internal import Dispatch
internal import Synchronization
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Cleans up once: when the work is done, or before a signal ends the program.
///
/// While it lives, SIGINT, SIGTERM and SIGHUP end the program as they did before, but only after the clean-up.
final class CleanEnding: Sendable {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private struct State {
    var work: (@Sendable () -> Void)?
    /// What is listened to, with what was done before.
    var taken: [(number: Int32, before: sighandler_t?, source: any DispatchSourceSignal)] = []
  }

  private let state: Mutex<State>

  init(_ work: @escaping @Sendable () -> Void) {
    state = Mutex(State(work: work))
    state.withLock { state in
      for number in Self.signals {
        // Dispatch is told of a signal only when the default action does not end the program before.
        let before = signal(number, SIG_IGN)
        // What the caller ignores, as nohup does, ends nothing.
        if Self.isIgnoring(before) { continue }
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in
          clean()
          raise(number)
        }
        source.resume()
        state.taken.append((number, before, source))
      }
    }
  }

  private static func isIgnoring(_ handler: sighandler_t?) -> Bool {
    unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Does the work unless it was done, and lets signals be what they were.
  func clean() {
    state.withLock { state in
      state.work?()
      state.work = nil
      for taken in state.taken {
        _ = signal(taken.number, taken.before)
        taken.source.cancel()
      }
      state.taken = []
    }
  }
}
