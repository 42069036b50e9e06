package import Linting

/// The JSON schema that a chart has for its values, `values.schema.json`: what Helm holds them against before it renders.
///
/// Read is what charts use: types, properties, items, bounds, patterns, combinations and `$ref` within the chart. Nothing is
/// fetched.
package struct ValuesSchema: Sendable {
  /// nil where the file cannot be read.
  let files: SchemaFiles?
  /// What its file is called.
  private let name: String
  /// Why the file cannot be read.
  package let fault: String?

  /// JSON is read as YAML, of which it is a part.
  ///
  /// - Parameter read: reads a file that the schema refers to, by its path from the directory of the schema; nil where there is none.
  package init(_ source: SourceText, reading read: (String) -> SourceText? = { _ in nil }) {
    name = source.path.split(separator: "/").last.map(String.init) ?? ""
    do throws(YAMLFault) {
      let root = try ComposeYAML.document(in: source, as: .manifest(bytes: source.bytes.count)).root
      fault = if case .mapping? = root?.content { nil } else { "it is no JSON object" }
      files = root.map { [name] in SchemaFiles($0, named: name, reading: read) }
    } catch {
      files = nil
      fault = (error.range.map { "line \(source.line(at: $0.lowerBound)): " } ?? "") + error.message
    }
  }

  /// A file that cannot be read, and why.
  package init(fault: String) {
    files = nil
    name = ""
    self.fault = fault
  }

  /// Where values break the schema, in the order of the values.
  package func violations(in values: MergedValue) -> Outcome {
    guard let files, let root = files.roots[name], fault == nil else { return Outcome() }
    var check = CheckSchema(files, in: name)
    check.check(values, at: [], by: root)
    return check.outcome
  }

  /// What came of holding values against the schema.
  package struct Outcome: Sendable {
    package var violations: [Violation] = []
    /// What the schema demands and nobody checked, as it is written.
    package var unchecked: Set<String> = []
  }

  /// A value that the schema does not allow.
  package struct Violation: Sendable {
    /// What stands where the schema wants something else; for a key that is missing, the mapping without it.
    package var value: MergedValue
    /// Whether the key is at fault and not the value.
    package var isAboutKey: Bool
    /// What is wrong, without any value.
    package var message: String
  }
}
