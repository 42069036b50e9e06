internal import Images
internal import Linting

extension JSONWriter {
  /// One element of `comparisons`: what `diff` found between two images, which `old` and `new` name by their places in `inputs`.
  mutating func comparison(_ comparison: ImageComparison, of report: Report) {
    let old = comparison.old.flatMap { report.inputs[$0].image }
    let new = comparison.new.flatMap { report.inputs[$0].image }
    block([
      ("old", { $0.optional(comparison.old) { $0.value($1) } }),
      ("new", { $0.optional(comparison.new) { $0.value($1) } }),
      ("size", { $0.comparedSizes(old, new) }),
      ("layers", { $0.layers(comparison.layers) }),
      ("config", { $0.config(comparison.config) }),
      ("files", { $0.tallies(comparison) }),
      ("changes", { $0.lines(comparison.filesByGrowth) { $0.changedFile($1) } }),
    ])
  }

  /// Each number of both images, with the difference and its share of the old one in per cent.
  private mutating func comparedSizes(_ old: ImageSummary?, _ new: ImageSummary?) {
    object { json in
      for row in ComparedSizes.rows {
        let (before, after) = (old.map { row.value($0) }, new.map { row.value($0) })
        json.name(row.name)
        json.object { json in
          json.name("old")
          json.optional(before) { $0.value($1) }
          json.name("new")
          json.optional(after) { $0.value($1) }
          json.name("change")
          json.optional(before.flatMap { before in after.map { $0 - before } }) { $0.value($1) }
          json.name("percent")
          let percent = before.flatMap { before in after.flatMap { growthPercent(from: before, to: $0) } }
          json.optional(percent) { $0.value($1) }
        }
      }
    }
  }

  private mutating func layers(_ layers: ImageComparison.Layers) {
    object { json in
      json.name("shared")
      json.value(layers.shared)
      for (name, changes) in [("removed", layers.removed), ("added", layers.added)] {
        json.name(name)
        json.array { json in for layer in changes { json.layerChange(layer) } }
      }
    }
  }

  private mutating func layerChange(_ layer: ImageComparison.LayerChange) {
    object { json in
      json.name("index")
      json.value(layer.index)
      json.name("diffID")
      json.value(layer.diffID)
      json.name("unpacked")
      json.value(layer.unpacked)
      json.name("createdBy")
      json.value(layer.createdBy)
    }
  }

  private mutating func config(_ config: ConfigComparison) {
    object { json in
      json.name("settings")
      json.array { json in for setting in config.settings { json.setting(setting) } }
      json.name("labels")
      json.array { json in for label in config.labels { json.setting(label) } }
      json.name("env")
      json.object { json in
        json.name("added")
        json.strings(config.environment.added)
        json.name("removed")
        json.strings(config.environment.removed)
        json.name("changed")
        json.strings(config.environment.changed)
      }
    }
  }

  private mutating func setting(_ setting: ConfigComparison.Setting) {
    object { json in
      json.name("name")
      json.value(setting.name)
      for (name, value) in [("old", setting.old), ("new", setting.new)] {
        json.name(name)
        switch value {
        case .text(let text): json.value(text)
        case .list(let words): json.strings(words)
        case nil: json.null()
        }
      }
    }
  }

  private mutating func tallies(_ comparison: ImageComparison) {
    object { json in
      for kind in FileChange.Kind.allCases {
        let tally = comparison.tally(kind)
        json.name(kind.rawValue)
        json.object { json in
          json.name("count")
          json.value(tally.count)
          json.name("bytes")
          json.value(tally.bytes)
        }
      }
    }
  }

  private mutating func changedFile(_ file: ImageComparison.File) {
    object { json in
      json.name("path")
      json.value(file.path)
      json.name("change")
      json.value(file.change.rawValue)
      json.name("bytes")
      json.value(file.growth)
      json.name("old")
      json.optional(file.old) { $0.fileState($1) }
      json.name("new")
      json.optional(file.new) { $0.fileState($1) }
    }
  }

  private mutating func fileState(_ state: ImageComparison.FileState) {
    object { json in
      json.name("kind")
      json.value(state.kind)
      json.name("bytes")
      json.value(state.bytes)
      json.name("mode")
      json.value(octal(state.mode))
      json.name("uid")
      json.value(Int(state.uid))
      json.name("gid")
      json.value(Int(state.gid))
      json.name("target")
      json.optional(state.target) { $0.value($1) }
      json.name("layer")
      json.value(state.layer)
    }
  }
}
