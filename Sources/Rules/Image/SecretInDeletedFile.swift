package import Images
package import Linting

/// A credential that a later layer deletes, and that the archive still has.
package struct SecretInDeletedFile: Rule {
  package static let info = RuleInfo(
    name: "secret-in-deleted-file",
    groups: ["secrets", "security", "waste"],
    severity: .error,
    summary: "A later layer removes a credential file or key material, which is still in the archive.",
    rationale:
      "A layer that deletes or overwrites a file only hides it: whoever has the image unpacks the layer that brought it. Who "
      + "deleted it believed that it is gone. Files with the name of a credential are found everywhere; key material in other "
      + "text files up to 64 kB, outside of the directories that distributions and package managers fill.",
    help:
      "Bring the secret by RUN --mount=type=secret, so that no layer ever has it, or use it in a stage that nothing of is "
      + "shipped; and replace it: it is no secret any more.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY id_ed25519 /root/.ssh/
          0600 0:0 root/.ssh/id_ed25519 "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZ\\n"
        layer: RUN git clone git@example.org:shop/web && rm -r /root/.ssh
          delete root/.ssh
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        layer: RUN --mount=type=secret,id=key git clone git@example.org:shop/web
          0644 0:0 web/main.py "serve()"
          0644 0:0 web/.env "PORT=3000"
        layer: RUN rm /web/.env
          delete web/.env
        """)
    ],
    silences: ["file-deleted-in-later-layer", "secret-file", "secret-in-file-content"],
    references: [
      "https://docs.docker.com/build/building/secrets/",
      "https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts",
    ])

  private let names: CredentialNames
  private let scan: SecretScan

  package init(_ settings: RuleSettings) {
    names = CredentialNames(settings.options(of: SecretFile.info))
    scan = SecretScan(Self.info.name, excluding: SystemTrees.paths, sizeLimit: 1 << 16)
  }

  package var wants: [WantedContents] { names.wants + scan.wants }

  package func check(_ image: ImageModel) -> [Finding] {
    image.files.deadFiles().compactMap { file in
      guard let killer = file.lostIn, killer != file.layer, let secret = secret(in: file, of: image) else { return nil }
      let successor = image.files.entry(at: file.displayPath, followingLinks: false)
      // The same secret again, with another owner or mode: nobody has removed it.
      if let successor, successor.size == file.size, self.secret(in: successor, of: image) == secret { return nil }
      var finding = image.finding(
        Self.info,
        message(
          file.displayPath, secret, image.layerName(file.layer), image.layerName(killer),
          isOverwritten: image.files.isOverwritten(file)),
        of: file)
      finding.notes = [Finding.Note("\(image.layerName(killer)) removes it", layer: killer)]
      return finding
    }
  }

  /// What the secret is, for the message; nil for a file without one.
  private func secret(in file: FileEntry, of image: ImageModel) -> String? {
    let hits = scan.hits(in: file, of: image)
    if !hits.isEmpty { return "holds \(secretList(hits))" }
    return names.isCredential(file, in: image) ? "is a credential file" : nil
  }
}

/// Directories that distributions and package managers fill: their files are known to everybody.
enum SystemTrees {
  static let paths = [
    "lib", "lib64", "usr/include", "usr/lib", "usr/lib64", "usr/libexec", "usr/share", "usr/local/include",
    "usr/local/lib", "usr/local/share", "var/cache", "var/lib/apt", "var/lib/dpkg", "**/node_modules",
    "**/site-packages", "**/dist-packages", "**/vendor",
  ]
}

private func message(_ path: String, _ secret: String, _ layer: String, _ killer: String, isOverwritten: Bool) -> String
{
  "\(path) of \(layer) \(secret); \(killer) \(isOverwritten ? "overwrites" : "deletes") it, but the archive still has it"
}
