internal import Linting
internal import Workloads

/// What lies beside a `Chart.yaml`.
struct ChartDirectory {
  /// The chart's own values; nil when it has none.
  var values: InputPath?
  var schema: ValuesSchema?
  /// What the chart calls the charts that it depends on.
  var subcharts: Set<String>

  /// nil where no `Chart.yaml` lies beside the file.
  init?(beside file: InputPath) {
    let directory = file.directory
    let chart = directory.appending("Chart.yaml").absolute
    guard ReadFile.exists(chart) else { return nil }
    let own = directory.appending("values.yaml")
    values = ReadFile.exists(own.absolute) ? own : nil
    subcharts = Self.subcharts(of: chart)
    let schema = directory.appending("values.schema.json")
    self.schema = ReadFile.exists(schema.absolute) ? Self.schema(at: schema) : nil
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

  private static func subcharts(of chart: String) -> Set<String> {
    guard let bytes = try? ReadFile.bytes(at: chart),
      let outcome = try? ComposeYAML.document(
        in: SourceText(path: chart, bytes: bytes), as: .manifest(bytes: bytes.count))
    else { return [] }
    let dependencies = outcome.root?["dependencies"]?.items ?? []
    return Set(dependencies.compactMap { $0["alias"]?.text ?? $0["name"]?.text })
  }
}
