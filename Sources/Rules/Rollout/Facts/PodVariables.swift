internal import Workloads

/// The variables that a pod gives to a container.
///
/// Of a ConfigMap or Secret that gives all that it has, there may be very many, for very many pods; so these are looked up
/// where they stand.
struct PodVariables: Sendable {
  /// A variable.
  struct Variable: Sendable {
    var name: String
    /// nil where the manifests do not tell it.
    var value: String?
    /// In the file of the workload: where it is given, or where all of a ConfigMap or Secret is.
    var range: Range<Int>
    var isOfSecret = false
    /// What it is called in the Secret that it is taken from by itself.
    var secretKey: String?
    /// The ConfigMap or Secret that it comes from, and its entry there.
    var origin: (object: KubernetesObject, entry: YAMLNode.Entry)?
    /// Whether it came with all others of a ConfigMap or Secret.
    var isOfWhole = false
  }

  /// All of a ConfigMap or Secret.
  private struct Whole: Sendable {
    var prefix: String
    var object: ConfigObject
    var range: Range<Int>

    func variable(_ entry: YAMLNode.Entry) -> Variable {
      Variable(
        name: prefix + entry.key, value: object.kind == .configMap ? entry.value.text : nil, range: range,
        isOfSecret: object.kind == .secret, origin: (object.object, entry), isOfWhole: true)
    }

    func variable(named name: String) -> Variable? {
      guard name.utf8.starts(with: prefix.utf8) else { return nil }
      let key = Substring(name.utf8.dropFirst(prefix.utf8.count))
      return object.entry(String(key)).map(variable)
    }

    /// Variables whose names begin with a text.
    func variables(withPrefix start: String, atMost count: Int) -> [Variable] {
      let own = prefix.utf8
      guard start.utf8.starts(with: own) || own.starts(with: start.utf8) else { return [] }
      let rest = Substring(start.utf8.dropFirst(own.count))
      return object.entries(withPrefix: String(rest), atMost: count).map(variable)
    }
  }

  /// The variables that are given one by one.
  var givenSingly: [Variable] { single.values.sorted { $0.name < $1.name } }

  /// Of more objects that give all that they have, nobody asks what they have.
  private static let mostWholes = 256

  private var single: [String: Variable] = [:]
  /// What comes later counts.
  private var wholes: [Whole] = []
  /// Whether a ConfigMap or Secret that is not among the manifests may give more.
  private(set) var isOpen = false

  init(of container: Container, in workload: Workload, _ bundle: Bundle) {
    let find = { (kind: ConfigObject.Kind, name: String) in
      bundle.configs(kind, named: name, in: workload.object.namespace).first
    }
    for reference in container.configReferences {
      guard case .allVariables(let prefix) = reference.use, let name = reference.name.text else { continue }
      guard wholes.count < Self.mostWholes, let object = find(reference.kind, name) else {
        isOpen = true
        continue
      }
      wholes.append(Whole(prefix: prefix, object: object, range: reference.name.range))
    }
    for given in container.environment {
      guard let node = given.name, let name = node.text else { continue }
      var variable = Variable(name: name, range: node.range)
      let source = given.node["valueFrom"]
      if let reference = source?["configMapKeyRef"], let object = reference["name"]?.text,
        let key = reference["key"]?.text
      {
        if let config = find(.configMap, object), let entry = config.entry(key) {
          variable.value = entry.value.text
          variable.origin = (config.object, entry)
        }
      } else if source == nil {
        variable.value = given.value?.text ?? ""
      }
      if let reference = source?["secretKeyRef"] {
        variable.isOfSecret = true
        variable.secretKey = reference["key"]?.text
        if let object = reference["name"]?.text, let key = reference["key"]?.text, let secret = find(.secret, object),
          let entry = secret.entry(key)
        {
          variable.origin = (secret.object, entry)
        }
      }
      single[name] = variable
    }
  }

  /// The variable that counts: one that is given by itself, else that of the last object which has it.
  subscript(_ name: String) -> Variable? { single[name] ?? ofWhole(name) }

  /// The variable that comes with all others of a ConfigMap or Secret, whether one that is given by itself counts or not.
  func ofWhole(_ name: String) -> Variable? {
    for whole in wholes.reversed() { if let variable = whole.variable(named: name) { return variable } }
    return nil
  }

  /// The variables whose names begin with one of several texts, sorted by name: of an object that gives all that it has, no
  /// more than `most` each.
  func variables(withPrefixes starts: [String], atMost most: Int) -> [Variable] {
    let ofWholes = starts.flatMap { start in wholes.flatMap { $0.variables(withPrefix: start, atMost: most) } }
    let names = Set(single.keys.filter { name in starts.contains(where: name.hasPrefix) } + ofWholes.map(\.name))
    return names.sorted().compactMap { self[$0] }
  }
}
