package import Linting

/// The values that a chart is installed with: its own file, what is laid over it, and what options set.
package struct ValuesStack: Sendable {
  /// In the order in which they are laid over each other; the first is the chart's own where that is among them.
  package let files: [ValuesFile]
  /// `--set`, then `--set-string`: they come after all files.
  package let settings: [ValueSetting]
  /// What Helm renders the templates with; nil where a file cannot be read.
  package let merged: MergedValue?
  /// `values.schema.json` of the chart.
  package let schema: ValuesSchema?
  /// What the chart calls the charts that it depends on: each has a mapping of values of its own.
  package let subcharts: Set<String>

  /// - Parameter isComplete: whether all files that were asked for are among `files`.
  package init(
    _ files: [ValuesFile], settings: [ValueSetting] = [], schema: ValuesSchema? = nil, subcharts: [Subchart] = [],
    isComplete: Bool = true
  ) throws(ValueSetting.Fault) {
    self.files = files
    self.settings = settings
    self.schema = schema
    self.subcharts = Set(subcharts.map(\.name))
    let isKnown = isComplete && files.allSatisfy(\.isReadable)
    var merged = try isKnown ? Self.merge(files, settings) : nil
    for (number, subchart) in subcharts.enumerated() {
      merged?.underlay(subchart, inFile: files.count + number)
    }
    self.merged = merged
  }

  /// Whether the first of the files is the chart's own.
  package var hasChartsOwn: Bool { files.first?.source.path.split(separator: "/").last == "values.yaml" }

  /// The files of the user are joined first, and the whole is laid over the chart's own: a null of the user deletes what the
  /// chart has, unless a later file says otherwise. (helm, pkg/chartutil/coalesce.go)
  private static func merge(
    _ files: [ValuesFile], _ settings: [ValueSetting]
  ) throws(ValueSetting.Fault) -> MergedValue {
    let trees = files.enumerated().map { index, file in
      file.root.map { MergedValue($0, inFile: index) }
        ?? MergedValue(.map(MergedMap()), from: .file(index, key: 0..<0, value: 0..<0))
    }
    var user = MergedValue(.map(MergedMap()), from: .file(max(0, files.count - 1), key: 0..<0, value: 0..<0))
    for tree in trees.dropFirst() { user.overlay(tree) }
    for (number, setting) in settings.enumerated() {
      do throws(ValueSetting.Fault) {
        try user.apply(setting, number: number)
      } catch {
        throw ValueSetting.Fault(message: "\(setting.option) \(error.message)")
      }
    }
    guard var merged = trees.first else { return user }
    merged.overlay(user)
    return merged
  }
}

/// One file of Helm values, in the company of those that are laid over each other with it: what rules judge.
package struct ChartValues: Sendable {
  package let file: ValuesFile
  /// Which of the stack's files it is.
  package let index: Int
  package let stack: ValuesStack

  package init(_ file: ValuesFile, at index: Int, in stack: ValuesStack) {
    self.file = file
    self.index = index
    self.stack = stack
  }

  package var source: SourceText { file.source }

  /// Whether it is laid over no other file.
  package var isFirst: Bool { index == 0 }

  /// Whether it is the chart's own file, which others are laid over. Helm knows it by its name.
  package var isChartsOwn: Bool { isFirst && stack.hasChartsOwn }

  /// Whether no file is laid over it: what has no place anywhere is said of this one.
  package var isLast: Bool { index == stack.files.count - 1 }
}
