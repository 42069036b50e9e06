package import Images
package import Linting

extension ImageModel {
  /// What rules find in the image, of each rule no more than `mostFindings`. Where its bytes are not those that were meant, findings
  /// about its contents say so. Several rules look at the image at once, at most `jobs`.
  package func findings(of rules: [any Rule<ImageModel>], jobs: Int? = nil) -> [Finding] {
    let reason = reasonForDoubt
    let rules = applicable(rules)
    let findings = inParallel(rules.count, jobs: jobs) { at in
      let rule = rules[at]
      let findings = listed(rule.check(self), of: rule.info)
      guard let reason, !rule.info.groups.contains("integrity") else { return findings }
      return findings.map { finding in
        var finding = finding
        finding.notes.append(Finding.Note("untrusted: \(reason)"))
        return finding
      }
    }
    return findings.flatMap { $0 }
  }

  /// An image can be made to have a finding for each of its entries. What is left out counts as one more, which no waiver of a path
  /// lifts.
  private func listed(_ findings: [Finding], of rule: RuleInfo) -> [Finding] {
    let further = findings.count - mostFindings
    guard further > 0 else { return findings }
    return findings.prefix(mostFindings) + [Finding(rule, "\(further) more findings of \(rule.name) are not listed")]
  }

  /// Why what the image holds may not be what was built; nil when nothing says so.
  private var reasonForDoubt: String? {
    let mismatches: Set<ImageFault.Kind> = [
      .configDigestMismatch, .diffIDMismatch, .layerCountMismatch, .layerDigestMismatch, .manifestDigestMismatch,
    ]
    let fault = faults.first { mismatches.contains($0.kind) } ?? faults.first { $0.error != nil }
    if let fault { return "the image has a fault of integrity (\(fault.kind.rawValue))" }
    return error.map { "the image could not be read in full (\($0.kind.rawValue))" }
  }
}

/// The most findings of one rule in one image that are listed.
private let mostFindings = 10_000
