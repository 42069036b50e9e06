package import Dockerfile
package import Linting

extension Catalog {
  /// What the rules find in a Dockerfile.
  ///
  /// A trigger of ONBUILD runs in each stage on top. What a rule finds in it each time is one finding, with the note of the
  /// first of these stages; it bears the aliases that hold in any of them.
  package func findings(in file: BuildModel) -> [Finding] {
    let triggers = Set(file.syntax.instructions.filter { $0.keyword == .onbuild }.flatMap(\.lines))
    let all = StageChecks.leavingOutUnbuilt(dockerfile.flatMap { $0.check(file) }, in: file)
    if triggers.isEmpty { return all }
    var findings: [Finding] = []
    var indices: [Spot: Int] = [:]
    for finding in all {
      guard let place = finding.place, triggers.contains(place.line) else {
        findings.append(finding)
        continue
      }
      let spot = Spot(rule: finding.rule, message: finding.message, place: place)
      if let index = indices[spot] {
        findings[index].join(finding)
      } else {
        indices[spot] = findings.count
        findings.append(finding.toldByBuildKit)
      }
    }
    return findings
  }

  private struct Spot: Hashable {
    var rule: String
    var message: String
    var place: Place
  }
}

extension Finding {
  /// Of triggers BuildKit alone speaks where they run.
  fileprivate var toldByBuildKit: Finding {
    guard var telling = foreignTelling.first, telling.instruction != instruction else { return self }
    var finding = self
    telling.aliases = aliases.filter(Self.isOfBuildKit)
    finding.foreignTelling = telling.aliases.isEmpty ? [] : [telling]
    return finding
  }

  /// BuildKit names its checks by words, without digits and signs.
  private static func isOfBuildKit(_ alias: String) -> Bool {
    alias.utf8.allSatisfy(\.isLatinLetter) && alias.contains { $0.isLowercase } && alias.first?.isUppercase == true
  }

  fileprivate mutating func join(_ other: Finding) {
    isOwn = isOwn || other.isOwn
    aliases += other.aliases.filter { !aliases.contains($0) }
  }
}
