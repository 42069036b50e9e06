internal import Workloads

/// The annotations that had the seccomp profile before there was a field for it.
enum SeccompAnnotation {
  private static let pod = "seccomp.security.alpha.kubernetes.io/pod"
  private static let container = "container.seccomp.security.alpha.kubernetes.io/"

  static func isUnconfined(_ entry: YAMLNode.Entry) -> Bool {
    (entry.key == pod || entry.key.hasPrefix(container)) && entry.value.text == "unconfined"
  }

  /// Whether it gives a container a profile.
  static func isProfile(_ entry: YAMLNode.Entry, of container: Container) -> Bool {
    guard entry.key == pod || entry.key == Self.container + container.name, let value = entry.value.text else {
      return false
    }
    return ["runtime/default", "docker/default"].contains(value) || value.hasPrefix("localhost/")
  }
}
