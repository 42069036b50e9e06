package import Linting

/// The JSON schema that a chart has for its values, `values.schema.json`: what Helm holds them against before it renders.
///
/// Read is what charts use: types, properties, items, bounds, patterns, combinations and `$ref` within the file. Nothing is
/// fetched.
package struct ValuesSchema: Sendable {
  /// nil where the file cannot be read.
  let root: YAMLNode?
  /// Why the file cannot be read.
  package let fault: String?

  /// JSON is read as YAML, of which it is a part.
  package init(_ source: SourceText) {
    do throws(YAMLFault) {
      root = try ComposeYAML.document(in: source, as: .manifest(bytes: source.bytes.count)).root
      fault = if case .mapping? = root?.content { nil } else { "it is no JSON object" }
    } catch {
      root = nil
      fault = (error.range.map { "line \(source.line(at: $0.lowerBound)): " } ?? "") + error.message
    }
  }

  /// A file that cannot be read, and why.
  package init(fault: String) {
    root = nil
    self.fault = fault
  }

  /// Where values break the schema, in the order of the values.
  package func violations(in values: MergedValue) -> Outcome {
    guard let root, fault == nil else { return Outcome() }
    var check = CheckSchema(root: root)
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
