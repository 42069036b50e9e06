internal import Linting

/// SARIF 2.1.0 as GitHub code scanning takes it, with what other readers use beside it: rules with their help, exact
/// columns, fixes, suppressions and a fingerprint a result.
///
/// An input that could not be read is a notification of the run, which then was not successful, and a result as well:
/// code scanning shows results only.
func sarifReport(_ report: Report) -> [UInt8] {
  let room = max(0, sarifResultLimit - report.unreadableInputs.count)
  let findings = report.findings.count <= room ? report.findings : Array(report.worstFirst.prefix(room))
  let rules = SARIFRules(of: findings, in: report)
  var places = SARIFPlaces(report)
  var json = JSONWriter(capacity: 8192 + findings.count * 1200)
  json.block([
    ("$schema", { $0.value("https://json.schemastore.org/sarif-2.1.0.json") }),
    ("version", { $0.value("2.1.0") }),
    (
      "runs",
      { json in
        json.lines(CollectionOfOne(report)) { json, report in
          json.block([
            ("tool", { $0.tool(rules) }),
            (
              "automationDetails",
              { json in
                json.object { json in
                  json.name("id")
                  json.value("imgpolicy/")
                }
              }
            ),
            ("columnKind", { $0.value("utf16CodeUnits") }),
            ("invocations", { $0.invocations(report, left: report.findings.count - findings.count) }),
            ("results", { $0.results(findings, of: report, rules, &places) }),
          ])
        }
      }
    ),
  ])
  return json.finish()
}

/// GitHub refuses a run with more results.
private let sarifResultLimit = 25_000

extension JSONWriter {
  fileprivate mutating func tool(_ rules: SARIFRules) {
    object { json in
      json.name("driver")
      json.object { json in
        json.name("name")
        json.value("imgpolicy")
        json.name("semanticVersion")
        json.value(toolVersion)
        json.name("rules")
        json.lines(rules.all) { $0.rule($1) }
      }
    }
  }

  /// - Parameter left: how many results were left out for want of room.
  fileprivate mutating func invocations(_ report: Report, left: Int) {
    array { json in
      json.object { json in
        json.name("executionSuccessful")
        json.value(report.verdict != .unreadable)
        json.name("exitCode")
        json.value(Int(ExitStatus(report.verdict).rawValue))
        json.name("toolExecutionNotifications")
        json.array { json in
          for (index, error) in report.unreadableInputs {
            json.notification("error", error.message, at: report.inputs[index].path)
          }
          if left > 0 {
            json.notification("warning", "\(left) results are left out, of those that matter least", at: nil)
          }
        }
      }
    }
  }

  private mutating func notification(_ level: String, _ message: String, at path: String?) {
    object { json in
      json.name("level")
      json.value(level)
      json.message(message)
      guard let path else { return }
      json.name("locations")
      json.array { json in
        json.object { json in
          json.name("physicalLocation")
          json.object { $0.artifactLocation(path) }
        }
      }
    }
  }
}
