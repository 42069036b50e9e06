internal import Dockerfile
internal import Linting
internal import Rules

/// An image that is held against the Dockerfile that it is said to be built from.
struct BuiltImage: Sendable {
  /// The index of its input.
  var image: Int
  /// That of the Dockerfile's.
  var dockerfile: Int
  /// What the image says of lines of the Dockerfile.
  var told: Set<Told>

  /// A finding on a line of a Dockerfile, whatever the judging made of it.
  struct Told: Sendable, Hashable {
    private let rule: String
    private let message: String

    init(_ finding: Finding) { (rule, message) = (finding.rule, finding.message) }
  }
}

extension Assessment {
  /// One fault, one finding, also between an image and its Dockerfile: what a special rule says on the one is not said on the
  /// other by a general rule, which it silences. It is as grave as that would have been.
  ///
  /// They are about the same thing where they are about the same layer, or about none.
  mutating func silenceReleaseFindings() {
    for release in builtImages {
      silence(in: release.image, by: release.dockerfile) { release.told.contains(BuiltImage.Told($0)) }
    }
    for release in builtImages { silence(in: release.dockerfile, by: release.image) { _ in true } }
  }

  private mutating func silence(in general: Int, by special: Int, where isMeant: (Finding) -> Bool) {
    for index in findings[special].indices {
      let judged = findings[special][index]
      // What only a foreign check would say is not the special fault.
      guard judged.finding.isOwn, isMeant(judged.finding) else { continue }
      for rule in infos[judged.finding.rule]?.silences ?? [] {
        let isSame = infos[judged.finding.rule]?.standsFor.contains(rule) == true
        // Who accepts the special fault has not accepted the general one of the other side, unless the two are one.
        let isSaid = { (other: JudgedFinding) in
          other.finding.rule == rule && other.finding.layer == judged.finding.layer
            && (isSame || judged.suppressed == nil || other.suppressed != nil)
        }
        let severity = findings[general].filter { isSaid($0) && $0.suppressed == nil }.map(\.severity).max()
        findings[general].removeAll(where: isSaid)
        if let severity { findings[special][index].severity = max(severity, findings[special][index].severity) }
      }
    }
  }
}
