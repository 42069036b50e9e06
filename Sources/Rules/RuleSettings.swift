package import Linting

/// What a policy demands beside selecting and grading rules: the settings that rules receive at their construction.
///
/// A rule whose setting is absent stays silent.
package struct RuleSettings: Sendable, Hashable {
  package var budgets: Budgets
  package var layout: StageLayout?
  /// The day by which tables of ends of life are judged; nil for each table's own day.
  package var date: CalendarDate?
  /// The registries that images may come from, as globs; nil when any may be used.
  package var registries: [String]?
  package var labels: LabelDemands
  package var config: ConfigDemands
  /// What must lie, or must not lie, in the final file system of an image.
  package var files: [FileDemand]
  /// The options of rules, by the rules' names.
  package var options: [String: RuleOptions]

  package init(
    budgets: Budgets = Budgets(), layout: StageLayout? = nil, date: CalendarDate? = nil, registries: [String]? = nil,
    labels: LabelDemands = LabelDemands(), config: ConfigDemands = ConfigDemands(),
    files: [FileDemand] = [], options: [String: RuleOptions] = [:]
  ) {
    self.budgets = budgets
    self.layout = layout
    self.date = date
    self.registries = registries
    self.labels = labels
    self.config = config
    self.files = files
    self.options = options
  }

  /// The options that the policy gives to a rule.
  package func options(of rule: RuleInfo) -> RuleOptions { options[rule.name] ?? RuleOptions() }
}

/// The ways to count the bytes of an image or layer, as the command line contract defines them.
package enum SizeMeasure: String, Sendable, CaseIterable {
  /// Regular-file bytes, hard links once, summed over the layers: the number that `docker images` prints.
  case unpacked
  /// Bytes of the layer blobs as they lie in the archive.
  case stored
  /// The layer blobs, decompressed.
  case tar
  /// Regular-file bytes of the final file system.
  case rootfs
}

/// Upper bounds on bytes. Each size is a strict bound: a size equal to it fails.
package struct Budgets: Sendable, Hashable {
  package var image: [SizeMeasure: ByteSize]
  package var layer: [SizeMeasure: ByteSize]
  /// Bytes that are shipped and that nobody can read any more; more than this fails.
  package var deadBytes: ByteSize?
  /// The same in per cent of the unpacked size; more than this fails.
  package var deadPercent: Int?
  /// What COPY and ADD send of the build context.
  package var context: ByteSize?

  package init(
    image: [SizeMeasure: ByteSize] = [:], layer: [SizeMeasure: ByteSize] = [:], deadBytes: ByteSize? = nil,
    deadPercent: Int? = nil, context: ByteSize? = nil
  ) {
    self.image = image
    self.layer = layer
    self.deadBytes = deadBytes
    self.deadPercent = deadPercent
    self.context = context
  }
}

/// The multi-stage layout that a policy demands of a Dockerfile.
package struct StageLayout: Sendable, Hashable {
  /// The stages that must exist, in this order; names in lower case.
  package var stages: [String]
  /// The name that the final stage must have.
  package var final: String?
  /// For a stage, the glob that its base image must match (`node:*-alpine*`).
  package var bases: [String: String]
  /// For a stage, the stages that it must copy from.
  package var copies: [String: [String]]

  package init(
    stages: [String] = [], final: String? = nil, bases: [String: String] = [:], copies: [String: [String]] = [:]
  ) {
    self.stages = stages
    self.final = final
    self.bases = bases
    self.copies = copies
  }
}
