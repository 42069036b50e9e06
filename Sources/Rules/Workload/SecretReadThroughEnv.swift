package import Linting
package import Workloads

/// A secret in the environment.
package struct SecretReadThroughEnv: Rule {
  package static let info = RuleInfo(
    name: "secret-read-through-env",
    aliases: ["kube-linter:read-secret-from-env-var", "CIS-K8s-5.4.1"],
    groups: ["kubernetes", "secrets"], severity: .info,
    summary: "A container gets a secret as a variable.",
    rationale: """
      Variables are shown by crash reports, by child processes and by `/proc`; a file is read by those who open it.
      Many programs know no other way.
      """,
    help: "Mount the Secret as a volume, and let the program read the file.",
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
              envFrom:
                - secretRef:
                    name: ‹shop›
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
          volumes:
            - name: secrets
              secret:
                secretName: shop
          containers:
            - name: web
              image: shop/web:1.4.2
              volumeMounts:
                - name: secrets
                  mountPath: /run/secrets
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.containers.flatMap { placed in
      placed.container.configReferences.filter { $0.kind == .secret }.map {
        manifest.finding(Self.info, message(placed, $0.name.text ?? ""), at: $0.name.range)
      }
    }
  }
}

private func message(_ placed: PlacedContainer, _ secret: String) -> String {
  "the \(placed.title) gets the Secret \(secret) as variables"
}
