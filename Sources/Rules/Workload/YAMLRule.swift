package import Linting
package import Workloads

/// A rule about YAML itself, which speaks of manifests and of Helm values alike.
package protocol YAMLRule: Rule where Subject == Manifest {
  /// What the faults of a text amount to.
  func findings(in source: SourceText, faults: [YAMLFault]) -> [Finding]
}

extension YAMLRule {
  package func check(_ manifest: Manifest) -> [Finding] {
    findings(in: manifest.source, faults: manifest.file.faults)
  }
}

extension Catalog {
  /// The findings of all rules in a file of Helm values.
  package func findings(in values: ChartValues) -> [Finding] {
    let aboutYAML = workload.compactMap { $0 as? any YAMLRule }
    return aboutYAML.flatMap { $0.findings(in: values.source, faults: values.file.faults) }
      + self.values.flatMap { $0.check(values) }
  }
}
