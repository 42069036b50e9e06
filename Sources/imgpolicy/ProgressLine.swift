internal import Dispatch
internal import ImgPolicyKit
internal import Synchronization

/// The line at the bottom of a terminal that says how far a longer run is. It goes to standard error, and is gone when the run
/// ends; where standard error is no terminal there is none.
final class ProgressLine: Sendable {
  private static let delay = 1.0
  private static let interval = 0.1
  private static let clear = "\r\u{1B}[K"

  private struct State {
    var isEnded = false
    var isShown = false
  }

  private let progress: RunProgress
  private let state = Mutex(State())

  init(_ progress: RunProgress, isQuiet: Bool) {
    self.progress = progress
    guard !isQuiet, StandardStream.error.isTerminal else { return }
    schedule(after: Self.delay)
  }

  /// Removes the line. Nothing is written afterwards.
  func end() {
    state.withLock { state in
      if state.isShown { StandardStream.write(Array(Self.clear.utf8), to: .error) }
      state = State(isEnded: true)
    }
  }

  private func schedule(after seconds: Double) {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
      if let self, update() { schedule(after: Self.interval) }
    }
  }

  /// Writes the line anew; false when the run has ended.
  private func update() -> Bool {
    state.withLock { state in
      guard !state.isEnded else { return false }
      if let line = progress.line {
        let width = max(10, (StandardStream.error.columns ?? 80) - 1)
        StandardStream.write(Array((Self.clear + line.prefix(width)).utf8), to: .error)
        state.isShown = true
      }
      return true
    }
  }
}
