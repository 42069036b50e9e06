internal import Synchronization

/// What all layers of an archive may take together. Layers are read in parallel, so it is counted atomically.
final class SharedBudget: Sendable {
  /// Entries are taken in lots, so that the threads seldom meet.
  let lot: Int
  private let limits: Limits
  private let entries = Atomic<Int>(0)
  private let names = Atomic<Int>(0)
  private let kept = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  init(_ limits: Limits) {
    self.limits = limits
    self.lot = max(1, min(1024, limits.totalEntries / 4096))
  }

  /// Takes a lot of entries. Once this fails, the whole archive has too many, whichever layer noticed it first.
  func takeEntries() -> Bool {
    entries.wrappingAdd(lot, ordering: .relaxed).oldValue < limits.totalEntries
  }

  var hasTooManyEntries: Bool { entries.load(ordering: .relaxed) >= limits.totalEntries + lot }

  /// Takes memory for the names of a lot of entries.
  func takeNames(_ bytes: Int) -> Bool {
    names.wrappingAdd(bytes, ordering: .relaxed).newValue <= limits.totalNameBytes
  }

  var hasTooManyNames: Bool { names.load(ordering: .relaxed) > limits.totalNameBytes }

  /// Ends the reading of all layers: what one of them holds takes too long to read for any more of it.
  func stop() { stopped.store(true, ordering: .relaxed) }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Takes memory for the content of a file; false when there is none left.
  func keep(_ bytes: Int) -> Bool {
    kept.wrappingAdd(bytes, ordering: .relaxed).newValue <= limits.keptBytes
  }
}
