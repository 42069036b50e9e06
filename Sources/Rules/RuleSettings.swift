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
  /// What Helm values must be.
  package var values: [ValueDemand]
  /// What an image is held against to see how it grew; nil when nothing is at hand.
  package var baseline: ImageBaseline?
  /// The layers of known base images, each from the bottom by their diff_ids.
  package var bases: [[String]]
  /// The day of the run, for what lies in the future; nil where nobody says. `date` has precedence.
  package var today: CalendarDate?
  /// The options of rules, by the rules' names.
  package var options: [String: RuleOptions]

  package init(
    budgets: Budgets = Budgets(), layout: StageLayout? = nil, date: CalendarDate? = nil, registries: [String]? = nil,
    labels: LabelDemands = LabelDemands(), config: ConfigDemands = ConfigDemands(),
    files: [FileDemand] = [], values: [ValueDemand] = [], baseline: ImageBaseline? = nil, bases: [[String]] = [],
    today: CalendarDate? = nil, options: [String: RuleOptions] = [:]
  ) {
    self.budgets = budgets
    self.layout = layout
    self.date = date
    self.registries = registries
    self.labels = labels
    self.config = config
    self.files = files
    self.values = values
    self.baseline = baseline
    self.bases = bases
    self.today = today
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
  /// The layers above the base image together.
  package var own: [SizeMeasure: ByteSize]
  /// One file of the final file system.
  package var file: ByteSize?
  /// How many files, directories and links the final file system may have.
  package var entries: Int?
  /// How many layers there may be.
  package var layers: Int?
  /// How many unpacked bytes more than the baseline there may be; more than this fails.
  package var growthBytes: ByteSize?
  /// The same in per cent of the baseline; more than this fails.
  package var growthPercent: Int?

  package init(
    image: [SizeMeasure: ByteSize] = [:], layer: [SizeMeasure: ByteSize] = [:], deadBytes: ByteSize? = nil,
    deadPercent: Int? = nil, context: ByteSize? = nil, own: [SizeMeasure: ByteSize] = [:], file: ByteSize? = nil,
    entries: Int? = nil, layers: Int? = nil, growthBytes: ByteSize? = nil, growthPercent: Int? = nil
  ) {
    self.image = image
    self.layer = layer
    self.deadBytes = deadBytes
    self.deadPercent = deadPercent
    self.context = context
    self.own = own
    self.file = file
    self.entries = entries
    self.layers = layers
    self.growthBytes = growthBytes
    self.growthPercent = growthPercent
  }
}

/// The sizes of an earlier build of an image.
package struct ImageBaseline: Sendable, Hashable {
  package struct Layer: Sendable, Hashable {
    /// The instruction that made it; empty when that is not known.
    package var createdBy: String
    /// Bytes.
    package var unpacked: Int

    package init(createdBy: String, unpacked: Int) {
      self.createdBy = createdBy
      self.unpacked = unpacked
    }
  }

  /// Bytes.
  package var unpacked: Int
  /// From the bottom; empty when only the whole was recorded.
  package var layers: [Layer]

  package init(unpacked: Int, layers: [Layer] = []) {
    self.unpacked = unpacked
    self.layers = layers
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
  /// What neither the final stage nor the image may hold.
  package var forbidden: Set<Ballast>

  /// What a build needs and a container does not.
  package enum Ballast: String, Sendable, Hashable, CaseIterable {
    case buildTools = "build-tools"
    case packageManagerCaches = "package-manager-caches"
    case sourceTree = "source-tree"
  }

  package init(
    stages: [String] = [], final: String? = nil, bases: [String: String] = [:], copies: [String: [String]] = [:],
    forbidden: Set<Ballast> = []
  ) {
    self.stages = stages
    self.final = final
    self.bases = bases
    self.copies = copies
    self.forbidden = forbidden
  }

  /// The stages that must exist: those that are listed. A layout that lists none wants those of which it demands something.
  package var demandedStages: [String] {
    stages.isEmpty ? Set(bases.keys).union(copies.keys).union(copies.values.joined()).sorted() : stages
  }
}
