internal import Linting

/// What is known of base images that set no WORKDIR, so that a container begins at the root.
enum RootWorkdirBases {
  private static let repositories: Set<String> = [
    "docker.io/library/almalinux", "docker.io/library/alpine", "docker.io/library/amazonlinux",
    "docker.io/library/busybox", "docker.io/library/debian", "docker.io/library/fedora", "docker.io/library/node",
    "docker.io/library/python", "docker.io/library/rockylinux", "docker.io/library/ubuntu",
  ]

  static func contains(_ image: String) -> Bool {
    guard let reference = try? ImageReference.parse(image) else { return false }
    return repositories.contains(reference.repository)
  }
}
