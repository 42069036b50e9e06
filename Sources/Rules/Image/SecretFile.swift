package import Images
package import Linting

/// A layer ships a credential file.
package struct SecretFile: Rule {
  package static let info = RuleInfo(
    name: "secret-file",
    aliases: ["CIS-DI-0010"],
    groups: ["files", "secrets", "security"],
    severity: .warning,
    summary: "A layer holds a file that is a credential by its name.",
    rationale:
      "Private keys, .env, .npmrc, .netrc, a kubeconfig, a cloud's credentials, key stores and password databases can be "
      + "read by everybody who can pull the image, in whatever layer they are. The content is looked at, so that a public "
      + "key, a certificate or settings without a secret are no finding; trees of tests and documentation are left out.",
    help:
      "Use a secret mount where the build needs the file (RUN --mount=type=secret,id=…), name it in .dockerignore, and "
      + "replace what is in it: it is no secret any more.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY . /app
          0600 1001:1001 app/.env "DATABASE_PASSWORD=hunter2\\n"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY . /app
          0600 1001:1001 app/.env "NODE_ENV=production\\n"
          0600 1001:1001 app/.env.example "DATABASE_PASSWORD=hunter2\\n"
          0600 1001:1001 app/.npmrc "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\\n"
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "CIS-DI-0010",
        "dockle knows a fixed list of names in the final file system, settings.py among them; a file of that list bears the "
          + "alias even where its content says that it is no credential. Names of variables in the history have a rule of "
          + "their own.")
    ],
    options: CredentialNames.options,
    references: [
      "https://docs.docker.com/build/building/secrets/",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#cis-di-0010",
    ])

  private let names: CredentialNames

  package init(_ settings: RuleSettings) { names = CredentialNames(settings.options(of: Self.info)) }

  package var wants: [WantedContents] { names.wants }

  package func check(_ image: ImageModel) -> [Finding] {
    let found = image.files.layerFiles(where: names.mayBeOne).filter { names.isCredential($0, in: image) }
    let live = Set(found.filter { $0.lostIn == nil }.map(\.path))
    // A file that is there again in a later layer is one credential: the one that can be read stands for it.
    let own = found.filter { $0.lostIn == nil || !live.contains($0.path) }
    return own.map { file in
      let path = file.displayPath
      return image.finding(
        Self.info, message(path), of: file, aliases: file.lostIn == nil && isDockles(path) ? Self.info.aliases : [])
    } + foreign(in: image, besides: Set(own.map { LayerPath(layer: $0.layer, path: $0.displayPath) }))
  }

  /// What only dockle takes for a credential.
  private func foreign(in image: ImageModel, besides own: Set<LayerPath>) -> [Finding] {
    let files = image.files.files { file in
      file.kind == .regularFile && DockleCredentials.contain(file.name)
    }
    return files.compactMap { file in
      let path = file.displayPath
      guard isDockles(path), !own.contains(LayerPath(layer: file.layer, path: path)) else { return nil }
      var finding = image.finding(Self.info, named(path), of: file)
      finding.isOwn = false
      return finding
    }
  }

  private func isDockles(_ path: String) -> Bool {
    DockleCredentials.contain(ArraySlice(path.lastComponent.utf8)) && !names.isAccepted(path, path.lastComponent)
  }
}

/// What dockle's checkpoint CIS-DI-0010 takes for credentials.
enum DockleCredentials {
  private static let names: NameSet = [
    ".env", "carrierwave.rb", "credential", "credential.json", "credentials", "credentials.json", "credentials.xml",
    "database.yml", "id_dsa", "id_ecdsa", "id_ed25519", "id_rsa", "omniauth.rb", "password.txt", "secret_token.rb",
    "settings.py",
  ]
  private static let extensions: NameSet = [
    ".agilekeychain", ".bek", ".cscfg", ".fve", ".gnucache", ".jks", ".keychain", ".mdf", ".ovpn", ".pcap",
    ".private_key", ".psafe3", ".rdp", ".sdf", ".secret", ".tpm",
  ]

  static func contain(_ name: ArraySlice<UInt8>) -> Bool {
    names.contains(name) || name.lastIndex(of: UInt8(ascii: ".")).map { extensions.contains(name[$0...]) } ?? false
  }
}

private func message(_ path: String) -> String {
  "\(path) is a credential file: everybody who can pull the image can read it"
}

private func named(_ path: String) -> String { "\(path) has the name of a credential file" }
