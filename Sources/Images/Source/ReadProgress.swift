internal import Synchronization

/// How much of some images has been read, for whoever waits. Threads that read add to it, another one may look.
package final class ReadProgress: Sendable {
  private let done = Atomic<Int>(0)
  private let whole = Atomic<Int>(0)

  package init() {}

  /// Bytes read or passed over so far.
  package var doneBytes: Int { done.load(ordering: .relaxed) }
  /// Bytes of all layers that are to be read, as far as it is known.
  package var totalBytes: Int { whole.load(ordering: .relaxed) }

  func expect(_ bytes: Int) { whole.wrappingAdd(bytes, ordering: .relaxed) }

  func advance(_ bytes: Int) { done.wrappingAdd(bytes, ordering: .relaxed) }
}
