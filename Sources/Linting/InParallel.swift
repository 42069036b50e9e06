internal import Dispatch
internal import Synchronization

/// The results of `body` for 0, 1, … in order, computed by up to `jobs` threads; by one on each processor without it.
package func inParallel<Result: Sendable>(
  _ count: Int, jobs: Int?, _ body: @Sendable (Int) -> Result
) -> [Result] {
  guard count > 0 else { return [] }
  let next = Atomic<Int>(0)
  let results = Mutex([Result?](repeating: nil, count: count))
  // Dispatch itself starts no more threads than there are processors.
  DispatchQueue.concurrentPerform(iterations: min(max(1, jobs ?? count), count)) { _ in
    while true {
      let at = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard at < count else { return }
      let result = body(at)
      results.withLock { $0[at] = result }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}
