/// A variable that a manifest gives to a container.
package struct EnvironmentVariable: Sendable {
  package let node: YAMLNode

  package var name: YAMLNode? { node["name"] }
  package var value: YAMLNode? { node["value"] }
}

/// A ConfigMap or Secret that a pod needs, and which of its keys.
package struct ConfigReference: Sendable {
  package enum Use: Sendable, Hashable {
    /// One variable.
    case variable
    /// A variable for each key, with what is put before the keys.
    case allVariables(prefix: String)
    case volume
  }

  package var kind: ConfigObject.Kind
  package var name: YAMLNode
  /// nil where all keys are taken.
  package var key: YAMLNode?
  package var isOptional: Bool
  package var use: Use
}

extension Container {
  /// The ConfigMaps and Secrets that its variables come from.
  package var configReferences: [ConfigReference] {
    let single = environment.compactMap { variable -> ConfigReference? in
      let source = variable.node["valueFrom"]
      return ConfigReference(.configMap, source?["configMapKeyRef"], .variable)
        ?? ConfigReference(.secret, source?["secretKeyRef"], .variable)
    }
    let whole = (node["envFrom"]?.items ?? []).compactMap { source -> ConfigReference? in
      let use = ConfigReference.Use.allVariables(prefix: source["prefix"]?.text ?? "")
      return ConfigReference(.configMap, source["configMapRef"], use)
        ?? ConfigReference(.secret, source["secretRef"], use)
    }
    return single + whole
  }
}

extension PodSpec {
  /// The ConfigMaps and Secrets that its volumes hold, a reference for each key that is named.
  package var volumeReferences: [ConfigReference] {
    volumes.flatMap { volume in
      let projected = volume.node["projected", "sources"]?.items ?? []
      return ConfigReference.ofVolume(.configMap, volume.node["configMap"])
        + ConfigReference.ofVolume(.secret, volume.node["secret"])
        + projected.flatMap {
          ConfigReference.ofVolume(.configMap, $0["configMap"]) + ConfigReference.ofVolume(.secret, $0["secret"])
        }
    }
  }
}

extension ConfigReference {
  fileprivate init?(_ kind: ConfigObject.Kind, _ node: YAMLNode?, _ use: Use) {
    guard let node, let name = node["name"] else { return nil }
    self.init(kind: kind, name: name, key: node["key"], isOptional: node["optional"]?.flag ?? false, use: use)
  }

  fileprivate static func ofVolume(_ kind: ConfigObject.Kind, _ node: YAMLNode?) -> [ConfigReference] {
    guard let node, let name = node["name"] ?? node["secretName"] else { return [] }
    let whole = ConfigReference(
      kind: kind, name: name, isOptional: node["optional"]?.flag ?? false, use: .volume)
    let keys = (node["items"]?.items ?? []).compactMap { $0["key"] }
    return keys.isEmpty
      ? [whole]
      : keys.map { key in
        var reference = whole
        reference.key = key
        return reference
      }
  }
}
