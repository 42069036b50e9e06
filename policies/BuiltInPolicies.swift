/// The policies that come with the program, as the YAML files beside this one.
package enum BuiltInPolicies {
  /// The YAML text of a built-in policy by its name; nil when there is no such policy.
  package static func text(of name: String) -> [UInt8]? { files[name] }

  /// All names, in alphabetical order.
  package static var names: [String] { files.keys.sorted() }

  private static let files: [String: [UInt8]] = [
    "backend": PackageResources.backend_yaml,
    "cis": PackageResources.cis_yaml,
    "default": PackageResources.default_yaml,
    "frontend": PackageResources.frontend_yaml,
    "hadolint": PackageResources.hadolint_yaml,
    "kubernetes-baseline": PackageResources.kubernetes_baseline_yaml,
    "kubernetes-restricted": PackageResources.kubernetes_restricted_yaml,
    "strict": PackageResources.strict_yaml,
    "todo-values": PackageResources.todo_values_yaml,
  ]
}
