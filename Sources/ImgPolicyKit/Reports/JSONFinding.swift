internal import Linting

extension JSONWriter {
  /// One element of `findings`.
  mutating func finding(_ judged: JudgedFinding) {
    let finding = judged.finding
    object { json in
      json.name("rule")
      json.value(finding.rule)
      json.name("aliases")
      json.strings(finding.aliases)
      json.name("severity")
      json.value(judged.severity.rawValue)
      json.name("message")
      json.value(finding.message)
      json.name("input")
      json.value(judged.input)
      json.name("path")
      json.value(judged.path)
      json.place(finding.place)
      json.name("instruction")
      json.optional(finding.instruction) { $0.instruction($1) }
      json.name("stage")
      json.optional(finding.stage) { $0.value($1) }
      json.name("layer")
      json.optional(finding.layer) { $0.layerReference($1) }
      json.name("file")
      json.optional(finding.file) { $0.value($1) }
      json.name("measured")
      json.optional(finding.measured) { $0.measurement($1) }
      json.name("limit")
      json.optional(finding.limit) { $0.measurement($1) }
      json.name("notes")
      json.array { json in for note in finding.notes { json.note(note, of: judged) } }
      json.name("help")
      json.value(finding.help)
      json.name("url")
      json.value(judged.url)
      json.name("fix")
      json.optional(finding.fix) { $0.fix($1) }
      json.name("fingerprint")
      json.value(judged.fingerprint)
      json.name("suppressed")
      json.optional(judged.suppressed) { $0.suppression($1) }
    }
  }

  /// The four members of a place, null without one.
  private mutating func place(_ place: Place?) {
    name("line")
    optional(place?.line) { $0.value($1) }
    name("column")
    optional(place?.column) { $0.value($1) }
    name("endLine")
    optional(place?.endLine) { $0.value($1) }
    name("endColumn")
    optional(place?.endColumn) { $0.value($1) }
  }

  private mutating func instruction(_ instruction: Finding.InstructionReference) {
    object { json in
      json.name("keyword")
      json.value(instruction.keyword)
      json.name("line")
      json.value(instruction.line)
      json.name("endLine")
      json.value(instruction.endLine)
    }
  }

  private mutating func layerReference(_ layer: Finding.LayerReference) {
    object { json in
      json.name("index")
      json.value(layer.index)
      json.name("diffID")
      json.value(layer.diffID)
      json.name("createdBy")
      json.value(layer.createdBy)
    }
  }

  mutating func measurement(_ measurement: Measurement) {
    object { json in
      json.name("value")
      json.value(measurement.value)
      json.name("unit")
      json.value(measurement.unit.rawValue)
    }
  }

  private mutating func note(_ note: Finding.Note, of judged: JudgedFinding) {
    object { json in
      json.name("message")
      json.value(note.message)
      json.name("path")
      json.value(note.path ?? judged.path)
      json.name("line")
      json.optional(note.place?.line) { $0.value($1) }
      json.name("column")
      json.optional(note.place?.column) { $0.value($1) }
    }
  }

  private mutating func fix(_ fix: Fix) {
    object { json in
      json.name("applicability")
      json.value(fix.applicability.rawValue)
      json.name("edits")
      json.array { json in
        for edit in fix.edits {
          json.object { json in
            json.place(edit.place)
            json.name("text")
            json.value(edit.text)
          }
        }
      }
    }
  }

  private mutating func suppression(_ suppression: JudgedFinding.Suppression) {
    object { json in
      json.name("by")
      json.value(suppression.by.rawValue)
      json.name("reason")
      json.optional(suppression.reason) { $0.value($1) }
    }
  }
}
