package import Linting
package import Workloads

/// A secret in the manifest of a pod.
package struct LiteralSecretInEnv: Rule {
  package static let info = RuleInfo(
    name: "literal-secret-in-env",
    aliases: ["kube-linter:env-var-secret", "polaris:sensitiveContainerEnvVar"],
    groups: ["kubernetes", "secrets", "security"], severity: .error,
    summary: "A variable of a container is given a secret that is written out.",
    rationale: """
      Whoever may read the manifest, the repository or the pod has it, and to change it means to deploy again. Empty
      values, placeholders and references are excused.
      """,
    help: "Put it into a Secret that is not in the repository, and refer to it by `valueFrom.secretKeyRef`.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              env:
                - name: DB_PASSWORD
                  value: ‹x7Jq2mPz›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              env:
                - name: DB_PASSWORD
                  valueFrom:
                    secretKeyRef:
                      name: db
                      key: password
                - name: DB_PASSWORD_FILE
                  value: /run/secrets/db
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      placed.container.environment.compactMap { variable in
        guard let name = variable.name?.text, let value = variable.value, let text = value.text,
          let what = LiteralSecret.description(of: text, named: name)
        else { return nil }
        var finding = manifest.finding(Self.info, message(placed, name, what), atSecret: value)
        finding.aliases = Self.info.aliases.filter { Self.holds($0, for: name.lowercased(), what) }
        return finding
      }
    }
  }

  /// Whether the other tool looks for such a name or value.
  private static func holds(_ alias: String, for name: String, _ what: String) -> Bool {
    switch alias {
    case "kube-linter:env-var-secret": name.contains("secret")
    case "polaris:sensitiveContainerEnvVar":
      what == PrivateKeyText.description || ["bearer", "password", "secret", "token"].contains(where: name.contains)
        || (name.hasPrefix("azure") && name.contains("key"))
    default: true
    }
  }
}

private func message(_ placed: PlacedContainer, _ name: String, _ what: String) -> String {
  "the variable \(name) of the \(placed.title) is \(what), and written out"
}
