internal import Linting

/// JUnit XML, which GitLab, Azure, Jenkins and CircleCI read: a test suite an input, a test case a finding.
///
/// A finding that reaches the threshold is a failure, and an input that could not be read is an error; so the verdict is
/// that of the report. What counts less passes with its text as output, what is suppressed is skipped, and an input
/// without findings is one case that passes. There is no time stamp, because equal runs give equal bytes.
func junitReport(_ report: Report) -> [UInt8] {
  let findings = Dictionary(grouping: report.findings, by: \.input)
  let names = InputNames(report)
  let suites = report.inputs.indices.map { index in
    Suite(
      name: names.label(of: index), path: report.inputs[index].path, error: report.inputs[index].error,
      findings: (findings[index] ?? []).map { ($0, report.fails($0)) })
  }
  var xml = XMLWriter()
  let totals = Suite.counts(suites.map(\.counts).reduce(into: Suite.Counts()) { $0.add($1) })
  xml.element("testsuites", [("name", "imgpolicy")] + totals) { xml in
    for suite in suites { suite.write(to: &xml) }
  }
  return xml.bytes
}

private struct Suite {
  struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    mutating func add(_ other: Counts) {
      tests += other.tests
      failures += other.failures
      errors += other.errors
      skipped += other.skipped
    }
  }

  var name: String
  var path: String
  var error: InputError?
  var findings: [(judged: JudgedFinding, fails: Bool)]

  var counts: Counts {
    Counts(
      tests: max(1, findings.count + (error == nil ? 0 : 1)), failures: findings.count { $0.fails },
      errors: error == nil ? 0 : 1, skipped: findings.count { $0.judged.suppressed != nil })
  }

  static func counts(_ counts: Counts) -> [XMLWriter.Attribute] {
    [
      ("tests", String(counts.tests)), ("failures", String(counts.failures)), ("errors", String(counts.errors)),
      ("skipped", String(counts.skipped)), ("time", "0"),
    ]
  }

  func write(to xml: inout XMLWriter) {
    xml.element("testsuite", [("name", name)] + Self.counts(counts)) { xml in
      if let error {
        xml.element("testcase", caseAttributes(error.kind, line: nil)) { xml in
          xml.element(
            "error", [("type", error.kind), ("message", error.message)], lines: ["\(path): \(error.message)"])
        }
      }
      for (judged, fails) in findings { write(judged, fails: fails, to: &xml) }
      if error == nil, findings.isEmpty { xml.element("testcase", caseAttributes("nothing found", line: nil)) }
    }
  }

  private func write(_ judged: JudgedFinding, fails: Bool, to xml: inout XMLWriter) {
    let place = judged.finding.place
    let title = place.map { "\(judged.finding.rule) \($0.line):\($0.column)" } ?? judged.finding.rule
    xml.element("testcase", caseAttributes(title, line: place?.line ?? 1)) { xml in
      if let suppressed = judged.suppressed {
        let reason = suppressed.reason.map { ": \($0)" } ?? ""
        xml.element("skipped", [("message", "suppressed by \(suppressed.by.rawValue)\(reason)")])
      } else if fails {
        xml.element(
          "failure", [("type", judged.severity.rawValue), ("message", judged.finding.message)], lines: lines(judged))
      } else {
        xml.element("system-out", [], lines: lines(judged))
      }
    }
  }

  private func caseAttributes(_ title: String, line: Int?) -> [XMLWriter.Attribute] {
    var attributes: [XMLWriter.Attribute] = [("name", title), ("classname", name), ("file", path)]
    if let line { attributes.append(("line", String(line))) }
    return attributes + [("time", "0")]
  }

  private func lines(_ judged: JudgedFinding) -> [String] {
    let finding = judged.finding
    var lines = ["\(judged.position): \(judged.severity.rawValue): \(finding.message) \(judged.names)"]
    if let position = judged.imagePosition { lines.append("in: \(position)") }
    lines += finding.notes.map { note in
      let path = note.path ?? judged.path
      guard let place = note.place else { return "note: \(note.message)\(note.path.map { " (\($0))" } ?? "")" }
      return "note: \(note.message) (\(path):\(place.line):\(place.column))"
    }
    if !finding.help.isEmpty { lines.append("help: \(finding.help)") }
    return lines
  }
}
