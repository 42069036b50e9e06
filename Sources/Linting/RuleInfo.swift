/// What there is to know about a rule without running it: the catalogue, the documentation and the tests read it.
package struct RuleInfo: Sendable {
  /// Whether a rule counts in a verdict yet. The version is the one since which it has this status.
  package enum Status: Sendable, Hashable {
    case preview(since: String)
    case stable(since: String)
    case deprecated(since: String)
  }

  /// A text that the rule judges, with the findings that it gives, or must not give.
  ///
  /// In the text of a Dockerfile, `‹` and `›` enclose each place where a finding falls; they are no part of the text.
  /// An image is written as a listing (`Tests/TestSupport/ImageListing.swift`).
  package struct Example: Sendable {
    package var text: String
    /// A policy file (YAML) that the example needs; nil when the rule speaks without settings.
    package var policy: String?
    /// The ignore file of the build context (`.dockerignore`); nil when nothing is known of the context.
    package var ignoreFile: String?
    /// The listing of a base image that is given by its archive, under the name of its tag; nil when none is.
    package var base: String?

    package init(_ text: String, policy: String? = nil, ignoreFile: String? = nil, base: String? = nil) {
      self.text = text
      self.policy = policy
      self.ignoreFile = ignoreFile
      self.base = base
    }
  }

  /// Where the rule knowingly judges otherwise than a foreign check that it serves, and why that is right.
  package struct Deviation: Sendable, Hashable {
    /// The foreign check, one of the rule's aliases.
    package var alias: String
    /// What the foreign check does, what this rule does instead, and why, in one or two sentences.
    package var reason: String

    package init(_ alias: String, _ reason: String) {
      self.alias = alias
      self.reason = reason
    }
  }

  /// A setting that a policy may give beside the rule's severity.
  package struct Option: Sendable, Hashable {
    /// What the setting's value must be.
    package enum Kind: Sendable, Hashable {
      case flag
      case integer
      case text
      case textList
    }

    /// The key in a policy, in kebab case.
    package var name: String
    package var kind: Kind
    /// What it means, and what holds without it, in one sentence.
    package var meaning: String

    package init(_ name: String, _ kind: Kind, _ meaning: String) {
      self.name = name
      self.kind = kind
      self.meaning = meaning
    }
  }

  /// The fault as a noun phrase in kebab case, derived from the name of the rule's type: `unpinned-base-image`.
  package var name: String
  /// The checks of other tools and the benchmark sections that mean the same (`DL3006`, `CKV_DOCKER_7`, `CIS-4.2`).
  package var aliases: [String]
  /// What the rule can be selected by together with others: `security`, `layout`, `size`, …
  package var groups: [String]
  /// The severity where a policy has the rule and says nothing else.
  package var severity: Severity
  package var status: Status
  /// The strongest fix that the rule may offer; nil for a rule without fixes.
  package var fix: Fix.Applicability?
  /// The fault in one sentence.
  package var summary: String
  /// Why it matters, and when to ignore it.
  package var rationale: String
  /// What to do about it, in one or two sentences: the default help of the rule's findings.
  package var help: String
  package var bad: [Example]
  package var good: [Example]
  /// The image files whose contents the rule reads.
  package var wants: [WantedContents]
  /// More general rules that stay silent where this one speaks on the same spot.
  package var silences: [String]
  /// Where it knowingly differs from the checks in `aliases`.
  package var deviations: [Deviation]
  /// Its own settings in a policy.
  package var options: [Option]
  /// Addresses of specifications and documentation.
  package var references: [String]

  package init(
    name: String, aliases: [String] = [], groups: [String], severity: Severity,
    status: Status = .stable(since: "0.1.0"), fix: Fix.Applicability? = nil, summary: String, rationale: String,
    help: String, bad: [Example], good: [Example], wants: [WantedContents] = [], silences: [String] = [],
    deviations: [Deviation] = [], options: [Option] = [], references: [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.groups = groups
    self.severity = severity
    self.status = status
    self.fix = fix
    self.summary = summary
    self.rationale = rationale
    self.help = help
    self.bad = bad
    self.good = good
    self.wants = wants
    self.silences = silences
    self.deviations = deviations
    self.options = options
    self.references = references
  }
}

/// Image files whose bytes a rule wants to see while the archive streams past.
package struct WantedContents: Sendable, Hashable {
  /// A glob over paths inside the image, without a leading slash.
  package var pattern: String
  /// The most bytes to keep of one file; a larger file is not kept at all.
  package var sizeLimit: Int

  package init(_ pattern: String, sizeLimit: Int = 1 << 20) {
    self.pattern = pattern
    self.sizeLimit = sizeLimit
  }
}
