internal import Images

extension MarkdownDocument {
  /// What is different between two images: sizes, config, and the files, biggest growth first.
  mutating func add(_ comparison: ImageComparison, of report: Report) {
    let (old, new) = (comparison.old.map { report.inputs[$0] }, comparison.new.map { report.inputs[$0] })
    paragraph("### \(name(of: old)) → \(name(of: new))")
    table(["", "old", "new", "change", ""], ComparedSizes.rows) { row in
      let words = row.words(old?.image, new?.image)
      return [row.name, words.old, words.new, words.change, words.percent]
    }
    guard comparison.old != nil, comparison.new != nil else { return }
    let layers = comparison.layers
    paragraph(
      "Layers: \(layers.shared) shared, \(layers.removed.count) removed, \(layers.added.count) added. "
        + "Files: \(fileTallies(comparison)).")
    table(["config", "old → new"], configChanges(comparison.config)) {
      [MarkdownText.code($0.name), MarkdownText.escaped($0.words)]
    }
    let files = changedPaths(comparison.files)
    table(["file", "growth", "layer", "change"], files.prefix(comparison.shownFiles)) { file in
      let change = file.file.change == .metadata ? "" : file.file.change.rawValue
      let words = [change, file.remark].filter { !$0.isEmpty }.joined(separator: ", ")
      return [MarkdownText.code(file.path), file.growthWords, file.layerWords, MarkdownText.escaped(words)]
    }
    if files.count > comparison.shownFiles {
      paragraph("… and \(files.count - comparison.shownFiles) more: `--top \(files.count)` lists them.")
    }
  }

  private func name(of input: Report.Input?) -> String {
    input.map { MarkdownText.code($0.image?.name ?? $0.path) } ?? "no such image"
  }
}
