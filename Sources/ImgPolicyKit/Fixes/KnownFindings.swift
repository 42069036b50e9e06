internal import Linting

/// A finding that a baseline knows, and whose text a fix has changed, so that the baseline would not know it again.
package struct ChangedFinding: Sendable {
  /// By which the baseline knows it.
  package var fingerprint: String
  /// As it is now.
  package var finding: JudgedFinding
}

extension MendText.Judgement {
  /// What is said of a changed text, where what a baseline knows of this one does not count either.
  ///
  /// Fixes move findings and change the text that they stand in, but not their order: as long as there are as many that say the same,
  /// the first is the first.
  func recognised(in changed: Self) -> Self {
    if known.isEmpty { return changed }
    var changed = changed
    let after = Dictionary(grouping: changed.findings.indices) { Saying(changed.findings[$0]) }
    for (saying, before) in Dictionary(grouping: findings, by: Saying.init) {
      guard let indices = after[saying] else { continue }
      let isComplete = indices.count == before.count
      for (number, index) in indices.enumerated() where changed.findings[index].suppressed == nil {
        let earlier = isComplete ? before[number].fingerprint : changed.findings[index].fingerprint
        guard let fingerprint = known[earlier] else { continue }
        changed.findings[index].suppressed = .init(by: .baseline)
        changed.known[changed.findings[index].fingerprint] = fingerprint
      }
    }
    return changed
  }

  /// The findings that a baseline knows by another fingerprint than they have now.
  var changedFindings: [ChangedFinding] {
    findings.compactMap { judged in
      known[judged.fingerprint].flatMap {
        $0 == judged.fingerprint ? nil : ChangedFinding(fingerprint: $0, finding: judged)
      }
    }
  }
}

/// What a finding says, wherever it stands.
private struct Saying: Hashable {
  private let rule: String
  private let message: String

  init(_ judged: JudgedFinding) {
    rule = judged.finding.rule
    message = judged.finding.message
  }
}
