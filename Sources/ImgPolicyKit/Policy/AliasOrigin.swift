/// The tools and benchmarks that aliases come from. Each is a group that means the findings with such an alias.
package enum AliasOrigin: String, Sendable, Hashable, CaseIterable {
  case hadolint
  case shellcheck
  case buildkit
  case trivy
  case checkov
  case dockle
  case semgrep
  case dockerfilelint
  case tally
  case dive
  /// container-structure-test.
  case cst
  case cis
  case kubeLinter = "kube-linter"
  case kubeScore = "kube-score"
  case polaris
  /// The pod security standards of Kubernetes.
  case pss

  /// Whether an alias has the form that this origin gives its checks.
  package func owns(_ alias: String) -> Bool {
    switch self {
    case .hadolint: Self.isNumbered(alias, after: ["DL", "SC"])
    case .shellcheck: Self.isNumbered(alias, after: ["SC"])
    case .buildkit: Self.isCapitalisedWord(alias)
    case .trivy: Self.isNumbered(alias, after: ["DS-", "KSV-"]) || alias.hasPrefix("trivy:")
    case .checkov: alias.hasPrefix("CKV")
    case .dockle: Self.isNumbered(alias, after: ["CIS-DI-", "DKL-DI-", "DKL-LI-"])
    case .semgrep: alias.hasPrefix("semgrep:")
    case .dockerfilelint: alias.hasPrefix("lint:")
    case .tally: alias.hasPrefix("tally/")
    case .dive, .cst, .kubeLinter, .kubeScore, .polaris: alias.hasPrefix(rawValue + ":")
    case .pss: alias.hasPrefix("PSS:")
    case .cis: alias.hasPrefix("CIS-") && alias.utf8.dropFirst(4).first.map(Self.isDigit) == true
    }
  }

  /// Whether the tool makes a check only for who names it: BuildKit's experimental one.
  func asksForName(_ alias: String) -> Bool { self == .buildkit && alias == "InvalidDefinitionDescription" }

  /// The spellings that trivy's checks had in earlier versions: `AVD-DS-0002` and `DS002` for `DS-0002`.
  static func otherSpellings(of alias: String) -> [String] {
    guard let prefix = ["DS-", "KSV-"].first(where: alias.hasPrefix), let number = Int(alias.dropFirst(prefix.count))
    else { return [] }
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return ["AVD-\(alias)", "\(prefix.dropLast())\(padded)"]
  }

  private static func isNumbered(_ alias: String, after prefixes: [String]) -> Bool {
    prefixes.contains { prefix in
      let rest = alias.utf8.dropFirst(prefix.utf8.count)
      return alias.hasPrefix(prefix) && !rest.isEmpty && rest.allSatisfy(isDigit)
    }
  }

  private static func isCapitalisedWord(_ alias: String) -> Bool {
    guard let first = alias.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else { return false }
    return alias.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
