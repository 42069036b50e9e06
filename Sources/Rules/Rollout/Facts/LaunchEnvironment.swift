internal import Dockerfile
internal import Linting
internal import Workloads

/// The variables that a container gets.
struct LaunchEnvironment: Sendable {
  /// A variable that the pod gives.
  struct PodVariable: Sendable {
    var name: String
    /// nil where the manifests do not tell it.
    var value: String?
    /// In the file of the workload: where it is given, or where all of a ConfigMap or Secret is.
    var range: Range<Int>
    var isOfSecret = false
    /// The ConfigMap or Secret that it comes from, and its entry there.
    var origin: (object: KubernetesObject, entry: YAMLNode.Entry)?
    /// Whether it came with all others of a ConfigMap or Secret.
    var isOfWhole = false
  }

  /// By name.
  let pod: [String: PodVariable]
  /// Whether a ConfigMap or Secret that is not among the manifests may give more.
  let isOpen: Bool
  private let image: [String: String]
  private let knowsImage: Bool

  init(of container: Container, in workload: Workload, _ bundle: Bundle, _ config: RuntimeConfig?) {
    var pod: [String: PodVariable] = [:]
    var isOpen = false
    let find = { (kind: ConfigObject.Kind, name: String) in
      bundle.configs(kind, named: name, in: workload.object.namespace).first
    }
    // First all of the objects, then the single variables: what comes later counts.
    for reference in container.configReferences {
      guard case .allVariables(let prefix) = reference.use, let name = reference.name.text else { continue }
      guard let object = find(reference.kind, name) else {
        isOpen = true
        continue
      }
      for entry in object.entries {
        var variable = PodVariable(name: prefix + entry.key, range: reference.name.range)
        variable.value = object.kind == .configMap ? entry.value.text : nil
        variable.isOfSecret = object.kind == .secret
        variable.origin = (object.object, entry)
        variable.isOfWhole = true
        pod[variable.name] = variable
      }
    }
    for given in container.environment {
      guard let node = given.name, let name = node.text else { continue }
      var variable = PodVariable(name: name, range: node.range)
      let source = given.node["valueFrom"]
      if let reference = source?["configMapKeyRef"], let object = reference["name"]?.text,
        let key = reference["key"]?.text
      {
        let config = find(.configMap, object)
        if let config, let entry = config.entries.first(where: { $0.key == key }) {
          variable.value = entry.value.text
          variable.origin = (config.object, entry)
        }
      } else if source == nil {
        variable.value = given.value?.text ?? ""
      }
      variable.isOfSecret = source?["secretKeyRef"] != nil
      pod[name] = variable
    }
    self.pod = pod
    self.isOpen = isOpen
    image = config?.environment ?? [:]
    knowsImage = config?.knowsEnvironment ?? false
  }

  /// What is known of a variable's value; nil when it is not set, or nobody knows.
  func value(of name: String) -> String? {
    if let variable = pod[name] { return variable.value }
    return image[name]
  }

  /// Whether the container surely lacks a variable.
  func lacks(_ name: String) -> Bool { pod[name] == nil && !isOpen && image[name] == nil && knowsImage }

  /// The directories in which programs are looked for; nil when nobody knows.
  var searchPath: [String]? {
    if pod["PATH"] == nil, image["PATH"] == nil, !knowsImage { return nil }
    if let variable = pod["PATH"], variable.value == nil { return nil }
    return (value(of: "PATH") ?? Environment.defaultPath).split(separator: ":", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The same without what the pod changes.
  var imageSearchPath: [String] { (image["PATH"] ?? Environment.defaultPath).split(separator: ":").map(String.init) }

  /// What the image itself sets.
  func imageValue(of name: String) -> String? { image[name] }

  var imageNames: [String] { image.keys.sorted() }
}
