package import Images
package import Linting

/// The image runs as root (uid 0).
package struct RootImageUser: Rule {
  package static let info = RuleInfo(
    name: "root-image-user",
    aliases: ["CIS-DI-0001", "DS-0002", "CIS-4.1"],
    groups: ["config", "user", "security"],
    severity: .warning,
    summary: "The image runs as root (uid 0).",
    rationale:
      "A process that runs as root in its container is root for the kernel too: a fault in the program, the runtime or a "
      + "mounted volume then reaches much further. Kubernetes refuses such an image where runAsNonRoot is set. Ignore it "
      + "for images that only serve as a base, or whose program gives up its rights by itself.",
    help:
      "Make a user in the Dockerfile and end the final stage with USER, best with a numeric id, which Kubernetes can check.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: admin
        layer: COPY etc /etc
          0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\nadmin:x:0:0::/:/bin/sh\\n"
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1001:1001
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: node
        layer: COPY etc /etc
          0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\nnode:x:1000:1000::/home/node:/bin/sh\\n"
        """),
    ],
    silences: [MissingUser.info.name],
    references: [
      "https://docs.docker.com/reference/dockerfile/#user",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.linuxConfig else { return [] }
    let user = config.user
    let name = String(user.prefix { $0 != ":" })
    let accounts = image.accounts ?? Accounts(passwd: [])
    // Without a passwd, nothing but root is meant by this name.
    let isRoot = accounts.resolve(user: user).map { $0 == 0 } ?? (name == "root")
    guard isRoot else { return [] }
    let isMapped = !name.isEmpty && name != "root" && Int(name) != 0
    let message = user.isEmpty ? noUser : isMapped ? mapped(user) : explicit(user)
    return [image.finding(Self.info, message, aliases: aliases(user: user, name: name), of: .user)]
  }

  /// dockle knows two spellings of root; trivy also knows 0 and a group behind either.
  private func aliases(user: String, name: String) -> [String] {
    var aliases = ["CIS-4.1"]
    if user.isEmpty || user == "root" { aliases.append("CIS-DI-0001") }
    if name.isEmpty || name == "root" || name == "0" { aliases.append("DS-0002") }
    return Self.info.aliases.filter { aliases.contains($0) }
  }
}

private let noUser = "the image sets no user, so it runs as root (uid 0), expected a user of its own"

private func explicit(_ user: String) -> String {
  "the image runs as root: its user is “\(user)”, expected another one"
}

private func mapped(_ user: String) -> String {
  "the image runs as root: its etc/passwd gives the user “\(user)” the uid 0, expected another one"
}
