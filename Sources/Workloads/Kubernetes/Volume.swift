/// A volume of a pod.
package struct Volume: Sendable {
  package let node: YAMLNode

  package var name: String? { node["name"]?.text }

  /// Its type, with the place of that key: `emptyDir`, `hostPath`. A volume without one is an empty directory.
  package var type: YAMLNode.Entry? { node.entries.first { $0.key != "name" } }

  package var hostPath: YAMLNode? { node["hostPath", "path"] }
}
