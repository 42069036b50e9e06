package import Linting

/// Whose triggers hold for a finding: the rule's own, and those of foreign checks; and what one of them grades it.
package struct Senses: Sendable, Hashable {
  package var isOwn: Bool
  package var aliases: [String]
  /// How grave the program takes it that the finding comes from.
  package var reported: Severity?

  package init(isOwn: Bool, aliases: [String], reported: Severity? = nil) {
    self.isOwn = isOwn
    self.aliases = aliases
    self.reported = reported
  }
}

/// What findings can be selected by: the names, aliases and groups of the rules that exist.
package struct RuleNames: Sendable {
  /// One thing to select by.
  package enum Selector: Sendable, Hashable {
    case all
    /// A group of rules: `security`, `layout`, …
    case group(String)
    /// All aliases of one origin: `hadolint`, `trivy`, …
    case origin(AliasOrigin)
    case rule(String)
    case alias(String)

    /// How narrow the selector is: an alias beats a rule, which beats a group, which beats `all`.
    package var specificity: Int {
      switch self {
      case .all: 0
      case .group, .origin: 1
      case .rule: 2
      case .alias: 3
      }
    }

    /// Whether the selector means a finding of the rule `info` whose senses are `senses`.
    ///
    /// Names and groups mean findings for which the rule's own trigger holds; aliases and their origins those for which
    /// that foreign check's does. Who switches a rule off by its name wants to hear nothing of it, in whatever sense and whichever
    /// rule stands for it.
    package func covers(_ senses: Senses, of info: RuleInfo, switchingOff: Bool = false) -> Bool {
      let isMeant = senses.isOwn || switchingOff
      return switch self {
      case .all: isMeant
      case .group(let group): isMeant && info.groups.contains(group)
      case .origin(let origin): senses.aliases.contains { origin.owns($0) && !origin.asksForName($0) }
      case .rule(let name): isMeant && (info.name == name || switchingOff && isStandIn(info))
      case .alias(let alias): senses.aliases.contains(alias) && !(switchingOff && cannotBeSilenced)
      }
    }

    /// Whether the rule `info` tells the fault of the rule that is named.
    package func isStandIn(_ info: RuleInfo) -> Bool {
      if case .rule(let name) = self { info.standsFor.contains(name) } else { false }
    }

    /// Whether it is the code for what BuildKit refuses, which nothing that names it takes away, as in hadolint: the build fails
    /// all the same.
    package var cannotBeSilenced: Bool { self == .alias("DL1000") }

    /// The canonical spelling.
    package var description: String {
      switch self {
      case .all: "all"
      case .group(let name), .rule(let name), .alias(let name): name
      case .origin(let origin): origin.rawValue
      }
    }
  }

  /// By spelling in lower case.
  private var selectors: [String: Selector] = [:]
  private let families: Set<RuleInfo.AliasFamily>
  private let infos: [String: RuleInfo]
  private let aliases: Set<String>

  package init(_ infos: [RuleInfo]) {
    families = Set(infos.flatMap(\.aliasFamilies))
    self.infos = Dictionary(infos.map { ($0.name, $0) }) { first, _ in first }
    aliases = Set(infos.flatMap(\.aliases))
    // What comes later wins where spellings are equal: a rule's name is never hidden.
    selectors.reserveCapacity(infos.count + 2 * aliases.count)
    selectors["all"] = .all
    for group in Set(infos.flatMap(\.groups)) { selectors[group] = .group(group) }
    for origin in AliasOrigin.allCases { selectors[origin.rawValue] = .origin(origin) }
    for alias in infos.flatMap(\.aliases) {
      selectors[alias.lowercased()] = .alias(alias)
      for spelling in AliasOrigin.otherSpellings(of: alias) { selectors[spelling.lowercased()] = .alias(alias) }
    }
    for info in infos { selectors[info.name] = .rule(info.name) }
  }

  /// What `text` selects, whatever its case; nil when nothing is called so.
  package func selector(_ text: String) -> Selector? {
    if let selector = selectors[text.lowercased()] { return selector }
    return families.lazy.compactMap { $0.alias(text) }.first.map { .alias($0) }
  }

  /// All aliases of one origin that rules list, in order; those of numbered families are too many.
  func aliases(of origin: AliasOrigin) -> [String] { aliases.filter(origin.owns).sorted() }

  /// The severity that a rule has by itself; nil when there is no such rule.
  package func severity(ofRule name: String) -> Severity? { infos[name]?.severity }

  /// The options that a rule declares; none when there is no such rule.
  package func options(ofRule name: String) -> [RuleInfo.Option] { infos[name]?.options ?? [] }

  /// The names of the rules that bear an alias, in order; none for a selector of another kind.
  package func rules(bearing selector: Selector) -> [String] {
    guard case .alias(let alias) = selector else { return [] }
    return infos.values.filter { $0.aliases.contains(alias) }.map(\.name).sorted()
  }

  /// Why `text` selects nothing, with what was probably meant.
  package func unknown(_ text: String) -> String {
    if let guess = suggestion(for: text) { return "unknown rule, alias or group `\(text)`: did you mean `\(guess)`?" }
    return "unknown rule, alias or group `\(text)`: `imgpolicy rules` lists all"
  }

  /// The name that was probably meant; nil when none is near.
  func suggestion(for text: String) -> String? {
    // What a tool calls its check, without the tool.
    if let alias = aliases.filter({ $0.lowercased().hasSuffix(":\(text.lowercased())") }).min() { return alias }
    let known = selectors.values.map(\.description)
    let spellings = Dictionary(known.map { ($0.lowercased(), $0) }) { min($0, $1) }
    // Rule names are long, so a longer slip is still one.
    let limit = max(2, text.utf8.count / 6)
    return nearest(to: text.lowercased(), among: spellings.keys.sorted(), limit: limit).flatMap { spellings[$0] }
  }
}
