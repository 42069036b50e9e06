/// A number that a finding is about, with its unit: bytes, per cent or a count.
package struct Measurement: Sendable, Hashable {
  package enum Unit: String, Sendable {
    case bytes
    case percent
    case count
  }

  package var value: Int
  package var unit: Unit

  package init(_ value: Int, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }
}

/// One fault that a rule found: a value without severity, which only the policy gives.
package struct Finding: Sendable, Hashable {
  /// A further place or fact that helps to understand the finding.
  package struct Note: Sendable, Hashable {
    package var message: String
    /// The file of `place`; nil when the note has no place or it lies in the finding's own file.
    package var path: String?
    package var place: Place?
    /// The layer that the note is about, from 0 at the bottom; nil for any other. Where the Dockerfile is known, the note gets
    /// the place of the instruction that made the layer.
    package var layer: Int?

    package init(_ message: String, path: String? = nil, place: Place? = nil, layer: Int? = nil) {
      self.message = message
      self.path = path
      self.place = place
      self.layer = layer
    }
  }

  /// The Dockerfile instruction that a finding stands in: its keyword in capitals and its 1-based lines.
  package struct InstructionReference: Sendable, Hashable {
    package var keyword: String
    package var line: Int
    package var endLine: Int

    package init(keyword: String, line: Int, endLine: Int) {
      self.keyword = keyword
      self.line = line
      self.endLine = endLine
    }
  }

  /// The image layer that a finding stands in. `index` counts from 0 at the bottom.
  package struct LayerReference: Sendable, Hashable {
    package var index: Int
    package var diffID: String
    package var createdBy: String

    package init(index: Int, diffID: String, createdBy: String) {
      self.index = index
      self.diffID = diffID
      self.createdBy = createdBy
    }
  }

  /// The name of the rule that speaks.
  package var rule: String
  /// The foreign checks whose own trigger holds for this finding: not all that the rule knows.
  package var aliases: [String]
  /// Whether the rule's own trigger holds. A finding without it is there for those who select by its aliases: a foreign
  /// check whose sense is wider than the rule's.
  package var isOwn: Bool
  /// How grave the program takes it that the finding comes from; nil for what a rule found itself. It counts where a policy
  /// grades the rule `reported`.
  package var reportedSeverity: Severity?
  /// The highest severity that the finding may have, for a milder case of the rule's fault; nil where only the policy counts.
  package var highestSeverity: Severity?
  /// What was found and what was expected, in one sentence without a full stop.
  package var message: String
  /// Where in the judged file; nil for a finding about the whole of it, or about an image.
  package var place: Place?
  package var instruction: InstructionReference?
  /// The name of the build stage, or its index where it has none.
  package var stage: String?
  package var layer: LayerReference?
  /// A path inside the image, without a leading slash.
  package var file: String?
  /// The environment variable that it is about.
  package var variable: String?
  /// The setting of an image's configuration that it is about; nil for what is about none, or about files.
  package var setting: ImageSetting?
  /// The config digest of the image that a finding of a manifest is about: where that image is judged itself, what a more
  /// general rule says of the same variable there is said already.
  package var imageDigest: String?
  package var measured: Measurement?
  package var limit: Measurement?
  package var notes: [Note]
  /// What to do, in one or two sentences.
  package var help: String
  package var fix: Fix?
  /// The same fault as foreign checks tell it that point at another instruction, with their aliases alone: one or none. It is
  /// told in the place of this one to who selects those checks and not the rule.
  package var foreignTelling: [Finding] = []
  /// What it does to the rollout of a workload; nil for what is about no workload.
  package var effect: RolloutEffect?
  /// Byte ranges of the judged file that no report may show, because the finding says that they hold a secret.
  package var concealed: [Range<Int>] = []

  /// A finding of the rule that `info` describes; it bears all of the rule's aliases unless told otherwise.
  package init(
    _ info: RuleInfo, _ message: String, at place: Place? = nil, aliases: [String]? = nil, help: String? = nil
  ) {
    self.rule = info.name
    self.aliases = aliases ?? info.aliases
    self.isOwn = true
    self.message = message
    self.place = place
    self.notes = []
    self.help = help ?? info.help
  }
}
