internal import Linting

/// Labels as what a register finds things by.
enum Labels {
  /// `app=web`, each label as one text.
  static func words(_ labels: [String: String]) -> [String] { labels.map { "\($0.key)=\($0.value)" } }
}

extension KubernetesObject: Registered {
  enum Key: Hashable {
    case kind(String)
    case name(kind: String, String)
    /// What an autoscaler sets the number of pods of.
    case scaled(kind: String, String)
    case made(ConfigObject.Kind, String)
  }

  /// Kinds that make a Secret of their name, or of one that they say.
  private static let makers: Set = ["SealedSecret", "ExternalSecret", "Certificate"]

  var keys: Set<Key> {
    var keys: Set<Key> = [.kind(kind), .name(kind: kind, name ?? "")]
    if kind == "HorizontalPodAutoscaler" {
      let target = node["spec", "scaleTargetRef"]
      keys.insert(.scaled(kind: target?["kind"]?.text ?? "", target?["name"]?.text ?? ""))
    }
    if Self.makers.contains(kind) {
      let made = node["spec", "target", "name"]?.text ?? node["spec", "secretName"]?.text ?? name
      if let made { keys.insert(.made(.secret, made)) }
    }
    if isKustomization { keys.formUnion(generated) }
    return keys
  }

  /// What kustomize makes; it gives the names a sum for an end, and changes all references.
  private var generated: [Key] {
    [("configMapGenerator", ConfigObject.Kind.configMap), ("secretGenerator", .secret)].flatMap { field, kind in
      (node[field]?.items ?? []).compactMap { $0["name"]?.text }.map { .made(kind, $0) }
    }
  }
}

extension Workload: Registered {
  enum Key: Hashable {
    /// A label of its pods.
    case label(String)
    case labelKey(String)
  }

  var keys: Set<Key> {
    Set(Labels.words(pod.labels).map(Key.label) + pod.labels.keys.map(Key.labelKey))
  }
}

extension Service: Registered {
  enum Key: Hashable {
    case name(String)
    /// One label of its selector, which is enough: who has it is asked for the others.
    case selector(String)
    case nodePort(Int, String)
    /// What the variables begin with that it gives to pods.
    case variables(String)
  }

  var keys: Set<Key> {
    var keys: Set<Key> = []
    if let name = object.name { keys.insert(.name(name)) }
    if let label = Labels.words(selector).min() { keys.insert(.selector(label)) }
    for port in ports {
      if let number = port.nodePort?.integer { keys.insert(.nodePort(number, port.transport)) }
    }
    if let prefix = variablePrefix { keys.insert(.variables(prefix)) }
    return keys
  }
}

extension ConfigObject: Registered {
  enum Key: Hashable {
    case name(Kind, String)
    /// A key that a Secret has, whatever it is called itself.
    case ofSecret(String)
  }

  var keys: Set<Key> {
    let own = kind == .secret ? entries.prefix(Self.mostKeys).map { Key.ofSecret($0.key) } : []
    return Set([.name(kind, object.name ?? "")] + own)
  }

  /// Of the keys of one Secret, no more are found by.
  private static let mostKeys = 1000
}
