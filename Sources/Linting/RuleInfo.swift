/// What there is to know about a rule without running it: the catalogue, the documentation and the tests read it.
///
/// There is one for each rule, and it never changes: a class, since a copy of twenty arrays and texts at each look would be a
/// tenth of the time that a short run takes.
package final class RuleInfo: Sendable {
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
    /// The text of a bad Dockerfile, without marks, after the rule's own fixes, unsafe ones included; nil where it has none.
    package var fixed: String?
    /// A policy file (YAML) that the example needs; nil when the rule speaks without settings.
    package var policy: String?
    /// The ignore file of the build context (`.dockerignore`); nil when there is none.
    package var ignoreFile: String?
    /// The files of the build context, one `path size` a line (`src/app.ts 12kB`); nil when they are not known.
    package var contextFiles: String?
    /// The listing of a base image that is given by its archive, under the name of its tag; nil when none is.
    package var base: String?
    /// The listing of the image that is said to be built from the Dockerfile, or that the manifest runs; nil where the rule
    /// judges no image beside it.
    package var image: String?
    /// The Dockerfile of the image that the manifest runs; nil where it is not known.
    package var dockerfile: String?
    /// The listing of an earlier build that an image is held against; nil when there is none.
    package var baseline: String?
    /// The chart's own values, which Helm values are laid over; nil when they are the chart's own.
    package var chart: String?
    /// The JSON schema of a chart's values; nil when it has none.
    package var schema: String?

    package init(
      _ text: String, fixed: String? = nil, policy: String? = nil, ignoreFile: String? = nil,
      contextFiles: String? = nil, base: String? = nil, image: String? = nil, dockerfile: String? = nil,
      baseline: String? = nil, chart: String? = nil, schema: String? = nil
    ) {
      self.text = text
      self.fixed = fixed
      self.policy = policy
      self.ignoreFile = ignoreFile
      self.contextFiles = contextFiles
      self.base = base
      self.image = image
      self.dockerfile = dockerfile
      self.baseline = baseline
      self.chart = chart
      self.schema = schema
    }
  }

  /// Where the rule knowingly judges otherwise than a foreign check that it serves, and why that is right.
  package struct Deviation: Sendable, Hashable {
    /// The foreign check, one of the rule's aliases; for a numbered family, its `description`.
    package var alias: String
    /// What the foreign check does, what this rule does instead, and why, in one or two sentences.
    package var reason: String

    package init(_ alias: String, _ reason: String) {
      self.alias = alias
      self.reason = reason
    }
  }

  /// Foreign checks that are told apart by a number alone, and are too many and too changeable to be listed: `SC1000` to
  /// `SC9999`.
  package struct AliasFamily: Sendable, Hashable {
    /// In capitals.
    package var prefix: String
    package var digits: Int

    package init(prefix: String, digits: Int) {
      self.prefix = prefix
      self.digits = digits
    }

    /// The check of this family that `text` names, in whatever case; nil when it names none.
    package func alias(_ text: String) -> String? {
      let alias = text.uppercased()
      let number = alias.utf8.dropFirst(prefix.utf8.count)
      let isNumber =
        number.count == digits && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return alias.hasPrefix(prefix) && isNumber ? alias : nil
    }

    /// An alias of the form that no check has: what holds for it holds for all that nobody names.
    package var standIn: String { prefix + String(repeating: "0", count: digits) }

    /// The family as a person writes it: `SC####`.
    package var description: String { prefix + String(repeating: "#", count: digits) }
  }

  /// A setting that a policy may give beside the rule's severity.
  package struct Option: Sendable, Hashable {
    /// What the setting's value must be.
    package enum Kind: Sendable, Hashable {
      case flag
      case integer
      /// A number of bytes, such as `500MB`.
      case size
      case text
      case textList
      /// Texts by name; each name has one text or several.
      case textMap
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
  package let name: String
  /// The checks of other tools and the benchmark sections that mean the same (`DL3006`, `CKV_DOCKER_7`, `CIS-4.2`).
  package let aliases: [String]
  /// Numbered checks of another program, whose findings the rule passes on: each of them bears one of these as an alias.
  package let aliasFamilies: [AliasFamily]
  /// What the rule can be selected by together with others: `security`, `layout`, `size`, …
  package let groups: [String]
  /// The severity where a policy has the rule and says nothing else.
  package let severity: Severity
  package let status: Status
  /// The strongest fix that the rule may offer; nil for a rule without fixes.
  package let fix: Fix.Applicability?
  /// What of the build its safe fixes may change; all else is the same as before.
  package let fixChanges: Set<BuildAspect>
  /// Rules that may see only behind its fixes what was there before: `apt` hides from them what `apt-get` does not.
  package let fixReveals: Set<String>
  /// Rules that its fixes must not bring into play: where one of them would have something to say, the fix is not made.
  package let fixYieldsTo: Set<String>
  /// The fault in one sentence.
  package let summary: String
  /// Why it matters, and when to ignore it.
  package let rationale: String
  /// What to do about it, in one or two sentences: the default help of the rule's findings.
  package let help: String
  package let bad: [Example]
  package let good: [Example]
  /// The image files whose contents the rule reads.
  package let wants: [WantedContents]
  /// The image files whose contents the rule wants to see compared.
  package let compares: Set<ContentComparison>
  /// More general rules that stay silent where this one speaks on the same spot.
  package let silences: [String]
  /// Of `silences`, those whose very fault this one tells better. What waives, grades or switches off one of them means this one,
  /// too, unless it is named itself.
  package let standsFor: [String]
  /// Whether a rule that holds inputs against each other judges also where it has one of them alone.
  package let judgesAlone: Bool
  /// Where it knowingly differs from the checks in `aliases`.
  package let deviations: [Deviation]
  /// Its own settings in a policy.
  package let options: [Option]
  /// Addresses of specifications and documentation.
  package let references: [String]

  /// In `fixReveals`: whatever the fix gives a meaning to stood there before.
  package static let allRules = "all"

  package init(
    name: String, aliases: [String] = [], aliasFamilies: [AliasFamily] = [], groups: [String], severity: Severity,
    status: Status = .stable(since: "0.1.0"), fix: Fix.Applicability? = nil,
    fixChanges: Set<BuildAspect> = [], fixReveals: Set<String> = [], fixYieldsTo: Set<String> = [], summary: String,
    rationale: String,
    help: String, bad: [Example], good: [Example], wants: [WantedContents] = [],
    compares: Set<ContentComparison> = [], silences: [String] = [], standsFor: [String] = [],
    judgesAlone: Bool = false,
    deviations: [Deviation] = [], options: [Option] = [], references: [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.aliasFamilies = aliasFamilies
    self.groups = groups
    self.severity = severity
    self.status = status
    self.fix = fix
    self.fixChanges = fixChanges
    self.fixReveals = fixReveals
    self.fixYieldsTo = fixYieldsTo
    self.summary = summary
    self.rationale = rationale
    self.help = help
    self.bad = bad
    self.good = good
    self.wants = wants
    self.compares = compares
    self.silences = silences
    self.standsFor = standsFor
    self.judgesAlone = judgesAlone
    self.deviations = deviations
    self.options = options
    self.references = references
  }

  /// Whether findings of the rule may bear an alias, given in its canonical spelling.
  package func mayBear(_ alias: String) -> Bool {
    aliases.contains(alias) || aliasFamilies.contains { $0.alias(alias) == alias }
  }
}

/// Image files of which it matters whether they have the same content.
package enum ContentComparison: Sendable, Hashable {
  /// A file and the one of the same size that a later layer puts in its place.
  case replacedFiles
  /// Files of the final file system that have the same size, `duplicateFileSize` or more.
  case duplicates

  /// Smaller files are not worth a comparison. Bytes.
  package static let duplicateFileSize = 1_000_000
}
