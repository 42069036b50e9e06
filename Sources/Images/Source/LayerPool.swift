internal import Dispatch
internal import Linting
internal import Synchronization

/// The layers of all images of an archive, each distinct blob read once.
struct LayerPool: Sendable {
  private var contents: [Blob.Identity: LayerContents] = [:]
  /// A limit that all layers hit together. Which of them met it first depends on the threads, so the entries of none count.
  private(set) var error: ArchiveError?

  /// Reads the layers that the plans name, several at once.
  static func read(_ plans: [ImagePlan], options: ReadOptions) -> LayerPool {
    let wanted = WantedFiles(
      options.wanted + [
        .init("etc/passwd", sizeLimit: Accounts.sizeLimit), .init("etc/group", sizeLimit: Accounts.sizeLimit),
      ])
    let budget = SharedBudget(options.limits)
    let requests = requests(of: plans, options)
    options.progress?.expect(requests.reduce(0) { $0 &+ $1.blob.length })
    let results = inParallel(requests.count, jobs: options.jobs ?? processorCount()) { at in
      LayerReader.read(requests[at], limits: options.limits, wanted: wanted, budget: budget)
    }
    var pool = LayerPool()
    if budget.hasTooManyEntries {
      pool.error = ArchiveError(
        .limitExceeded, "the layers together have more than \(options.limits.totalEntries) entries")
    }
    for (request, contents) in zip(requests, results) {
      pool.contents[request.blob.identity] = pool.error == nil ? contents : withoutEntries(contents)
    }
    return pool
  }

  /// What was read of a layer; nothing for one that is not there.
  func contents(of layer: ImagePlan.Layer) -> LayerContents {
    layer.blob.flatMap { contents[$0.identity] } ?? LayerContents()
  }

  /// One request for each distinct blob, the largest first, so that the last one to end is a small one.
  private static func requests(of plans: [ImagePlan], _ options: ReadOptions) -> [LayerRequest] {
    var requests: [Blob.Identity: LayerRequest] = [:]
    for plan in plans {
      for (at, layer) in plan.layers.enumerated() {
        guard let blob = layer.blob, layer.fault == nil else { continue }
        var request =
          requests[blob.identity]
          ?? LayerRequest(blob: blob, digestsFiles: options.digestsFiles, progress: options.progress)
        let diffID = plan.diffID(at: at)
        request.mayBeEmpty = request.mayBeEmpty || diffID == .ofNothing
        if options.verify {
          request.storedAlgorithms.insert(layer.digest?.algorithm ?? .sha256)
          request.tarAlgorithms.insert(diffID?.algorithm ?? .sha256)
        }
        requests[blob.identity] = request
      }
    }
    return requests.values.sorted { ($1.blob.length, $0.blob.offset) < ($0.blob.length, $1.blob.offset) }
  }

  private static func withoutEntries(_ contents: LayerContents) -> LayerContents {
    var bare = LayerContents()
    bare.storedBytes = contents.storedBytes
    bare.compression = contents.compression
    return bare
  }
}

/// The results of `body` for 0, 1, … in order, computed by up to `jobs` threads.
private func inParallel<Result: Sendable>(
  _ count: Int, jobs: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  let next = Atomic<Int>(0)
  let results = Mutex([Result?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: min(max(1, jobs), count)) { _ in
    while true {
      let at = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard at < count else { return }
      let result = body(at)
      results.withLock { $0[at] = result }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}
