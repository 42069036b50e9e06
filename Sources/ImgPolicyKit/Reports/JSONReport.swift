internal import Linting

/// Version 1 of the JSON report, as the command line contract fixes it: every key, in the contract's order. It holds all
/// findings, the suppressed ones with the reason why they do not count.
func jsonReport(_ report: Report) -> [UInt8] {
  let summary = ReportSummary(report)
  var json = JSONWriter(capacity: 4096 + report.findings.count * 900)
  var members: [(name: String, write: (inout JSONWriter) -> Void)] = [
    ("version", { $0.value(1) }),
    (
      "tool",
      { json in
        json.object { json in
          json.name("name")
          json.value("imgpolicy")
          json.name("version")
          json.value(toolVersion)
        }
      }
    ),
    ("verdict", { $0.value(report.verdict.rawValue) }),
    ("inputs", { $0.lines(report.inputs) { $0.input($1) } }),
    ("findings", { $0.lines(report.findings) { $0.finding($1) } }),
    ("workloads", { $0.lines(report.rollouts) { $0.rollout($1) } }),
    ("summary", { $0.summary(summary) }),
  ]
  if let comparisons = report.comparisons {
    members.append(("comparisons", { $0.lines(comparisons) { $0.comparison($1, of: report) } }))
  }
  json.block(members)
  return json.finish()
}

extension JSONWriter {
  fileprivate mutating func input(_ input: Report.Input) {
    object { json in
      json.name("path")
      json.value(input.path)
      json.name("kind")
      json.value(input.kind.rawValue)
      json.name("target")
      json.optional(input.target) { $0.value($1) }
      json.name("policies")
      json.strings(input.policies)
      json.name("error")
      json.optional(input.error) { $0.inputError($1) }
      if let image = input.image {
        json.name("image")
        json.image(image)
      }
    }
  }

  private mutating func inputError(_ error: InputError) {
    object { json in
      json.name("kind")
      json.value(error.kind)
      json.name("message")
      json.value(error.message)
      json.name("offset")
      json.optional(error.offset) { $0.value($1) }
    }
  }

  fileprivate mutating func summary(_ summary: ReportSummary) {
    object { json in
      for severity in Severity.allCases.sorted(by: >) {
        json.name(severity.rawValue)
        json.value(summary.counts[severity] ?? 0)
      }
      json.name("suppressed")
      json.value(summary.suppressed)
      json.name("fixable")
      json.value(summary.fixable)
      if let mended = summary.mended {
        json.name("mended")
        json.value(mended)
      }
    }
  }
}
