internal import Linting

/// The catalogue as JSON: `imgpolicy rules --format json`.
enum RulesJSON {
  static func bytes(_ infos: [RuleInfo], _ grades: BuiltInGrades) -> [UInt8] {
    var json = JSONWriter()
    json.block([
      ("version", { $0.value(1) }),
      ("rules", { $0.lines(infos) { write($1, grades.grades(of: $1), &$0) } }),
    ])
    return json.finish()
  }

  private static func write(
    _ info: RuleInfo, _ grades: [(policy: String, severity: Severity)], _ json: inout JSONWriter
  ) {
    json.object { json in
      let texts = [("name", info.name), ("severity", info.severity.rawValue), ("status", info.status.title)]
      for (name, text) in texts {
        json.name(name)
        json.value(text)
      }
      json.name("fix")
      json.optional(info.fix) { $0.value($1.rawValue) }
      for (name, values) in [("aliases", info.namesElsewhere), ("groups", info.groups)] {
        json.name(name)
        json.strings(values)
      }
      json.name("policies")
      json.object { json in
        for (policy, severity) in grades {
          json.name(policy)
          json.value(severity.rawValue)
        }
      }
      for (name, text) in [("summary", info.summary), ("rationale", info.rationale), ("help", info.help)] {
        json.name(name)
        json.value(text)
      }
      json.name("options")
      json.array { json in for option in info.options { write(option, &json) } }
      json.name("deviations")
      json.array { json in for deviation in info.deviations { write(deviation, &json) } }
      json.name("references")
      json.strings(info.references)
    }
  }

  private static func write(_ option: RuleInfo.Option, _ json: inout JSONWriter) {
    json.object { json in
      for (name, text) in [("name", option.name), ("takes", option.kind.title), ("means", option.meaning)] {
        json.name(name)
        json.value(text)
      }
    }
  }

  private static func write(_ deviation: RuleInfo.Deviation, _ json: inout JSONWriter) {
    json.object { json in
      for (name, text) in [("alias", deviation.alias), ("reason", deviation.reason)] {
        json.name(name)
        json.value(text)
      }
    }
  }
}
