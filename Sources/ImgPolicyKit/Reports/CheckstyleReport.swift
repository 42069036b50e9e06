internal import Linting

/// The XML of Checkstyle 4.3, which reviewdog and the warnings plug-in of Jenkins read: all files that were judged, each
/// with the findings that count.
func checkstyleReport(_ report: Report) -> [UInt8] {
  var xml = XMLWriter()
  let names = InputNames(report)
  // The images of one archive share its path, and what is about an image may stand in its Dockerfile.
  let inputs = Dictionary(grouping: report.inputs.indices) { report.inputs[$0].path }
  let findings = Dictionary(grouping: report.countingFindings) { $0.shown.path }
  var seen: Set<String> = []
  let paths = (report.inputs.map(\.path) + report.countingFindings.map { $0.shown.path }).filter {
    seen.insert($0).inserted
  }
  xml.element("checkstyle", [("version", "4.3")]) { xml in
    for path in paths {
      xml.element("file", [("name", path)]) { xml in
        for error in (inputs[path] ?? []).compactMap({ report.inputs[$0].error }) { xml.error(error) }
        for judged in findings[path] ?? [] { xml.error(judged, names) }
      }
    }
  }
  return xml.bytes
}

extension XMLWriter {
  fileprivate mutating func error(_ judged: JudgedFinding, _ names: InputNames) {
    let place = judged.shown.place
    var attributes: [Attribute] = [("line", String(place?.line ?? 1))]
    if let place { attributes.append(("column", String(place.column))) }
    attributes.append(("severity", judged.severity.checkstyle))
    attributes.append(("message", names.prefix(of: judged.input) + judged.finding.message))
    attributes.append(("source", "imgpolicy.\(judged.finding.rule)"))
    element("error", attributes)
  }

  /// What could not be read is an error of its file.
  fileprivate mutating func error(_ error: InputError) {
    element(
      "error",
      [("line", "1"), ("severity", "error"), ("message", error.message), ("source", "imgpolicy.\(error.kind)")])
  }
}

extension Severity {
  fileprivate var checkstyle: String {
    switch self {
    case .error, .warning: rawValue
    case .info, .style: "info"
    }
  }
}
