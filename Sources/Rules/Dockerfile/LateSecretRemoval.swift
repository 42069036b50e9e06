package import Dockerfile
package import Linting

/// A RUN that removes a credential file which an earlier instruction brought.
package struct LateSecretRemoval: Rule {
  package static let info = RuleInfo(
    name: "late-secret-removal",
    groups: ["security", "secrets"], severity: .error,
    summary: "A RUN removes a credential file that an earlier instruction brought: it can still be read.",
    rationale: """
      Each instruction makes a layer, and everybody who can pull the image can read each of them: a removal hides the file from
      the running container alone. What a copied directory brings counts too, when the RUN itself cannot have written the file.
      The name of the file is judged, not its content.
      """,
    help:
      "Give the RUN that needs the secret a mount: RUN --mount=type=secret,id=…. And replace the secret: it has been published.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        COPY .npmrc package.json package-lock.json ./
        WORKDIR /app
        COPY .npmrc package.json package-lock.json ./
        RUN npm ci
        RUN rm -f ‹.npmrc›
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.23
        COPY . /srv
        RUN rm ‹/srv/.env›
        """),
      RuleInfo.Example(
        """
        FROM node:24-alpine
        COPY .npmrc .
        RUN npm install -g tool@1.2.3 && rm ‹.npmrc›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        WORKDIR /app
        COPY package.json package-lock.json ./
        RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
        """),
      RuleInfo.Example(
        """
        FROM node:24-alpine
        WORKDIR /app
        COPY . .
        RUN echo "registry=https://example.com" > .npmrc && npm ci && rm .npmrc
        """),
    ],
    silences: ["late-removal"],
    references: ["https://docs.docker.com/build/building/secrets/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    var mentions = WordMentions()
    return file.removedTooLate.compactMap { late in
      let secrets = late.brought.filter(isCredential)
      let brought = secrets.isEmpty ? directories(of: late, &mentions, in: file) : secrets
      guard let first = brought.first else { return nil }
      let path = secrets.isEmpty ? late.removal.path : first.place(removedBy: late.removal)
      var finding = Finding(
        Self.info, message(late.shown(path)), at: late.removal.argument, of: late.run, stage: late.stage, in: file)
      finding.notes = file.notes(brought)
      return finding
    }
  }

  private func isCredential(_ item: BroughtPath) -> Bool {
    ([item.source] + item.candidates).contains { CredentialFiles.certainty(of: $0) != nil }
  }

  /// The copied directory that brought a credential file, unless the RUN itself may have written it: a command in front of
  /// the removal names it too.
  private func directories(
    of late: RemovedTooLate, _ mentions: inout WordMentions, in file: BuildModel
  ) -> [BroughtPath] {
    let path = late.removal.path
    guard late.brought.isEmpty, CredentialFiles.certainty(of: path) != nil else { return [] }
    let first = mentions.firstCommand(naming: path.lastComponent, in: late.run)
    if let first, first < late.removal.command { return [] }
    return late.directories.filter { $0.mayHold(path, in: file) }
  }

  private func message(_ path: String) -> String {
    "\(path) is removed too late: whoever pulls the image can read it from the layer below"
  }
}
