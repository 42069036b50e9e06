package import Dockerfile
package import Linting

/// A download whose server nobody tests, because the test was switched off.
package struct DisabledTLSVerification: Rule {
  package static let info = RuleInfo(
    name: "disabled-tls-verification",
    aliases: [
      "CKV2_DOCKER_2", "CKV2_DOCKER_3", "CKV2_DOCKER_4", "CKV2_DOCKER_5", "CKV2_DOCKER_6", "CKV2_DOCKER_12",
      "CKV2_DOCKER_13", "CKV2_DOCKER_14", "CKV2_DOCKER_15", "CKV2_DOCKER_16", "CIS-4.11",
    ],
    groups: ["security"], severity: .warning, fix: .unsafe,
    summary: "An option or variable switches off the test of a server's certificate.",
    rationale: """
      Without the test anybody on the way can answer in the server's place and hand out whatever shall run in the image. In
      ENV it also holds for the running program. A private certificate authority is better made known than ignored. Options
      are read as each program reads them; requests to this machine itself are excused.
      """,
    help:
      "Remove the switch; for a private authority, add its certificate (update-ca-certificates, --cacert, NODE_EXTRA_CA_CERTS).",
    bad: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        ENV ‹NODE_TLS_REJECT_UNAUTHORIZED›=0
        RUN curl ‹-fsSLk› https://example.com/tool -o tool && npm config set ‹strict-ssl› false
        """,
        fixed: """
          FROM node:24-alpine
          ENV NODE_TLS_REJECT_UNAUTHORIZED=0
          RUN curl -fsSL https://example.com/tool -o tool && npm config set strict-ssl false
          """),
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN apt-get update ‹-o› Acquire::https::Verify-Peer=false
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:24-alpine
        ENV NODE_EXTRA_CA_CERTS=/etc/ssl/private-ca.pem NODE_TLS_REJECT_UNAUTHORIZED=1
        RUN curl -fsSL -otask.sh https://example.com/task.sh && npm config set strict-ssl true
        HEALTHCHECK CMD curl -fk https://localhost:8443/ || exit 1
        """)
    ],
    references: ["https://everything.curl.dev/usingcurl/tls/verify.html"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    commands(in: file) + definitions(in: file)
  }

  private func commands(in file: BuildModel) -> [Finding] {
    let checks = file.stages.flatMap { stage in stage.writtenHealthchecks.map { (stage: stage, run: $0) } }
    return (file.writtenRuns + checks).flatMap { stage, run in
      run.commands.flatMap { command -> [Finding] in
        let uses = TLSSwitches.uses(in: command)
        if uses.isEmpty { return [] }
        let addresses = command.downloadAddresses.compactMap { WebAddress($0.text) }
        let isLocal = !addresses.isEmpty && addresses.allSatisfy(\.isThisMachine)
        return uses.map { use in
          var finding = Finding(Self.info, message(use.text), at: use.word, of: run, stage: stage, in: file)
          finding.isOwn = !isLocal
          finding.aliases = aliases(use.alias, isOwn: !isLocal)
          return finding.mended(by: fix(use, in: file))
        }
      }
    }
  }

  private static let switches: Set = [
    "-k", "--insecure", "--proxy-insecure", "--no-check-certificate", "--no-strict-ssl",
  ]

  /// A switch that is a word of its own, or a letter.
  private func fix(_ use: TLSSwitches.Use, in file: BuildModel) -> Fix? {
    if Self.switches.contains(use.word.text) { return Fix(.unsafe, all: [file.removing(use.word)]) }
    // A letter of a cluster goes alone: `-fsSLk`.
    guard use.text == "-k", use.word.text.dropFirst().allSatisfy(\.isLetter), let place = file.written(use.word),
      let letter = file.source.bytes[place].firstIndex(of: UInt8(ascii: "k"))
    else { return nil }
    return Fix(.unsafe, edits: [file.removing(letter..<letter + 1)])
  }

  private func definitions(in file: BuildModel) -> [Finding] {
    file.writtenDefinitions.compactMap { definition in
      guard let variable = TLSSwitches.variables[definition.expandedName], let value = definition.expandedValue,
        variable.isSet(by: value)
      else { return nil }
      return Finding(
        Self.info, message(TLSSwitches.shown(definition.expandedName, "=", value)), at: definition.name.range,
        of: definition.instruction,
        stage: definition.stage, in: file, aliases: aliases(variable.alias, isOwn: true))
    }
  }

  private func aliases(_ alias: String?, isOwn: Bool) -> [String] {
    (alias.map { [$0] } ?? []) + (isOwn ? ["CIS-4.11"] : [])
  }

  private func message(_ what: String) -> String {
    "\(what) switches off the test of the server's certificate: anybody on the way can answer in its place"
  }
}
