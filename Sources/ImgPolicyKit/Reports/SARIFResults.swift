internal import Linting

extension JSONWriter {
  /// The results of a run: first the inputs that could not be read, then the findings.
  mutating func results(
    _ findings: [JudgedFinding], of report: Report, _ rules: SARIFRules, _ places: inout SARIFPlaces
  ) {
    // Either all results of a run tell of suppressions or none does (SARIF 2.1.0, 3.27.23).
    let tellsSuppressions = findings.contains { $0.suppressed != nil }
    let results =
      report.unreadableInputs.map { SARIFResult(unreadable: report.inputs[$0.index], $0.error, rules) }
      + findings.map { SARIFResult($0, rules) }
    let names = InputNames(report)
    var seen = Occurrences()
    lines(results) { json, result in
      let ordinal = seen.next(result.fingerprint)
      json.result(result, ordinal: ordinal, tellsSuppressions, names, &places)
    }
  }
}

/// What a result says, whether it stands for a finding or for an input that could not be read.
private struct SARIFResult {
  var rule: String
  var ruleIndex: Int?
  var level: String
  var message: String
  var path: String
  var place: Place?
  var fingerprint: String
  /// nil for an input that could not be read.
  var judged: JudgedFinding?

  init(_ judged: JudgedFinding, _ rules: SARIFRules) {
    rule = judged.finding.rule
    ruleIndex = rules.index(of: rule)
    level = judged.severity.sarifLevel
    message = judged.finding.message
    (path, place) = judged.shown
    fingerprint = judged.fingerprint
    self.judged = judged
  }

  init(unreadable input: Report.Input, _ error: InputError, _ rules: SARIFRules) {
    rule = SARIFRules.unreadable
    ruleIndex = rules.index(of: rule)
    level = "error"
    message = error.message
    path = input.path
    fingerprint = Fingerprints.ofUnreadable(input)
  }
}

extension JSONWriter {
  fileprivate mutating func result(
    _ result: SARIFResult, ordinal: Int, _ tellsSuppressions: Bool, _ names: InputNames,
    _ places: inout SARIFPlaces
  ) {
    object { json in
      json.name("ruleId")
      json.value(VisibleText.escaped(result.rule))
      if let index = result.ruleIndex {
        json.name("ruleIndex")
        json.value(index)
      }
      json.name("level")
      json.value(result.level)
      json.message(result.message)
      json.name("locations")
      json.array { json in
        json.object { json in
          let isOwn = result.path == result.judged?.path
          let region = places.region(of: result.place, in: isOwn ? result.judged?.input : nil, at: result.path)
          json.physicalLocation(result.path, region)
          if let position = result.judged.flatMap({ names.position(of: $0) }) { json.logicalLocations(position) }
        }
      }
      if let judged = result.judged { json.relatedLocations(judged, &places) }
      json.name("partialFingerprints")
      json.object { json in
        json.name("primaryLocationLineHash")
        json.value("\(result.fingerprint):\(ordinal)")
      }
      if let judged = result.judged { json.fixes(judged, &places) }
      if tellsSuppressions { json.suppressions(result.judged?.suppressed) }
      if let judged = result.judged { json.properties(judged.finding) }
    }
  }

  private mutating func logicalLocations(_ position: String) {
    name("logicalLocations")
    array { json in
      json.object { json in
        json.name("name")
        json.value(VisibleText.escaped(position))
        json.name("kind")
        json.value("resource")
      }
    }
  }

  private mutating func relatedLocations(_ judged: JudgedFinding, _ places: inout SARIFPlaces) {
    let notes = judged.finding.notes.filter { $0.place != nil || $0.path != nil }
    guard !notes.isEmpty else { return }
    name("relatedLocations")
    array { json in
      for (index, note) in notes.enumerated() {
        let path = note.path ?? judged.path
        let region = places.region(of: note.place, in: path == judged.path ? judged.input : nil, at: path)
        json.object { json in
          json.name("id")
          json.value(index + 1)
          json.physicalLocation(path, region)
          json.message(note.message)
        }
      }
    }
  }

  /// Fixes that may be applied; what is for display only is no fix for a program.
  private mutating func fixes(_ judged: JudgedFinding, _ places: inout SARIFPlaces) {
    guard let fix = judged.finding.fix, fix.applicability != .display, !fix.edits.isEmpty,
      fix.edits.allSatisfy({ $0.text.unicodeScalars.allSatisfy(Self.isText) })
    else { return }
    let edits = fix.edits.map { (region: places.region(of: $0.place, in: judged.input), text: $0.text) }
    name("fixes")
    array { json in
      json.object { json in
        json.name("description")
        json.object { json in
          json.name("text")
          json.value(VisibleText.escaped(judged.finding.help))
        }
        json.name("artifactChanges")
        json.array { json in
          json.object { json in
            json.artifactLocation(judged.path)
            json.name("replacements")
            json.array { json in for edit in edits { json.replacement(edit.region, edit.text) } }
          }
        }
        json.name("properties")
        json.object { json in
          json.name("applicability")
          json.value(fix.applicability.rawValue)
        }
      }
    }
  }

  private mutating func replacement(_ region: SARIFRegion, _ text: String) {
    object { json in
      json.name("deletedRegion")
      json.region(region)
      json.name("insertedContent")
      json.object { json in
        json.name("text")
        json.value(text)
      }
    }
  }

  private mutating func suppressions(_ suppressed: JudgedFinding.Suppression?) {
    name("suppressions")
    array { json in
      guard let suppressed else { return }
      json.object { json in
        json.name("kind")
        json.value(suppressed.by == .comment ? "inSource" : "external")
        if let reason = suppressed.reason {
          json.name("justification")
          json.value(VisibleText.escaped(reason))
        }
      }
    }
  }

  private mutating func properties(_ finding: Finding) {
    name("properties")
    object { json in
      json.name("aliases")
      json.strings(finding.aliases.map(VisibleText.escaped))
      for (name, text) in [("stage", finding.stage), ("file", finding.file)] {
        guard let text else { continue }
        json.name(name)
        json.value(VisibleText.escaped(text))
      }
      for (name, measurement) in [("measured", finding.measured), ("limit", finding.limit)] {
        guard let measurement else { continue }
        json.name(name)
        json.measurement(measurement)
      }
    }
  }

  /// Whether a program may write the character into a file: all but controls that are no line ends and tabs.
  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\t"].contains(scalar) || VisibleText.escape(for: scalar) == nil
  }
}
