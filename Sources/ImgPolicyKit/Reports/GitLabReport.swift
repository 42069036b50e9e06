internal import Linting

/// The Code Quality report of GitLab (`artifacts:reports:codequality`): one array, the findings that count.
///
/// GitLab takes entries with equal fingerprints for one, so the second of them (one file, judged for two targets) is told
/// apart by a number.
func gitLabReport(_ report: Report) -> [UInt8] {
  var seen = Occurrences()
  let names = InputNames(report)
  let unreadable = report.unreadableInputs.map { index, error in
    Issue(
      description: "\(names.label(of: index)): \(error.message)", check: error.kind,
      fingerprint: Fingerprints.ofUnreadable(report.inputs[index]), severity: "blocker",
      path: report.inputs[index].path, line: 1)
  }
  let findings = report.countingFindings.map { judged in
    let (path, place) = judged.shown
    return Issue(
      description: names.prefix(of: judged.input) + judged.finding.message, check: judged.finding.rule,
      fingerprint: judged.fingerprint,
      severity: judged.severity.codeQuality, path: path, line: max(1, place?.line ?? 1))
  }
  var json = JSONWriter()
  json.lines(unreadable + findings) { json, issue in
    let ordinal = seen.next(issue.fingerprint)
    json.object { json in
      json.name("description")
      json.value(VisibleText.escaped(issue.description))
      json.name("check_name")
      json.value(VisibleText.escaped(issue.check))
      json.name("fingerprint")
      json.value(ordinal == 1 ? issue.fingerprint : "\(issue.fingerprint):\(ordinal)")
      json.name("severity")
      json.value(issue.severity)
      json.name("location")
      json.object { json in
        json.name("path")
        json.value(VisibleText.escaped(issue.path))
        json.name("lines")
        json.object { json in
          json.name("begin")
          json.value(issue.line)
        }
      }
    }
  }
  return json.finish()
}

private struct Issue {
  var description: String
  var check: String
  var fingerprint: String
  var severity: String
  var path: String
  var line: Int
}

/// Counts how often a fingerprint was met in a report.
struct Occurrences {
  private var counts: [String: Int] = [:]

  /// 1 for the first time.
  mutating func next(_ fingerprint: String) -> Int {
    counts[fingerprint, default: 0] += 1
    return counts[fingerprint] ?? 1
  }
}

extension Severity {
  fileprivate var codeQuality: String {
    switch self {
    case .error: "critical"
    case .warning: "major"
    case .info: "minor"
    case .style: "info"
    }
  }
}
