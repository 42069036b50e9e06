package import Dockerfile
package import Linting

/// A credential is written out in the Dockerfile.
package struct SecretValue: Rule {
  private static let generic = RuleInfo.Option(
    "generic", .flag,
    "Whether passwords in addresses, in headers and of commands, and random values of names such as api_token count, too; "
      + "without it only shapes that nothing else has.")

  package static let info = RuleInfo(
    name: "secret-value",
    aliases: ["tally/secrets-in-code", "CIS-4.10"],
    groups: ["security", "secrets"], severity: .error,
    summary: "A private key or an access token is written out in the Dockerfile.",
    rationale: """
      Who can read the file or pull the image has the credential: RUN, ENV, ARG and LABEL stay in the image's configuration
      and history, also those of stages below. Judged is the shape that the maker of a token gives it (a prefix and a
      length), in every instruction and heredoc; what only stands for a secret in documentation is left out. Passwords
      without a shape are for the rules credential-command and secret-in-arg-or-env. The value itself is never printed.
      """,
    help:
      "Replace the credential, for it is known now, and pass the new one with RUN --mount=type=secret or when the "
      + "container starts.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm config set //registry.npmjs.org/:_authToken=‹npm_q7Vb2nXc9LpZ4kRt8WmY3sHd6JfG1aEu5TiO›
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN apk add --no-cache curl git
        RUN git clone https://ci:‹hunter2›@git.example.com/shop.git && curl -fsSLO -u shop:‹tiger99› https://example.com/a.jar
        """, policy: "rules: { secret-value: { generic: true } }"),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV SESSION_SECRET=‹q7Vb2nXc9LpZ4kRt8WmY3s›
        """, policy: "rules: { secret-value: { generic: true } }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
        RUN --mount=type=secret,id=npm NPM_TOKEN=$(cat /run/secrets/npm) npm ci
        RUN grep -q -e '-----BEGIN RSA PRIVATE KEY-----' /etc/ssl/private/key.pem
        ENV SESSION_SECRET=q7Vb2nXc9LpZ4kRt8WmY3s DATABASE_URL=postgres://app:app@localhost/app
        RUN curl -u "ci:$PASSWORD" -H "Authorization: Bearer $TOKEN" https://ci:${PASSWORD}@example.com/
        """)
    ],
    silences: ["credential-command", "secret-in-arg-or-env"],
    options: [generic],
    references: ["https://docs.docker.com/build/building/secrets/"])

  private let countsGeneric: Bool

  package init(_ settings: RuleSettings) { countsGeneric = settings.options(of: Self.info).flag(Self.generic) }

  package func check(_ file: BuildModel) -> [Finding] {
    let stages = StagePlaces(file)
    var starts: Set<Int> = []
    var findings = file.syntax.instructions.flatMap { instruction in
      instruction.credentials(in: file.source, generic: countsGeneric).map { name, range in
        starts.insert(range.lowerBound)
        return finding(name, at: range, of: instruction, stages.stage(of: instruction), in: file)
      }
    }
    for (stage, run) in countsGeneric ? file.writtenRuns : [] {
      // What has a shape of its own is named by it.
      for password in run.writtenPasswords(in: file.source)
      where password.isCertain && !password.isOfAccount && !password.range.contains(where: starts.contains) {
        starts.insert(password.range.lowerBound)
        findings.append(finding(password.title, at: password.range, of: run.instruction, stage, in: file))
      }
    }
    return findings
  }

  private func finding(
    _ name: String, at range: Range<Int>, of instruction: Instruction, _ stage: Stage?, in file: BuildModel
  ) -> Finding {
    let spelling = instruction.spelling.range
    var finding = Finding(Self.info, message(name, instruction), at: spelling, of: instruction, stage: stage, in: file)
    finding.place = file.source.place(of: range)
    return finding
  }

  private func message(_ name: String, _ instruction: Instruction) -> String {
    "\(name) is written out in \(instruction.name): who has the file or the image has it, too"
  }
}
