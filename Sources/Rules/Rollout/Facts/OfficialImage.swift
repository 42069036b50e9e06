internal import Dockerfile
internal import Linting

/// What well-known base images say of the process that they start, in every tag.
struct OfficialImage {
  var entrypoint: [String] = []
  /// nil where it differs from tag to tag.
  var cmd: [String]?
  var exposedPorts: [String] = []
  var volumes: [String] = []

  /// nil for an image that is not among them.
  init?(_ image: String) {
    guard let reference = try? ImageReference.parse(image), let known = Self.all[reference.repository] else {
      return nil
    }
    self = known
  }

  private init(entrypoint: [String] = [], cmd: [String]? = nil, ports: [String] = [], volumes: [String] = []) {
    (self.entrypoint, self.cmd, exposedPorts, self.volumes) = (entrypoint, cmd, ports, volumes)
  }

  /// By repository.
  private static let all: [String: OfficialImage] = {
    let script = ["docker-entrypoint.sh"]
    let library: [String: OfficialImage] = [
      "node": OfficialImage(entrypoint: script, cmd: ["node"]), "python": OfficialImage(cmd: ["python3"]),
      "ruby": OfficialImage(cmd: ["irb"]), "golang": OfficialImage(), "rust": OfficialImage(),
      "perl": OfficialImage(), "gcc": OfficialImage(), "buildpack-deps": OfficialImage(),
      "debian": OfficialImage(cmd: ["bash"]), "ubuntu": OfficialImage(cmd: ["/bin/bash"]),
      "alpine": OfficialImage(cmd: ["/bin/sh"]), "busybox": OfficialImage(cmd: ["sh"]),
      "fedora": OfficialImage(cmd: ["/bin/bash"]), "amazonlinux": OfficialImage(cmd: ["/bin/bash"]),
      "rockylinux": OfficialImage(), "almalinux": OfficialImage(), "amazoncorretto": OfficialImage(),
      "nginx": OfficialImage(
        entrypoint: ["/docker-entrypoint.sh"], cmd: ["nginx", "-g", "daemon off;"], ports: ["80/tcp"]),
      "httpd": OfficialImage(cmd: ["httpd-foreground"], ports: ["80/tcp"]),
      "redis": OfficialImage(entrypoint: script, cmd: ["redis-server"], ports: ["6379/tcp"], volumes: ["/data"]),
      "tomcat": OfficialImage(cmd: ["catalina.sh", "run"], ports: ["8080/tcp"]),
    ]
    var all = library.reduce(into: [:]) { $0["docker.io/library/\($1.key)"] = $1.value }
    for name in ["static", "static-debian11", "static-debian12", "base", "base-debian12", "cc", "cc-debian12"] {
      all["gcr.io/distroless/\(name)"] = OfficialImage()
    }
    return all
  }()
}

extension Stage {
  /// What is known of the base image by its name, where no archive of it is given.
  var officialBase: OfficialImage? {
    guard rootFacts == nil, case .image(let use) = root else { return nil }
    return OfficialImage(use.text)
  }
}
