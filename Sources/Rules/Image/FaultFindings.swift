package import Images
package import Linting

extension ArchiveError {
  /// What the integrity rules among `rules` find in an archive in which no image could be read.
  package func findings(by rules: [any Rule<ImageModel>]) -> [Finding] {
    rules.flatMap { rule in
      faults.filter { $0.kind.rawValue == rule.info.name }.map { $0.finding(rule.info) }
    }
  }
}

extension ImageFault {
  fileprivate func finding(_ info: RuleInfo) -> Finding {
    var finding = Finding(info, message)
    finding.file = path
    finding.reportedSeverity = severity
    return finding
  }
}

extension ImageModel {
  /// The findings of an integrity rule: one for each fault of its kind that the reader met.
  func findings(of kind: ImageFault.Kind, _ info: RuleInfo) -> [Finding] {
    faults.filter { $0.kind == kind }.map { fault in
      var finding = fault.finding(info)
      finding.layer = fault.layer.flatMap { reference(toLayer: $0) }
      return finding
    }
  }

  /// A layer as findings name it; nil when there is none of that number.
  func reference(toLayer index: Int) -> Finding.LayerReference? {
    guard layers.indices.contains(index) else { return nil }
    return Finding.LayerReference(index: index, diffID: layers[index].diffID, createdBy: layers[index].createdBy)
  }
}
