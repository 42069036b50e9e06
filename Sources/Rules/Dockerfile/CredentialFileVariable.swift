package import Dockerfile
package import Linting

/// ENV that leads to a credential file which COPY brings into the image.
package struct CredentialFileVariable: Rule {
  package static let info = RuleInfo(
    name: "credential-file-variable",
    aliases: ["DS-0031"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "ENV leads to a credential file below a destination of COPY, so that the credential ships.",
    rationale: """
      Programs of Google, AWS, Hugging Face and others take a credential from the file that a variable names. A path below a
      directory that COPY fills says that the file comes with the image: everybody who can pull it can read it. Ignore it
      where the file is mounted over the copied directory at run time.
      """,
    help:
      "Keep the file out of the image: mount it at run time outside the copied directory, and for the build use RUN --mount=type=secret.",
    bad: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        ENV GOOGLE_APPLICATION_CREDENTIALS=‹/app/service-account.json›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        WORKDIR /app
        COPY . .
        ENV GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/service-account.json
        """)
    ],
    references: ["https://docs.docker.com/build/building/secrets/"])

  private static let variables: Set = [
    "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AZURE_AUTH_LOCATION",
    "AZURE_CLIENT_CERTIFICATE_PATH", "BOTO_CONFIG", "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE",
    "GOOGLE_APPLICATION_CREDENTIALS", "HF_TOKEN_PATH", "KUBECONFIG", "NETRC", "OCI_CLI_CONFIG_FILE", "PGPASSFILE",
    "SNOWFLAKE_PRIVATE_KEY_FILE",
  ]

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let shipped = file.shippedStages
    var brought = BroughtFiles()
    var sent = BroughtFiles()
    for copy in shipped.reversed().flatMap(\.copies) {
      brought.add(copy.broughtPaths)
      if copy.from == .context { sent.add(copy.broughtPaths) }
    }
    return shipped.flatMap { stage in
      // By its own name, or with a directory of the context.
      stage.definitions.compactMap { definition -> Finding? in
        guard definition.kind == .environment, Self.variables.contains(definition.expandedName),
          stage.holds(definition.instruction), let word = definition.value,
          case .known(let path) = definition.newValue, path.hasPrefix("/"),
          let item = brought.find(cleanPath(path), isRecursive: false).first
            ?? sent.directories(around: cleanPath(path)).first(where: { $0.mayHold(cleanPath(path), in: file) })
        else { return nil }
        var finding = Finding(
          Self.info, message(definition.expandedName, path), at: word.range, of: definition.instruction, stage: stage,
          in: file)
        // trivy looks at the stage that is built alone.
        finding.aliases = stage.index == file.targetIndex ? Self.info.aliases : []
        let place = file.syntax.place(of: item.instruction)
        finding.notes.append(Finding.Note("\(item.instruction.name) brings it here", place: place))
        return finding
      }
    }
  }

  private func message(_ name: String, _ path: String) -> String {
    "\(name) leads to \(path), which COPY brings: the credential ships with the image"
  }
}
