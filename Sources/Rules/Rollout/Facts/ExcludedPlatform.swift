internal import Images
internal import Workloads

/// What a pod asks of the machine of its node.
struct ExcludedPlatform {
  /// `arm64`
  var wanted: String
  /// In the manifest.
  var range: Range<Int>
}

extension PodSpec {
  /// The demand of the pod that an image of this config does not meet; nil when it meets all.
  func excludedPlatform(of config: ImageConfig) -> ExcludedPlatform? {
    let demands: [(labels: [String], value: String)] = [
      (["kubernetes.io/arch", "beta.kubernetes.io/arch"], config.architecture),
      (["kubernetes.io/os", "beta.kubernetes.io/os"], config.os),
    ]
    for (labels, value) in demands where !value.isEmpty {
      for label in labels {
        if let node = self.node?["nodeSelector", label], let wanted = node.text, wanted != value {
          return ExcludedPlatform(wanted: wanted, range: node.range)
        }
        if let excluded = affinity(excluding: value, label) { return excluded }
      }
    }
    guard let node = self.node?["os", "name"], let wanted = node.text, !config.os.isEmpty, wanted != config.os else {
      return nil
    }
    return ExcludedPlatform(wanted: wanted, range: node.range)
  }

  /// One of the terms must hold, and all expressions of a term.
  private func affinity(excluding value: String, _ label: String) -> ExcludedPlatform? {
    let required = node?["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"]
    let terms = required?["nodeSelectorTerms"]?.items ?? []
    let excluded = terms.compactMap { term -> ExcludedPlatform? in
      for expression in term["matchExpressions"]?.items ?? [] where expression["key"]?.text == label {
        let values = (expression["values"]?.items ?? []).compactMap(\.text)
        let names = values.joined(separator: " or ")
        guard let node = expression["values"] else { continue }
        switch expression["operator"]?.text {
        case "In" where !values.contains(value): return ExcludedPlatform(wanted: names, range: node.spot)
        case "NotIn" where values.contains(value):
          return ExcludedPlatform(wanted: "anything but \(names)", range: node.spot)
        default: continue
        }
      }
      return nil
    }
    return excluded.count == terms.count ? excluded.first : nil
  }
}
