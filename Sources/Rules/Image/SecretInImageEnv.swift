package import Images
package import Linting

/// An environment variable of the image holds a secret.
package struct SecretInImageEnv: Rule {
  package static let info = RuleInfo(
    name: "secret-in-image-env",
    aliases: ["DS-0031", "CIS-4.10"],
    groups: ["secrets", "security", "config"],
    severity: .error,
    summary: "An environment variable of the image is named like a secret and has a value, or its value is one.",
    rationale:
      "The config is readable to everybody who can pull the image, and each process of the container inherits it. A secret "
      + "in it must count as published. Paths, addresses without a password and the ids of public keys are no secrets, and "
      + "a variable without a value only asks for one.",
    help:
      "Take the ENV out of the Dockerfile, give the value when the container starts or as a mounted file, and replace the "
      + "secret: it is no longer one.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        env: DATABASE_PASSWORD=hunter2
        layer: COPY app /app
          0644 0:0 app/main.py "serve()"
        """),
      RuleInfo.Example(
        """
        tag: shop/api:v1
        env: DATABASE_URL=postgres://shop:hunter2@db/shop
        layer: COPY app /app
          0644 0:0 app/main.py "serve()"
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        env: GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
        env: DATABASE_PASSWORD_FILE=/run/secrets/database
        env: API_TOKEN=
        layer: COPY app /app
          0644 0:0 app/main.py "serve()"
        """)
    ],
    references: [
      "https://docs.docker.com/build/building/secrets/",
      "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    var seen: Set<String> = []
    return (image.config?.env ?? []).compactMap { variable in
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty else { return nil }
      let (name, value) = (String(parts[0]), String(parts[1]))
      let message =
        secretShape(of: value).map { shaped(name, $0) } ?? (SecretVariable.holdsSecret(name, value) ? named(name) : nil)
      guard let message, seen.insert(name).inserted else { return nil }
      return Finding(Self.info, message)
    }
  }
}

private func named(_ name: String) -> String { "the variable \(name) is named like a secret and has a value" }

private func shaped(_ name: String, _ shape: String) -> String { "the value of the variable \(name) holds \(shape)" }
