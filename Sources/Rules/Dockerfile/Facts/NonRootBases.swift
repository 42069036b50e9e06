internal import Linting

/// What is known of base images whose own USER is not root.
enum NonRootBases {
  /// Repositories, as globs over the full name, that run as another user in every tag.
  private static let repositories: [Glob] = [
    "cgr.dev/chainguard/*", "docker.io/bitnami/*", "docker.io/bitnamilegacy/*", "docker.io/nginxinc/nginx-unprivileged",
    "docker.io/jenkins/jenkins", "docker.io/grafana/grafana", "docker.io/prom/*", "quay.io/keycloak/keycloak",
    "registry.access.redhat.com/ubi*/nodejs-*", "registry.access.redhat.com/ubi*/python-*",
    // The platform chooses the account that a function runs as.
    "public.ecr.aws/lambda/*",
    "docker.elastic.co/elasticsearch/elasticsearch", "docker.elastic.co/kibana/kibana",
  ].map(Glob.init)

  /// Whether an image is known to run as a user that is not root. Tags that say so are believed.
  static func contains(_ image: String) -> Bool {
    guard let reference = try? ImageReference.parse(image) else { return false }
    if reference.tag?.contains("nonroot") == true || reference.tag?.contains("rootless") == true { return true }
    return repositories.contains { $0.matches(reference.repository) }
  }
}
