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
  for row in ComparedSizes.rows {
    table.rows.append(cells(row.name, old.map { row.value($0) }, new.map { row.value($0) }, isCount: row.isCount))
  }
  table.write(to: &out)
  out.endLine()
}

private func cells(_ name: String, _ old: Int?, _ new: Int?, isCount: Bool) -> [TextTable.Cell] {
  let text = { (number: Int?) in number.map { isCount ? String($0) : ByteSize($0).description } ?? "-" }
  var cells: [TextTable.Cell] = [.init(name, .strong), .init(text(old)), .init(text(new))]
  guard let old, let new else { return cells + [.init("-", .faint), .init("")] }
  let change = new - old
  cells.append(.init(isCount ? signed(change) : ByteSize(change).signedDescription, paint(of: change)))
  cells.append(.init(growthPercent(from: old, to: new).map { "\($0 > 0 ? "+" : "")\($0) %" } ?? "", .faint))
  return cells
}

private func paint(of change: Int) -> TerminalText.Paint { change == 0 ? .faint : change > 0 ? .warning : .good }

private func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : String(number) }

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

private func writeConfig(_ config: ConfigComparison, to out: inout TerminalText) {
  out.blanks(2)
  out.write("config", .strong)
  out.endLine()
  var table = TextTable([.leading, .leading])
  for setting in config.settings { table.rows.append([.init(setting.name), .init(words(setting))]) }
  for label in config.labels { table.rows.append([.init("label \(label.name)"), .init(words(label))]) }
  let names = config.environment
  for (what, names) in [("added", names.added), ("removed", names.removed), ("changed", names.changed)]
  where !names.isEmpty {
    table.rows.append([.init("env \(what)"), .init(names.joined(separator: ", "))])
  }
  table.write(to: &out, indent: 4)
  out.endLine()
}

/// `old → new`
private func words(_ setting: ConfigComparison.Setting) -> String {
  "\(words(setting.old)) → \(words(setting.new))"
}

private func words(_ value: ConfigComparison.Setting.Value?) -> String {
  switch value {
  case .text(let text): text
  case .list(let words): "[\(words.joined(separator: ", "))]"
  case nil: "none"
  }
}
