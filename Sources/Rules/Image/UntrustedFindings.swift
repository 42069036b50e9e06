package import Images
package import Linting

extension ImageModel {
  /// What rules find in the image. Where its bytes are not those that were meant, findings about its contents say so.
  package func findings(of rules: [any Rule<ImageModel>]) -> [Finding] {
    let rules = applicable(rules)
    guard let reason = reasonForDoubt else { return rules.flatMap { $0.check(self) } }
    return rules.flatMap { rule in
      rule.check(self).map { finding in
        guard !rule.info.groups.contains("integrity") else { return finding }
        var finding = finding
        finding.notes.append(Finding.Note("untrusted: \(reason)"))
        return finding
      }
    }
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
