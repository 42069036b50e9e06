internal import Linting
internal import Workloads

/// What lies beside a `Chart.yaml`.
struct ChartDirectory {
  /// What is read beside values.
  static let fileNames = ["Chart.yaml", "values.yaml", "values.schema.json"]

  /// The chart's own values; nil when it has none.
  var values: InputPath?
  var schema: ValuesSchema?
  /// The charts that it depends on.
  var subcharts: [Subchart]

  /// nil where no `Chart.yaml` lies beside the file.
  init?(beside file: InputPath) {
    let directory = file.directory
    let chart = directory.appending("Chart.yaml").absolute
    guard ReadFile.isRegularFile(chart) else { return nil }
    let own = directory.appending("values.yaml")
    values = ReadFile.isRegularFile(own.absolute) ? own : nil
    subcharts = Self.subcharts(of: chart, in: directory)
    let schema = directory.appending("values.schema.json")
    self.schema = ReadFile.isRegularFile(schema.absolute) ? Self.schema(at: schema) : nil
  }

  private static func schema(at path: InputPath) -> ValuesSchema {
    do throws(InputError) {
      let source = SourceText(path: path.display, bytes: try ReadFile.bytes(at: path.absolute))
      return ValuesSchema(source) { file(named: $0, in: path.directory) }
    } catch {
      return ValuesSchema(fault: error.message)
    }
  }

  /// A file of the chart; nil where there is none, or a link leads out of the chart.
  private static func file(named name: String, in directory: InputPath) -> SourceText? {
    let path = directory.appending(name)
    let (real, root) = (ReadFile.resolvingLinks(path.absolute), ReadFile.resolvingLinks(directory.absolute))
    guard InputPath(real).relative(to: InputPath(root)) != nil, ReadFile.isRegularFile(real),
      let bytes = try? ReadFile.bytes(at: real)
    else { return nil }
    return SourceText(path: path.display, bytes: bytes)
  }

  private static func subcharts(of chart: String, in directory: InputPath) -> [Subchart] {
    guard let bytes = try? ReadFile.bytes(at: chart),
      let outcome = try? ComposeYAML.document(
        in: SourceText(path: chart, bytes: bytes), as: .manifest(bytes: bytes.count))
    else { return [] }
    // A chart may stand there several times, under other names.
    var read: [String: ValuesFile] = [:]
    return (outcome.root?["dependencies"]?.items ?? []).prefix(mostSubcharts).compactMap { dependency in
      guard let name = dependency["alias"]?.text ?? dependency["name"]?.text else { return nil }
      let conditions = (dependency["condition"]?.text ?? "").split(separator: ",").compactMap {
        ValuePath($0.filter { $0 != " " })
      }
      return Subchart(name: name, values: values(of: dependency, in: directory, &read), conditions: conditions)
    }
  }

  /// Nobody's chart depends on more.
  private static let mostSubcharts = 100

  /// The values of a chart that lies in `charts`, or at the path of its repository. Of an archive they are not read.
  private static func values(
    of dependency: YAMLNode, in directory: InputPath, _ known: inout [String: ValuesFile]
  ) -> ValuesFile? {
    guard let name = dependency["name"]?.text, !name.contains("/"), name != ".." else { return nil }
    let scheme = "file://"
    let elsewhere = dependency["repository"]?.text.flatMap {
      $0.hasPrefix(scheme) ? String($0.dropFirst(scheme.count)) : nil
    }
    let folders = ["charts/\(name)"] + (elsewhere.map { [$0] } ?? [])
    for path in folders.map({ directory.appending("\($0)/values.yaml") }) where ReadFile.isRegularFile(path.absolute) {
      if let values = known[path.absolute] { return values }
      let bytes = try? ReadFile.bytes(at: path.absolute)
      let values = bytes.map { ValuesFile(SourceText(path: path.display, bytes: $0), isCommitted: true) }
      known[path.absolute] = values
      return values
    }
    return nil
  }
}
