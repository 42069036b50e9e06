package import Rules

/// Policies are laid over each other key by key: what the later one says wins, what it does not say stays.
extension RuleSettings {
  package mutating func merge(_ later: RuleSettings) {
    budgets.merge(later.budgets)
    date = later.date ?? date
    registries = later.registries ?? registries
    labels.merge(later.labels)
    config.merge(later.config)
    // The later policy's word on a path counts alone.
    files = files.filter { file in !later.files.contains { $0.pattern == file.pattern } } + later.files
    values = values.filter { value in !later.values.contains { $0.path == value.path } } + later.values
    options.merge(later.options) { RuleOptions($0.values.merging($1.values) { $1 }) }
    guard let laterLayout = later.layout else { return }
    layout = layout.map { $0.merged(with: laterLayout) } ?? laterLayout
  }
}

extension Budgets {
  fileprivate mutating func merge(_ later: Budgets) {
    image.merge(later.image) { $1 }
    layer.merge(later.layer) { $1 }
    deadBytes = later.deadBytes ?? deadBytes
    deadPercent = later.deadPercent ?? deadPercent
    context = later.context ?? context
    own.merge(later.own) { $1 }
    file = later.file ?? file
    entries = later.entries ?? entries
    layers = later.layers ?? layers
    growthBytes = later.growthBytes ?? growthBytes
    growthPercent = later.growthPercent ?? growthPercent
  }
}

extension LabelDemands {
  fileprivate mutating func merge(_ later: LabelDemands) {
    schema.merge(later.schema) { $1 }
    required = later.required.isEmpty ? required : later.required
    isStrict = later.isStrict ?? isStrict
  }
}

extension ConfigDemands {
  fileprivate mutating func merge(_ later: ConfigDemands) {
    labels.merge(later.labels) { $1 }
    ports = later.ports ?? ports
    environment.merge(later.environment) { $1 }
    requiresHealthcheck = later.requiresHealthcheck || requiresHealthcheck
    requiresNonRootUser = later.requiresNonRootUser ?? requiresNonRootUser
    requiresNumericUser = later.requiresNumericUser ?? requiresNumericUser
    platforms = later.platforms ?? platforms
    age = later.age ?? age
    entrypoint = later.entrypoint ?? entrypoint
    cmd = later.cmd ?? cmd
    workdir = later.workdir ?? workdir
    stopSignal = later.stopSignal ?? stopSignal
  }
}

extension StageLayout {
  fileprivate func merged(with later: StageLayout) -> StageLayout {
    StageLayout(
      stages: later.stages.isEmpty ? stages : later.stages, final: later.final ?? final,
      bases: bases.merging(later.bases) { $1 }, copies: copies.merging(later.copies) { $1 },
      forbidden: forbidden.union(later.forbidden))
  }
}
