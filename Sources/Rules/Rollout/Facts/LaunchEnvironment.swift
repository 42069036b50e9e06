internal import Dockerfile
internal import Linting
internal import Workloads

/// The variables that a container gets.
struct LaunchEnvironment: Sendable {
  /// What the pod gives.
  let pod: PodVariables
  private let image: [String: String]
  private let knowsImage: Bool

  init(of container: Container, in workload: Workload, _ bundle: Bundle, _ config: RuntimeConfig?) {
    pod = PodVariables(of: container, in: workload, bundle)
    image = config?.environment ?? [:]
    knowsImage = config?.knowsEnvironment ?? false
  }

  /// Whether a ConfigMap or Secret that is not among the manifests may give more.
  var isOpen: Bool { pod.isOpen }

  /// What is known of a variable's value; nil when it is not set, or nobody knows.
  func value(of name: String) -> String? {
    if let variable = pod[name] { return variable.value }
    return image[name]
  }

  /// Whether the container surely lacks a variable, or has an empty one where that is as good as none.
  func lacks(_ name: String, orHasItEmpty isOrEmpty: Bool = false) -> Bool {
    if let variable = pod[name] { return isOrEmpty && variable.value?.isEmpty == true }
    guard !isOpen, knowsImage else { return false }
    return image[name].map { isOrEmpty && $0.isEmpty } ?? true
  }

  /// Whether the pod surely does not set a variable.
  func leaves(_ name: String) -> Bool { pod[name] == nil && !isOpen }

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
