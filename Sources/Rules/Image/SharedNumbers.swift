internal import Images
internal import Linting

extension ImageModel {
  /// A finding about a file of accounts, in the layer that brought it.
  func finding(_ info: RuleInfo, _ message: String, ofAccountsAt path: String) -> Finding {
    finding(info, message, layer: files.entry(at: path)?.layer, file: path)
  }
}

/// The numbers that more than one name has, in their order.
func sharedNumbers(_ numbered: [(number: Int, name: String)]) -> [(number: Int, names: [String])] {
  Dictionary(grouping: numbered, by: \.number).filter { $0.value.count > 1 }
    .map { ($0.key, $0.value.map(\.name)) }.sorted { $0.0 < $1.0 }
}

/// `“a”, “b” and “c”`
func listedNames(_ names: [String]) -> String {
  let quoted = names.map { "“\($0)”" }
  return quoted.dropLast().joined(separator: ", ") + (quoted.count > 1 ? " and " : "") + (quoted.last ?? "")
}
