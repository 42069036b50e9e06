package import Linting
package import Workloads

/// A rule that speaks of manifests and of Helm values alike.
package protocol ManifestAndValuesRule: Rule where Subject == Manifest {
  func check(_ values: ChartValues) -> [Finding]
}

/// A rule about YAML itself.
package protocol YAMLRule: ManifestAndValuesRule {
  /// What the faults of a text amount to.
  func findings(in source: SourceText, faults: [YAMLFault]) -> [Finding]
  /// What to do where the file holds Helm values, which are no manifests; nil where it is the same.
  var helpForValues: String? { get }
}

extension YAMLRule {
  package var helpForValues: String? { nil }

  package func check(_ manifest: Manifest) -> [Finding] {
    findings(in: manifest.source, faults: manifest.file.faults)
  }

  package func check(_ values: ChartValues) -> [Finding] {
    findings(in: values.source, faults: values.file.faults).map { finding in
      var finding = finding
      helpForValues.map { finding.help = $0 }
      return finding
    }
  }
}

extension Catalog {
  /// The findings of all rules in a file of Helm values.
  package func findings(in values: ChartValues) -> [Finding] {
    let shared = workload.compactMap { $0 as? any ManifestAndValuesRule }
    return shared.flatMap { $0.check(values) } + self.values.flatMap { $0.check(values) }
  }
}
