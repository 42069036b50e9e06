package import Dockerfile
package import Linting

/// COPY or ADD of a file that holds credentials, by its name.
package struct SecretFileCopy: Rule {
  package static let info = RuleInfo(
    name: "secret-file-copy",
    aliases: ["CIS-4.10"],
    groups: ["security", "secrets"], severity: .warning,
    summary: "COPY or ADD brings a file that holds credentials by its name.",
    rationale: """
      What a layer holds can be read by everybody who can pull the image, also when a later instruction deletes it. Private
      keys, key stores and lists of passwords are reported in every stage, because build caches are pushed too;
      .env, .npmrc and their like, which may hold a secret, only in stages whose layers end in the image. The name is
      judged, not the content. Where the context is known, so is what a copied directory holds. Ignore it for a file that holds
      no secret.
      """,
    help:
      "Use a secret mount where the build needs the file (RUN --mount=type=secret,id=…), and the environment or a volume at run time.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        COPY package.json ‹.npmrc› ./
        COPY ‹keys/id_ed25519› /root/.ssh/
        """),
      RuleInfo.Example(
        """
        FROM node:24-alpine
        WORKDIR /app
        COPY ‹.› .
        """,
        contextFiles: """
          server.js 20kB
          .env 1kB
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine AS deps
        COPY package.json .npmrc ./
        FROM node:24-alpine
        COPY .env.example id_ed25519.pub truststore.jks ./
        RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
        """)
    ],
    references: ["https://docs.docker.com/build/building/secrets/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] { named(in: file) + lying(in: file) }

  /// Sources that are credential files by their own names.
  private func named(in file: BuildModel) -> [Finding] {
    let shipped = Set(file.shippedStages.map(\.index))
    let removed = file.removedTooLate.flatMap(\.brought)
    let removedSources = Dictionary(grouping: removed) { ObjectIdentifier($0.instruction) }
    return file.writtenCopies.flatMap { stage, copy in
      let removed = Set(removedSources[ObjectIdentifier(copy.instruction)]?.map(\.source) ?? [])
      return zip(copy.sources, copy.sourcePaths).compactMap { word, path -> Finding? in
        guard let path, !isRemoteSource(path), let name = credential(path),
          shipped.contains(stage.index) || name.certainty == .always, !isIgnored(path, copy, in: file)
        else { return nil }
        var finding = Finding(
          Self.info, message(copy, path, name.example), at: word.range, of: copy.instruction, stage: stage, in: file)
        // A removal that comes too late is what late-secret-removal reports.
        finding.isOwn = !removed.contains(path)
        return finding
      }
    }
  }

  /// Credential files of the context that a copied directory brings along.
  private func lying(in file: BuildModel) -> [Finding] {
    file.credentialsInContext.compactMap { source, paths in
      guard let first = paths.first else { return nil }
      var finding = Finding(
        Self.info, message(source.instruction, first, more: paths.count - 1), at: source.range, of: source.instruction,
        stage: source.stage, in: file)
      finding.notes += others(paths.dropFirst())
      return finding
    }
  }

  private static let mostShown = 5

  private func others(_ paths: ArraySlice<String>) -> [Finding.Note] {
    if paths.isEmpty { return [] }
    let rest = paths.count - Self.mostShown
    let shown = paths.prefix(Self.mostShown).joined(separator: ", ")
    return [Finding.Note("it brings \(shown)\(rest > 0 ? " and \(rest) more" : ""), too")]
  }

  private func message(_ instruction: Instruction, _ path: String, more: Int) -> String {
    let others = more == 0 ? "" : more == 1 ? " and another such file" : " and \(more) other such files"
    return "\(instruction.name) brings \(path)\(others) from the context: the credentials stay in the layer"
  }

  /// The certainty of a source, and for a pattern a name that it stands for.
  private func credential(_ path: String) -> (certainty: CredentialFiles.Certainty, example: String?)? {
    if let certainty = CredentialFiles.certainty(of: path) { return (certainty, nil) }
    let name = path.lastComponent
    // Only patterns that are made for dot files and keys: `*` stands for everything.
    guard name.contains(where: { "*?[".contains($0) }), name.utf8.count < 64 else { return nil }
    let examples = [(".env", CredentialFiles.Certainty.often), ("id_rsa", .always)]
    let glob = Glob(name)
    return examples.first { name.hasPrefix($0.0.prefix(2)) && glob.matches($0.0) }.map { ($0.1, $0.0) }
  }

  private func isIgnored(_ path: String, _ copy: Copy, in file: BuildModel) -> Bool {
    guard copy.from == .context, let ignore = file.context?.ignore else { return false }
    return ignore.patterns.excludes(path)
  }

  private func message(_ copy: Copy, _ path: String, _ example: String?) -> String {
    let what = example.map { "\(path), which stands for \($0) too" } ?? path
    return "\(copy.instruction.name) brings \(what): its credentials stay in the layer"
  }
}
