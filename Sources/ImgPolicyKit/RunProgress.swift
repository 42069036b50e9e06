internal import Images
internal import Linting
internal import Synchronization

/// How far a run is, for a line on a terminal. The run writes it, another thread may read it at any time.
package final class RunProgress: Sendable {
  private let reading = Mutex<(name: String, read: ReadProgress)?>(nil)

  package init() {}

  /// `reading app.tar: 312 MB of 463 MB`; nil while nothing is read.
  package var line: String? {
    guard let reading = reading.withLock({ $0 }) else { return nil }
    let (done, total) = (reading.read.doneBytes, reading.read.totalBytes)
    let amount = total > 0 ? ": \(ByteSize(min(done, total)).description) of \(ByteSize(total).description)" : ""
    return VisibleText.escaped("reading \(reading.name)\(amount)")
  }

  /// Begins with another image; what its reader is to tell its progress.
  func begin(_ name: String) -> ReadProgress {
    let read = ReadProgress()
    reading.withLock { $0 = (name, read) }
    return read
  }
}
