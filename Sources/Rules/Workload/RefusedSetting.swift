internal import Linting
internal import Workloads

/// What the API refuses of an object though each field has a value of its type.
struct RefusedSetting {
  var range: Range<Int>
  /// Why, in words that follow the name of the object.
  var reason: String
  /// Whether it is in the template of pods, which not all that make pods look at.
  var isOfPods = false
}

extension KubernetesObject {
  /// Names and keys that are none, autoscalers whose bounds are the wrong way round, and ports that a Service cannot have.
  var refusedSettings: [RefusedSetting] {
    guard ManifestSchema.kubernetes.type(of: self) != nil else { return [] }
    return [misname, misorder].compactMap { $0 } + miskeys + (Service(self)?.refusedPorts ?? [])
  }

  private var misname: RefusedSetting? {
    guard let node = node["metadata", "name"], let name = node.text, node.scalar?.value == .string,
      group != "rbac.authorization.k8s.io"
    else { return nil }
    let hasDots = kind != "Service" && kind != "Namespace"
    let isName = hasDots ? ObjectName.isSubdomain(name) : ObjectName.isLabel(name)
    if isName || ReplacedText.isReplaced(name) { return nil }
    return RefusedSetting(range: node.range, reason: "“\(name.prefix(40))” is no name: \(ruleOfNames(dots: hasDots))")
  }

  /// Keys of data, which become names of files.
  private var miskeys: [RefusedSetting] {
    let entries = ConfigObject(self)?.entries ?? []
    return entries.filter { !LabelSyntax.isKeyOfData($0.key) && !ReplacedText.isReplaced($0.key) }.map {
      RefusedSetting(
        range: $0.keyRange,
        reason: "“\($0.key.prefix(40))” is no key: expected letters, digits, dots, hyphens and underscores")
    }
  }

  private var misorder: RefusedSetting? {
    guard kind == "HorizontalPodAutoscaler", let least = node["spec", "minReplicas"], let low = least.integer,
      let high = node["spec", "maxReplicas"]?.integer, low > high
    else { return nil }
    return RefusedSetting(range: least.range, reason: "its minReplicas \(low) is above its maxReplicas \(high)")
  }
}

/// What a name has to be like.
func ruleOfNames(dots: Bool) -> String {
  "expected a-z, 0-9\(dots ? ", dots" : "") and hyphens, with a letter or digit at both ends"
}
