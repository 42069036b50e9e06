package import Linting
package import Workloads

/// A key of an overlay that the chart does not have.
package struct UnknownValueKey: Rule {
  package static let info = RuleInfo(
    name: "unknown-value-key",
    groups: ["correctness", "helm"], severity: .warning, fix: .unsafe, fixReveals: [RuleInfo.allRules],
    summary: "A file of values sets a key that the chart's values.yaml does not have.",
    rationale: """
      Helm takes any key and says nothing of those that no template reads, so a slip of the pen leaves the default in force. Where
      a known key is spelled nearly alike, it is a warning, else a hint. Mappings that are empty in the chart, and those for
      environment, labels, annotations and selectors, are open to any key; what belongs to another chart is not judged.
      """,
    help: "Write the key as the chart has it, or add it to the chart's values.yaml with its default.",
    bad: [
      RuleInfo.Example(
        """
        web:
          ‹replicasCount›: 3
          ‹colour›: green
        """,
        fixed: """
          web:
            replicaCount: 3
            colour: green
          """, chart: "web:\n  replicaCount: 1\n  env: {}\n")
    ],
    good: [
      RuleInfo.Example(
        """
        web:
          replicaCount: 3
          env:
            COLOUR: green
        global:
          region: eu
        """, chart: "web:\n  replicaCount: 1\n  env: {}\n")
    ],
    references: ["https://helm.sh/docs/chart_best_practices/values/#document-values"])

  /// With more keys than that in one mapping, no near name is looked for.
  private static let mostKeys = 500

  package init() {}

  package func check(_ values: ChartValues) -> [Finding] {
    guard !values.isFirst, values.stack.hasChartsOwn, let root = values.file.root,
      let chart = values.stack.files.first, chart.isReadable,
      let known = chart.root
    else { return [] }
    return unknown(in: root, beside: known, path: [], values)
  }

  private func unknown(
    in node: YAMLNode, beside known: YAMLNode, path: [String], _ values: ChartValues
  ) -> [Finding] {
    let own = Dictionary(known.entries.map { ($0.key, $0.value) }) { $1 }
    guard !own.isEmpty else { return [] }
    let names = max(own.count, node.entries.count) <= Self.mostKeys ? own.keys.sorted() : []
    return node.entries.flatMap { entry -> [Finding] in
      let here = path + [entry.key]
      let isOfOthers =
        path.isEmpty && (values.stack.subcharts.contains(entry.key) || ["global", "tags"].contains(entry.key))
      // The chart's own file has but those values of a subchart that it changes.
      if isOfOthers { return [] }
      if let below = own[entry.key] {
        return isOpen(entry.key) ? [] : unknown(in: entry.value, beside: below, path: here, values)
      }
      return [finding(entry, here, among: names, beside: node, values)]
    }
  }

  private func finding(
    _ entry: YAMLNode.Entry, _ path: [String], among known: [String], beside mapping: YAMLNode,
    _ values: ChartValues
  ) -> Finding {
    let guess = nearest(to: entry.key, among: known)
    var finding = values.finding(Self.info, message(path, guess), at: entry.keyRange)
    if let guess, let place = finding.place {
      // Of two keys, one would hide the other.
      let isTaken = mapping.entries.contains { $0.key != entry.key && meaning(of: $0.key, among: known) == guess }
      guard !isTaken else { return finding }
      finding.fix = Fix(.unsafe, edits: [Fix.Edit(place: place, text: guess)])
    } else {
      finding.highestSeverity = .info
    }
    return finding
  }

  private func meaning(of key: String, among known: [String]) -> String? {
    known.contains(key) ? key : nearest(to: key, among: known)
  }

  /// Whether a mapping takes keys that only its user knows.
  private func isOpen(_ key: String) -> Bool {
    let lower = key.lowercased()
    return key == "global" || ["env", "envs", "labels", "annotations", "selector"].contains(where: lower.hasSuffix)
  }
}

private func message(_ path: [String], _ guess: String?) -> String {
  "the chart's values have no `\(path.joined(separator: "."))`" + (guess.map { ": did you mean `\($0)`?" } ?? "")
}
