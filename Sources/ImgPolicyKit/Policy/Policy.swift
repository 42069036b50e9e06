package import Linting
package import Rules

/// From which severity on a finding fails the run.
package enum FailOn: Sendable, Hashable {
  case never
  case at(Severity)

  /// The words of `fail-on` and `--fail-on`.
  package static let words: [(word: String, value: FailOn)] =
    [("none", .never)] + Severity.allCases.map { ($0.rawValue, .at($0)) }
}

/// One policy file, decoded: what it says itself, without what it extends.
package struct Policy: Sendable {
  /// A policy that another one names: a built-in name or a path.
  package struct Reference: Sendable, Hashable {
    package var text: String
    package var place: Place
  }

  /// How grave the findings that a selector means are.
  package struct Grade: Sendable, Hashable {
    package enum Level: Sendable, Hashable {
      case off
      case on(Severity)
      /// As grave as the program says that the finding comes from, and off below a severity. What no other program
      /// reported has the severity of its rule.
      case reported(atLeast: Severity)
      /// As the policies below grade them, but no less grave than this. No word stands for it: it is what demands amount to.
      case atLeast(Severity)

      /// The words that suit every rule.
      package static let words: [(word: String, value: Level)] =
        [("off", .off)] + Severity.allCases.map { ($0.rawValue, .on($0)) }
      /// These and the words for what other programs report: understood everywhere, and told where they are documented.
      package static let allWords =
        words + [("reported", .reported(atLeast: .style)), ("reported-errors", .reported(atLeast: .error))]

      /// The severity of a finding whose own is `own`; nil when it does not count.
      func severity(own: Severity) -> Severity? {
        switch self {
        case .off: nil
        case .on(let severity): severity
        case .reported(let least): own >= least ? own : nil
        case .atLeast(let least): max(own, least)
        }
      }
    }

    package var selector: RuleNames.Selector
    package var level: Level

    package init(_ selector: RuleNames.Selector, _ level: Level) {
      self.selector = selector
      self.level = level
    }
  }

  /// The policies that this one is laid over; nil when the file does not say, which means `default`.
  package var extends: [Reference]?
  package var description: String?
  package var failOn: FailOn?
  package var shellCheck: ShellCheckUse?
  /// Only what the file sets; see `RuleSettings.merge`.
  package var settings = RuleSettings()
  /// The stages that the file's layout names without listing all: those of the policies below it.
  package var foreignStages: [StageMention] = []
  /// What the file says of comments that suppress findings.
  package var suppressions = SuppressionDemands()
  /// In the order of the file.
  package var grades: [Grade] = []
  /// What the file says of the fixes of rules, in its order.
  package var fixes: [FixLimits.Limit] = []
  /// In the order of the file.
  package var waivers: [Waiver] = []

  /// Reads a policy file; `path` is what messages call it.
  package static func decode(_ bytes: [UInt8], path: String, names: RuleNames) throws(PolicyError) -> Policy {
    let root = try ReadYAML.root(of: bytes, path: path)
    var context = DecodeContext(source: path, names: names)
    var policy = Policy()
    root.decode(into: &policy, by: keys, &context)
    try context.finish()
    return policy
  }

  static let keys = KeyTable<Policy>(
    decoders: [
      ("extends", { $0.decodeExtends($1, &$2) }),
      ("description", { $0.description = $1.text(&$2) }),
      ("fail-on", { $0.failOn = $1.choice(FailOn.words, &$2) }),
      ("date", { $0.settings.date = $1.date(&$2) }),
      ("shellcheck", { $0.shellCheck = $1.choice(ShellCheckUse.words, &$2) }),
      ("budgets", { $1.decode(into: &$0.settings.budgets, by: Budgets.keys, &$2) }),
      ("layout", { $0.decodeLayout($1, &$2) }),
      ("config", { $1.decode(into: &$0.settings.config, by: ConfigDemands.keys, &$2) }),
      ("files", { $0.settings.files = $1.fileDemands(&$2) }),
      ("labels", { $1.decode(into: &$0.settings.labels, by: LabelDemands.keys, &$2) }),
      ("registries", { $0.settings.registries = $1.registries(&$2) }),
      ("values", { $0.settings.values = $1.valueDemands(&$2) }),
      ("suppressions", { $1.decode(into: &$0.suppressions, by: SuppressionDemands.keys, &$2) }),
      ("rules", { $0.decodeRules($1, &$2) }),
      ("waivers", { $0.decodeWaivers($1, &$2) }),
    ],
    elsewhere: [
      (
        ["version", "targets", "paths", "bases", "ignore"],
        "the project file, imgpolicy.yaml: --config names another one"
      ),
      (
        ["ignored", "override", "trustedRegistries", "failure-threshold", "label-schema"],
        "hadolint's configuration: --config names one, and `imgpolicy init --from` makes a policy of it"
      ),
    ])

  private mutating func decodeExtends(_ node: ConfigNode, _ context: inout DecodeContext) {
    if case .sequence(let items) = node.content, items.isEmpty {
      extends = []
      return
    }
    let names = node.names(&context, expected: "the name of a policy, the path of one, or a list of them")
    extends = names?.map { Reference(text: $0.text, place: $0.place) }
  }
}
