package import Images
package import Linting

/// The user of the image is a name.
package struct NonNumericImageUser: Rule {
  package static let info = RuleInfo(
    name: "non-numeric-image-user", groups: ["config", "user", "kubernetes"], severity: .info,
    summary: "The user of the image is a name.",
    rationale: """
      Kubernetes cannot tell from a name that the user is not root: with runAsNonRoot it refuses to start such an \
      image, unless the pod gives a number itself.
      """,
    help: "Write the number of the account behind USER.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: node
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        user: 1000:1000
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.linuxConfig, !config.account.isEmpty, config.account != "root", Int(config.account) == nil
    else { return [] }
    let uid = image.accounts?.resolve(user: config.user)
    // Root is root by any name; that is the fault which the rule for it reports.
    if uid == 0 { return [] }
    var finding = image.finding(Self.info, name(config.user), of: .user)
    if let uid {
      finding.help = "Write USER \(uid), the number that the image's etc/passwd gives to \(config.account)."
    }
    return [finding]
  }
}

private func name(_ user: String) -> String {
  "the user of the image, “\(user)”, is no number: Kubernetes cannot tell that it is not root"
}
