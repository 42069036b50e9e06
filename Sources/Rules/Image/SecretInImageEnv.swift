package import Images
package import Linting

/// An environment variable or a label of the image holds a secret.
package struct SecretInImageEnv: Rule {
  package static let info = RuleInfo(
    name: "secret-in-image-env",
    aliases: ["DS-0031", "CIS-4.10"],
    groups: ["secrets", "security", "config"],
    severity: .error,
    summary:
      "An environment variable or label of the image is named like a secret and has a value, or its value is one.",
    rationale:
      "The config is readable to everybody who can pull the image, and each process of the container inherits it. A secret "
      + "in it must count as published. Paths, addresses without a password and the ids of public keys are no secrets, and "
      + "a variable without a value only asks for one. Labels stand in the same config, and are judged alike.",
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
    options: SecretNames.options,
    references: [
      "https://docs.docker.com/build/building/secrets/",
      "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    ])

  private let names: SecretNames

  package init(_ settings: RuleSettings) { names = SecretNames(settings.options(of: Self.info)) }

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.configWithSecrets, let shown = image.config else { return [] }
    var seen: Set<String> = []
    let variables = config.env.compactMap { variable -> Finding? in
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let fault = fault(of: parts[0], String(parts[1])), seen.insert(String(parts[0])).inserted
      else { return nil }
      var finding = Finding(Self.info, message("variable", parts[0], fault))
      finding.variable = String(parts[0])
      finding.setting = .variable(String(parts[0]))
      return finding
    }
    // trivy knows no labels. A key that holds a secret itself is shown without it.
    let labels = config.labels.sorted { $0.key < $1.key }.compactMap { key, value in
      fault(of: CredentialName.underscored(key), value).map { fault in
        image.finding(
          Self.info, message("label", shown.labels[key] == nil ? "…" : key[...], fault),
          aliases: Self.info.aliases.filter { $0 == "CIS-4.10" }, of: .label(key))
      }
    }
    return variables + labels
  }

  private enum Fault {
    case name
    case shape(String)
  }

  private func fault(of name: some StringProtocol, _ value: String) -> Fault? {
    guard !value.isEmpty, !names.allow(name) else { return nil }
    if let shape = secretShape(of: value) { return .shape(shape) }
    return names.hold(name) && SecretVariable.canBeSecret(value, of: String(name)) ? .name : nil
  }

  private func message(_ kind: String, _ name: Substring, _ fault: Fault) -> String {
    switch fault {
    case .name: "the \(kind) \(name) is named like a secret and has a value"
    case .shape(let shape): "the value of the \(kind) \(name) holds \(shape)"
    }
  }
}
