package import Linting
package import Workloads

/// A rule about YAML itself, which speaks of manifests and of Helm values alike.
package protocol YAMLRule: Rule where Subject == Manifest {
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
}

extension Catalog {
  /// The findings of all rules in a file of Helm values.
  package func findings(in values: ChartValues) -> [Finding] {
    let aboutYAML = workload.compactMap { $0 as? any YAMLRule }
    return aboutYAML.flatMap { findings(of: $0, in: values) }
      + self.values.flatMap { $0.check(values) }
  }

  private func findings(of rule: some YAMLRule, in values: ChartValues) -> [Finding] {
    rule.findings(in: values.source, faults: values.file.faults).map { finding in
      var finding = finding
      rule.helpForValues.map { finding.help = $0 }
      return finding
    }
  }
}
