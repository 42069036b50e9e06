internal import Linting

/// The XML of Checkstyle 4.3, which reviewdog and the warnings plug-in of Jenkins read: all files that were judged, each
/// with the findings that count.
func checkstyleReport(_ report: Report) -> [UInt8] {
  var xml = XMLWriter()
  var indices: [String: [Int]] = [:]
  var paths: [String] = []
  for (index, input) in report.inputs.enumerated() {
    // The images of one archive share its path.
    if indices[input.path] == nil { paths.append(input.path) }
    indices[input.path, default: []].append(index)
  }
  let findings = Dictionary(grouping: report.countingFindings, by: \.input)
  xml.element("checkstyle", [("version", "4.3")]) { xml in
    for path in paths {
      xml.element("file", [("name", path)]) { xml in
        for index in indices[path] ?? [] {
          if let error = report.inputs[index].error { xml.error(error) }
          for judged in findings[index] ?? [] { xml.error(judged) }
        }
      }
    }
  }
  return xml.bytes
}

extension XMLWriter {
  fileprivate mutating func error(_ judged: JudgedFinding) {
    var attributes: [Attribute] = [("line", String(judged.finding.place?.line ?? 1))]
    if let place = judged.finding.place { attributes.append(("column", String(place.column))) }
    attributes.append(("severity", judged.severity.checkstyle))
    attributes.append(("message", judged.finding.message))
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
