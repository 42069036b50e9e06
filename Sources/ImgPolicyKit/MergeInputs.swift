internal import Linting

/// A file that several targets name is one input of the report, however often it was judged.
extension Assessment {
  /// What two inputs have in common that are one.
  private struct Identity: Hashable {
    var path: String
    var kind: Report.InputKind
    var image: String?
    var platform: String?
  }

  /// What is said, and how it counts. The notes may differ: each target traces an image to lines of its own Dockerfile.
  private struct Fault: Hashable {
    private let rule: String
    private let message: String
    private let place: Place?
    private let layer: Finding.LayerReference?
    private let file: String?
    private let severity: Severity
    private let suppressed: JudgedFinding.Suppression?

    init(_ judged: JudgedFinding) {
      (rule, message, place) = (judged.finding.rule, judged.finding.message, judged.finding.place)
      (layer, file) = (judged.finding.layer, judged.finding.file)
      (severity, suppressed) = (judged.severity, judged.suppressed)
    }
  }

  /// Joins the inputs of one file that the same policies judge, and leaves out of the others what was said already: one fault is
  /// counted once. What differs, as what each target's image says of a Dockerfile that they share, stays.
  mutating func mergeInputs() {
    var kept: [Identity: [Int]] = [:]
    var merged: Set<Int> = []
    for index in inputs.indices {
      let input = inputs[index]
      let identity = Identity(
        path: input.path, kind: input.kind, image: input.image?.configDigest, platform: input.image?.platform)
      for other in kept[identity] ?? [] { dropRepeated(in: index, saidIn: other) }
      let twin = kept[identity]?.first { isOne($0, with: index) }
      guard let twin else {
        kept[identity, default: []].append(index)
        continue
      }
      for var finding in findings[index] {
        finding.input = twin
        findings[twin].append(finding)
      }
      findings[twin].sort { Judge.precedes($0.finding, $1.finding) }
      if inputs[twin].costs.isEmpty { inputs[twin].costs = inputs[index].costs }
      merged.insert(index)
    }
    if !merged.isEmpty { remove(merged) }
  }

  private func isOne(_ first: Int, with second: Int) -> Bool {
    inputs[first].policies == inputs[second].policies && inputs[first].error == inputs[second].error
      && inputs[first].failOn == inputs[second].failOn
  }

  /// What fails only by the threshold of the second stays there.
  private mutating func dropRepeated(in second: Int, saidIn first: Int) {
    let said = Dictionary(grouping: findings[first], by: Fault.init)
    let (firstThreshold, secondThreshold) = (inputs[first].failOn, inputs[second].failOn)
    findings[second].removeAll { judged in
      (said[Fault(judged)] ?? []).contains { other in
        other.reaches(firstThreshold) || !judged.reaches(secondThreshold)
      }
    }
  }

  private mutating func remove(_ merged: Set<Int>) {
    let left = inputs.indices.filter { !merged.contains($0) }
    inputs = left.map { inputs[$0] }
    resolutions = left.map { resolutions[$0] }
    findings = left.enumerated().map { number, index in
      findings[index].map { judged in
        var judged = judged
        judged.input = number
        return judged
      }
    }
  }
}
