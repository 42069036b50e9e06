internal import Dockerfile
internal import Images
internal import Linting
internal import Workloads

extension Launch {
  /// A finding that says in which state the container stays, and why.
  ///
  /// - Parameters:
  ///   - range: bytes of the manifest.
  ///   - isCertain: whether it follows from the inputs on every runtime.
  ///   - origin: the other place to mend, in the Dockerfile or the image.
  func finding(
    _ info: RuleInfo, _ state: PodState, certain isCertain: Bool = true, _ cause: String, at range: Range<Int>,
    origin: [Finding.Note] = [], help: String? = nil
  ) -> Finding {
    // What is to end by itself does so whether it is ready or not.
    let isHarmless = state == .neverReady && workload.endsByItself && container.role == .regular
    // Where the container gets Ready, the fault is the news, not that.
    let message =
      state.isBlocking && !isHarmless
      ? "the \(title) \(isCertain ? "" : "probably ")\(state.phrase): \(cause)" : "in the \(title), \(cause)"
    var finding = manifest.finding(info, message, at: range, help: help)
    finding.notes = origin
    finding.effect = isHarmless ? nil : effect(state, certain: isCertain)
    return finding
  }

  /// A finding that keeps no pod from anything.
  func remark(
    _ info: RuleInfo, _ statement: String, at range: Range<Int>, origin: [Finding.Note] = [], help: String? = nil
  ) -> Finding {
    var finding = manifest.finding(info, "the \(title) \(statement)", at: range, help: help)
    finding.notes = origin
    return finding
  }

  func effect(_ state: PodState, certain isCertain: Bool) -> RolloutEffect {
    RolloutEffect(
      workload: workload.object.start, container: container.name, turn: turn, state: state, isCertain: isCertain)
  }

  // MARK: The other place

  /// A note at the last instruction of a kind that is in the image, or at FROM where there is none.
  func origin(_ keyword: Keyword, _ message: String) -> [Finding.Note] {
    guard let file = build?.dockerfile, let last = file.shippedStages.last else {
      return [
        Finding.Note(message + (build?.image?.name.map { " (image \($0))" } ?? ""), path: build?.archive)
      ]
    }
    let own = file.shippedStages.lazy.compactMap { $0.instructions.last { $0.keyword == keyword } }.first
    return [Finding.Note(message, path: file.source.path, place: file.syntax.place(of: own ?? last.from))]
  }

  /// A note at the instruction that brought a file into the image, or about its layer.
  func origin(of file: FileEntry, _ message: String) -> [Finding.Note] {
    guard let image = build?.image else { return [] }
    if let release = build?.release, let pair = release.trace.maker(ofLayer: file.layer) {
      let source = release.dockerfile.syntax
      return [
        Finding.Note(message, path: source.source.path, place: source.place(of: pair.instruction))
      ]
    }
    return [Finding.Note("\(message): it is of \(image.layerName(file.layer))", path: build?.archive)]
  }

  /// What `command` or `args` of the manifest, else ENTRYPOINT or CMD of the image say of the process.
  func originOfProcess(_ message: String) -> [Finding.Note] {
    if container.command != nil { return [] }
    if container.arguments == nil, config?.cmd?.isEmpty == false { return origin(.cmd, message) }
    return origin(.entrypoint, message)
  }

  /// The same of its program, which is the first word of both.
  func originOfProgram(_ message: String) -> [Finding.Note] {
    container.command == nil && config?.entrypoint?.isEmpty == false
      ? origin(.entrypoint, message) : originOfProcess(message)
  }

  /// Where the manifest says what runs: at `command`, else at `args`, else at the image.
  var processRange: Range<Int> {
    (container.command ?? container.arguments ?? container.image)?.spot ?? container.spot
  }

  var imageRange: Range<Int> { container.image?.range ?? container.spot }
}

extension Workload {
  /// Whether its pods run to an end.
  fileprivate var endsByItself: Bool { kind == .job || kind == .cronJob }
}

extension PodState {
  /// How messages say it, behind the container's name, where it blocks.
  fileprivate var phrase: String {
    switch self {
    case .rejected: "is refused by the API"
    case .notCreated: "is never created"
    case .unschedulable: "stays Pending, no node fits"
    case .containerCreating: "stays in ContainerCreating"
    case .invalidImageName: "stays in InvalidImageName"
    case .imageNeverPulled: "stays in ErrImageNeverPull"
    case .imagePullBackOff: "stays in ImagePullBackOff"
    case .configError: "stays in CreateContainerConfigError"
    case .startError: "stays in CreateContainerError or RunContainerError"
    case .crashLoop: "ends in CrashLoopBackOff"
    case .restarting: "is killed and restarted again and again"
    case .neverReady: "never gets Ready"
    case .useless, .atRisk: "gets Ready"
    }
  }
}

extension Launch {
  /// The word that names the program, in the manifest; else the image.
  var programRange: Range<Int> {
    if let command = container.command?.items.first { return command.range }
    return imageRange
  }
}
