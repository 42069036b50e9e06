internal import Linting
internal import Workloads

/// What lies beside a `Chart.yaml`.
struct ChartDirectory {
  /// What is read beside values.
  static let fileNames = ["Chart.yaml", "values.yaml", "values.schema.json"]

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
      return ValuesSchema(SourceText(path: path.display, bytes: try ReadFile.bytes(at: path.absolute)))
    } catch {
      return ValuesSchema(fault: error.message)
    }
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
