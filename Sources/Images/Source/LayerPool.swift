internal import Linting

/// The layers of all images of an archive, each distinct blob read once.
struct LayerPool: Sendable {
  private var contents: [Blob.Identity: LayerContents] = [:]
  /// A limit that all layers hit together. Which of them met it first depends on the threads, so the entries of none count.
  private(set) var error: ArchiveError?

  private init() {}

  /// Nothing, since the images of the archive together have more entries than the limit.
  init(exceeding limits: Limits) {
    error = ArchiveError.exceeding(
      .imageEntries, "the images of the archive together have more than \(limits.imageEntries) entries")
  }

  /// Reads the layers that the plans name, several at once. Those that went by in a stream have been read.
  static func read(_ plans: [ImagePlan], options: ReadOptions) -> LayerPool {
    let wanted = options.wantedFiles
    let budget = SharedBudget(options.limits)
    var pool = LayerPool()
    let requests = requests(of: plans, options)
    let readable = requests.filter { $0.blob.isComplete }
    options.progress?.expect(readable.reduce(0) { $1.blob.file == nil ? $0 : $0 &+ $1.blob.length })
    let results = inParallel(readable.count, jobs: options.jobs) { at in
      let (blob, request) = readable[at]
      return blob.open().map {
        LayerReader.read(
          ReadProgress.watch($0, options.progress), length: blob.length, request, limits: options.limits,
          wanted: wanted, budget: budget)
      }
    }
    if budget.hasTooManyNames { pool.error = tooManyNames(options.limits) }
    if budget.hasTooManyEntries { pool.error = tooManyEntries(options.limits) }
    if budget.isStopped { pool.error = tooManyAccessRights(options.limits) }
    for (at, entry) in readable.enumerated() {
      let contents = results[at] ?? passed(entry.blob, entry.request)
      pool.contents[entry.blob.identity] = pool.error == nil ? contents : contents.withoutContent
    }
    for (blob, _) in requests where !blob.isComplete {
      var contents = LayerContents()
      contents.faults.add(cutOff(blob))
      pool.contents[blob.identity] = contents
    }
    return pool
  }

  /// What was read of a layer; nothing for one that is not there.
  func contents(of layer: ImagePlan.Layer) -> LayerContents {
    layer.blob.flatMap { contents[$0.identity] } ?? LayerContents()
  }

  /// One request for each distinct blob, the largest first, so that the last one to end is a small one.
  private static func requests(of plans: [ImagePlan], _ options: ReadOptions) -> [(blob: Blob, request: LayerRequest)] {
    var requests: [Blob.Identity: (blob: Blob, request: LayerRequest, order: Int)] = [:]
    for plan in plans {
      for (at, layer) in plan.layers.enumerated() {
        guard let blob = layer.blob else { continue }
        var (_, request, order) = requests[blob.identity] ?? (blob, LayerRequest(isOpaque: true), requests.count)
        request.digestsFiles = options.digestsFiles
        let diffID = plan.diffID(at: at)
        request.isOpaque = request.isOpaque && layer.fault != nil
        request.isDigestKnown = request.isDigestKnown || layer.digest != nil || diffID != nil
        request.mayBeEmpty = request.mayBeEmpty || diffID == .ofNothing
        if options.verify {
          request.storedAlgorithms.insert(layer.digest?.algorithm ?? .sha256)
          request.tarAlgorithms.insert(diffID?.algorithm ?? .sha256)
        }
        requests[blob.identity] = (blob, request, order)
      }
    }
    return requests.values.sorted { ($1.blob.length, $0.order) < ($0.blob.length, $1.order) }.map {
      ($0.blob, $0.request)
    }
  }

  private static func passed(_ blob: Blob, _ request: LayerRequest) -> LayerContents {
    guard case .passed(let passed) = blob.content else { return LayerContents() }
    return request.isOpaque ? passed.contents.withoutContent : passed.contents
  }
}

private func cutOff(_ blob: Blob) -> ArchiveError {
  ArchiveError(
    .truncatedArchive,
    "the layer is cut off: \(blob.presentBytes) of its \(blob.length) bytes are there; export the image again",
    offset: blob.file?.size)
}
