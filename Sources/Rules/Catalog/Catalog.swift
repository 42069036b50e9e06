package import Dockerfile
package import Images
package import Linting
package import Workloads

/// All rules, a list a subject: a new rule is entered in the list of its own, in a file beside this one.
package struct Catalog: Sendable {
  package private(set) var dockerfile: [any Rule<BuildModel>]
  package private(set) var image: [any Rule<ImageModel>]
  package private(set) var workload: [any Rule<Manifest>]
  package private(set) var values: [any Rule<ChartValues>]
  package private(set) var release: [any Rule<Release>]
  package private(set) var rollout: [any Rule<Rollout>]
  /// The rules whose findings come from elsewhere.
  package private(set) var described: [any DescribedRule.Type] = [
    ExpiredWaiver.self,
    InlineSuppression.self,
    UnusedSuppression.self,
    VoidSuppression.self,
  ]

  package init(_ settings: RuleSettings = RuleSettings()) {
    dockerfile = Self.dockerfileRules(settings)
    image = Self.imageRules(settings)
    workload = Self.workloadRules(settings)
    values = Self.valuesRules(settings)
    release = Self.releaseRules(settings)
    rollout = Self.rolloutRules()
  }

  /// The metadata of every rule, in alphabetical order over all subjects.
  package var infos: [RuleInfo] {
    let sources = dockerfile.map(\.info) + workload.map(\.info) + values.map(\.info)
    let others = image.map(\.info) + release.map(\.info) + rollout.map(\.info) + described.map { $0.info }
    return (sources + others).sorted { $0.name < $1.name }
  }

  /// The rules for whose metadata `isIncluded` holds.
  package func filter(_ isIncluded: (RuleInfo) -> Bool) -> Catalog {
    var catalog = self
    catalog.dockerfile.removeAll { !isIncluded($0.info) }
    catalog.image.removeAll { !isIncluded($0.info) }
    catalog.workload.removeAll { !isIncluded($0.info) }
    catalog.values.removeAll { !isIncluded($0.info) }
    catalog.release.removeAll { !isIncluded($0.info) }
    catalog.rollout.removeAll { !isIncluded($0.info) }
    catalog.described.removeAll { !isIncluded($0.info) }
    return catalog
  }
}
