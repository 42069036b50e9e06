internal import Linting

/// What is known of base images whose own USER is not root.
enum NonRootBases {
  /// Repositories, as globs over the full name, that run as another user in every tag.
  private static let repositories: [Glob] = [
    "cgr.dev/chainguard/*", "docker.io/bitnami/*", "docker.io/bitnamilegacy/*", "docker.io/nginxinc/nginx-unprivileged",
    "docker.io/jenkins/jenkins", "docker.io/grafana/grafana", "docker.io/prom/*", "quay.io/keycloak/keycloak",
    "registry.access.redhat.com/ubi*/nodejs-*", "registry.access.redhat.com/ubi*/python-*",
    // Its account is ContainerUser.
    "mcr.microsoft.com/windows/nanoserver",
    // The platform chooses the account that a function runs as.
    "public.ecr.aws/lambda/*",
    "docker.io/mambaorg/micromamba", "docker.io/apache/airflow", "docker.io/jenkins/inbound-agent",
    "docker.elastic.co/elasticsearch/elasticsearch", "docker.elastic.co/kibana/kibana",
  ].map(Glob.init)

  /// Whether an image is known to run as a user that is not root. Tags that say so are believed.
  static func contains(_ image: String) -> Bool {
    guard let reference = try? ImageReference.parse(image) else { return false }
    if let tag = reference.tag, ["nonroot", "rootless"].contains(where: tag.contains) { return true }
    let isDotNet = reference.repository.hasPrefix("mcr.microsoft.com/dotnet/")
    if isDotNet, let tag = reference.tag, ["chiseled", "distroless"].contains(where: tag.contains) { return true }
    return repositories.contains { $0.matches(reference.repository) }
  }
}
