internal import Images
internal import Linting

/// Writes what is different between two images: sizes, layers, config, and the files, biggest growth first.
func writeComparison(_ comparison: ImageComparison, of report: Report, to out: inout TerminalText) {
  let old = comparison.old.map { report.inputs[$0] }
  let new = comparison.new.map { report.inputs[$0] }
  writeNames(old, new, to: &out)
  writeSizes(old?.image, new?.image, to: &out)
  // Where one of them could not be read, nothing is known to be added or removed.
  guard comparison.old != nil, comparison.new != nil else { return }
  writeLayers(comparison.layers, to: &out)
  if !comparison.config.isEmpty { writeConfig(comparison.config, to: &out) }
  writeFiles(comparison, to: &out)
}

private func writeNames(_ old: Report.Input?, _ new: Report.Input?, to out: inout TerminalText) {
  for (label, input) in [("old", old), ("new", new)] {
    out.write(label, .faint)
    out.blanks(2)
    if let input {
      out.write(input.image?.name ?? input.path, .strong)
      if input.image?.name != nil {
        out.blanks(2)
        out.write(input.path, .faint)
      }
      if let platform = input.image?.platform, !platform.isEmpty { out.write(", \(platform)", .faint) }
    } else {
      out.write("no such image", .warning)
    }
    out.endLine()
  }
  out.endLine()
}

// MARK: Sizes

private func writeSizes(_ old: ImageSummary?, _ new: ImageSummary?, to out: inout TerminalText) {
  var table = TextTable([.leading, .trailing, .trailing, .trailing, .trailing])
  table.rows.append(["", "old", "new", "change", ""].map { .init($0, .faint) })
  for row in ComparedSizes.rows { table.rows.append(cells(row, old, new)) }
  table.write(to: &out)
  out.endLine()
}

private func cells(_ row: ComparedSizes.Row, _ old: ImageSummary?, _ new: ImageSummary?) -> [TextTable.Cell] {
  let words = row.words(old, new)
  let change = old.flatMap { old in new.map { row.value($0) - row.value(old) } }
  return [
    .init(row.name, .strong), .init(words.old), .init(words.new), .init(words.change, change.map(paint) ?? .faint),
    .init(words.percent, .faint),
  ]
}

private func paint(of change: Int) -> TerminalText.Paint { change == 0 ? .faint : change > 0 ? .warning : .good }

// MARK: Layers

private func writeLayers(_ layers: ImageComparison.Layers, to out: inout TerminalText) {
  out.blanks(2)
  out.write("layers", .strong)
  out.blanks(2)
  out.write("\(layers.shared) shared, \(layers.removed.count) removed, \(layers.added.count) added")
  out.endLine()
  var table = TextTable([.leading, .trailing, .trailing, .leading])
  for (mark, paint, changes) in [("-", TerminalText.Paint.good, layers.removed), ("+", .warning, layers.added)] {
    for layer in changes {
      table.rows.append([
        .init(mark, paint), .init(String(layer.index)), .init(ByteSize(layer.unpacked).description),
        .init(BuildStep(createdBy: layer.createdBy).text()),
      ])
    }
  }
  table.write(to: &out, indent: 4)
  out.endLine()
}

// MARK: Config

func writeConfig(_ config: ConfigComparison, to out: inout TerminalText) {
  out.blanks(2)
  out.write("config", .strong)
  out.endLine()
  var table = TextTable([.leading, .leading])
  let rows = configChanges(config)
  let room = out.style.width - 8 - (rows.map { VisibleText.width($0.name) }.max() ?? 0)
  for row in rows {
    // What is too long for the terminal is cut at its end, where the new value stands.
    let parts = out.style.width > 0 && VisibleText.width(row.words) > room ? row.parts : [row.words]
    for (index, part) in parts.enumerated() { table.rows.append([.init(index == 0 ? row.name : ""), .init(part)]) }
  }
  table.write(to: &out, indent: 4)
  out.endLine()
}

/// What differs between two configs, a row for each setting: `user`, `root → app`.
func configChanges(_ config: ConfigComparison) -> [ConfigChange] {
  let names = config.environment
  let variables = [("added", names.added), ("removed", names.removed), ("changed", names.changed)]
  return config.settings.map { ConfigChange($0.name, $0) }
    + config.labels.map { ConfigChange("label \($0.name)", $0) }
    + variables.compactMap { what, names in
      names.isEmpty ? nil : ConfigChange(name: "env \(what)", parts: [names.joined(separator: ", ")])
    }
}

/// A row of what differs between two configs.
struct ConfigChange {
  var name: String
  /// `old`, `→ new`; or all in one.
  var parts: [String]

  var words: String { parts.joined(separator: " ") }

  init(name: String, parts: [String]) {
    self.name = name
    self.parts = parts
  }

  fileprivate init(_ name: String, _ setting: ConfigComparison.Setting) {
    self.init(name: name, parts: [ImgPolicyKit.words(setting.old), "→ \(ImgPolicyKit.words(setting.new))"])
  }
}

private func words(_ value: ConfigComparison.Setting.Value?) -> String {
  switch value {
  case .text(let text): text
  case .list(let words): "[\(words.joined(separator: ", "))]"
  case nil: "none"
  }
}
