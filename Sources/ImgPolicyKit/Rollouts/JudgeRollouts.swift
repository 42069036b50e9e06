internal import Images
internal import Linting
internal import Rules
internal import Workloads

/// A workload that was judged, with what its verdict depends on beside the findings.
struct RolloutSubject: Sendable {
  var workload: Workload
  /// The index of its manifest in the report.
  var input: Int
  /// The 1-based line of its name.
  var line: Int
  /// The lines of the whole object.
  var lines: ClosedRange<Int>
  /// Whether the image of each container is known, its files included.
  var knowsImages: Bool

  /// The workloads of a file.
  static func all(of rollout: Rollout, input: Int) -> [RolloutSubject] {
    rollout.manifest.workloads.map { RolloutSubject($0, rollout.launches(of: $0), input: input) }
  }

  private init(_ workload: Workload, _ launches: [Launch], input: Int) {
    self.workload = workload
    self.input = input
    let source = workload.object.source
    line = source.line(at: workload.object.spot.lowerBound)
    let range = workload.object.node.range
    lines = source.line(at: range.lowerBound)...source.line(at: max(range.lowerBound, range.upperBound - 1))
    knowsImages = launches.allSatisfy { $0.build?.image.map { $0.config != nil && $0.error == nil } ?? false }
  }

  /// Whether it asks for pods now.
  var isStarted: Bool {
    let spec = workload.spec
    return workload.replicas?.integer != 0 && spec?["paused"]?.flag != true && spec?["suspend"]?.flag != true
      && (workload.kind != .cronJob || workload.object.node["spec", "suspend"]?.flag != true)
  }
}

extension Assessment {
  /// One verdict for each workload whose images the run may know, in the order of the manifests.
  func rolloutVerdicts() -> [RolloutVerdict] {
    var offsets = [0]
    for found in findings { offsets.append(offsets[offsets.count - 1] + found.count) }
    var seen: Set<String> = []
    return rolloutSubjects.compactMap { subject in
      let path = inputs[subject.input].path
      guard seen.insert("\(path):\(subject.line)").inserted else { return nil }
      // Targets may list one manifest twice: each judges the containers of its own images.
      let effects = inputs.indices.filter { inputs[$0].path == path }.flatMap { input in
        findings[input].enumerated().compactMap { index, judged in
          effect(of: judged, on: subject).map {
            RolloutVerdict.Blocker(
              finding: offsets[input] + index, message: judged.finding.message, effect: $0)
          }
        }
      }
      return RolloutVerdict(of: subject, effects)
    }
  }

  /// What a finding that counts does to a workload; nil when it is about something else.
  private func effect(of judged: JudgedFinding, on subject: RolloutSubject) -> RolloutEffect? {
    guard judged.suppressed == nil else { return nil }
    let object = subject.workload.object
    if let effect = judged.finding.effect {
      return effect.workload == object.title && effect.namespace == object.namespace ? effect : nil
    }
    guard let state = ManifestFaults.state(of: judged), let line = judged.finding.place?.line,
      subject.lines.contains(line)
    else { return nil }
    return RolloutEffect(
      workload: object.title, namespace: object.namespace, container: nil, turn: 0, state: state, isCertain: true)
  }
}

/// The rules of manifests alone whose faults keep a workload from starting.
private enum ManifestFaults {
  static func state(of judged: JudgedFinding) -> PodState? {
    // The milder cases of these rules are guesses.
    guard judged.severity == .error else { return nil }
    return states[judged.finding.rule]
  }

  private static let states: [String: PodState] = [
    "duplicate-port-name": .rejected, "invalid-port-name": .rejected, "invalid-quantity": .rejected,
    "invalid-restart-policy": .rejected, "memory-in-milli-units": .startError, "missing-config-reference": .configError,
    "removed-api-version": .rejected, "request-over-limit": .rejected, "selector-template-mismatch": .rejected,
    "service-account-missing": .notCreated, "yaml-implicit-boolean": .rejected,
  ]
}
