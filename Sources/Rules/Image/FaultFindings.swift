internal import Images
internal import Linting

extension ImageModel {
  /// The findings of an integrity rule: one for each fault of its kind that the reader met.
  func findings(of kind: ImageFault.Kind, _ info: RuleInfo) -> [Finding] {
    faults.filter { $0.kind == kind }.map { fault in
      var finding = Finding(info, fault.message)
      finding.layer = fault.layer.flatMap { reference(toLayer: $0) }
      finding.file = fault.path
      finding.reportedSeverity = fault.severity
      return finding
    }
  }

  /// A layer as findings name it; nil when there is none of that number.
  func reference(toLayer index: Int) -> Finding.LayerReference? {
    guard layers.indices.contains(index) else { return nil }
    return Finding.LayerReference(index: index, diffID: layers[index].diffID, createdBy: layers[index].createdBy)
  }
}
