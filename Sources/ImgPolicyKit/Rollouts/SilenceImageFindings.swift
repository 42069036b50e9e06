internal import Linting

extension Assessment {
  /// Leaves out of the judged images what a manifest that runs them says better: what a special rule says there of a variable
  /// of an image is not said of the same variable by the general one.
  mutating func silenceImageFindings() {
    var told: Set<Told> = []
    for judged in findings.joined() where judged.suppressed == nil {
      guard let digest = judged.finding.imageDigest, let variable = judged.finding.variable else { continue }
      for rule in infos[judged.finding.rule]?.silences ?? [] {
        told.insert(Told(rule: rule, digest: digest, variable: variable))
      }
    }
    guard !told.isEmpty else { return }
    for index in inputs.indices {
      guard let digest = inputs[index].image?.configDigest else { continue }
      findings[index].removeAll { judged in
        judged.finding.variable.map { told.contains(Told(rule: judged.finding.rule, digest: digest, variable: $0)) }
          ?? false
      }
    }
  }
}

/// A fault of a variable of an image.
private struct Told: Hashable {
  var rule: String
  var digest: String
  var variable: String
}
