package import Dockerfile
package import Linting

/// ENTRYPOINT, CMD, WORKDIR or STOPSIGNAL of the stage that is built is another than the policy demands.
package struct UnexpectedStageCommand: Rule {
  package static let info = RuleInfo(
    name: "unexpected-stage-command", groups: ["config"], severity: .warning,
    summary: "ENTRYPOINT, CMD, WORKDIR or STOPSIGNAL of the stage that is built is another than the policy demands.",
    rationale: """
      What a container starts, where, and how it is stopped belongs together with the manifests that run it. What the stage does
      not set is the base image's: it is judged on scratch and where --base tells it, and not guessed elsewhere. An ENTRYPOINT
      takes the CMD of the base image away. Silent without `config:` entries for these in the policy, and where a value depends
      on an unknown variable.
      """,
    help: "Set it in the stage that is built, or correct the policy.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR /app
        ‹CMD› ["node", "index.js"]
        """, policy: "config: { cmd: [node, server.js], workdir: /app }"),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        WORKDIR ‹/srv›
        STOPSIGNAL ‹SIGINT›
        """, policy: "config: { workdir: /app, stop-signal: SIGTERM }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        WORKDIR /srv
        STOPSIGNAL 15
        FROM base
        WORKDIR app
        ENTRYPOINT ["node"]
        CMD ["server.js"]
        """,
        policy: "config: { entrypoint: [node], cmd: [server.js], workdir: /srv/app, stop-signal: SIGTERM }")
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact",
      "https://docs.docker.com/reference/dockerfile/#stopsignal",
    ])

  private let demands: ConfigDemands

  package init(_ settings: RuleSettings) { demands = settings.config }

  package func check(_ file: BuildModel) -> [Finding] {
    guard let stage = file.target else { return [] }
    let (config, below) = (stage.config, stage.foundation)
    // ENTRYPOINT takes away the CMD below it.
    let inheritedCmd = config.entrypoint == nil ? below?.cmd : []
    let found = [
      demands.entrypoint.flatMap { command("ENTRYPOINT", config.entrypoint, else: below?.entrypoint, $0, in: file) },
      demands.cmd.flatMap { command("CMD", config.cmd, else: inheritedCmd, $0, in: file) },
      demands.workdir.flatMap { expected in
        let inherited = below.map { $0.workdir.isEmpty ? "/" : $0.workdir }
        return setting("WORKDIR", config.workdir, else: inherited, expected, by: cleanPath, in: file)
      },
      demands.stopSignal.flatMap { expected in
        let inherited = below.map { $0.stopSignal ?? "SIGTERM" }
        return setting("STOPSIGNAL", config.stopSignal, else: inherited, expected, by: StopSignal.comparable, in: file)
      },
    ]
    return found.compactMap { $0 }
  }

  // MARK: Commands

  /// `inherited` is what holds where no instruction of the file says it; nil when nobody knows.
  private func command(
    _ name: String, _ command: StageCommand?, else inherited: [String]?, _ expected: [String], in file: BuildModel
  ) -> Finding? {
    guard let command else {
      guard let inherited, inherited != expected, let stage = file.target else { return nil }
      let found = inherited.isEmpty ? "has no \(name)" : "has another \(name), that of its base image"
      return Finding(Self.info, "\(stage.title) \(found)\(wanted(expected))", onFromOf: stage, in: file)
    }
    guard !isSame(command, expected) else { return nil }
    return Finding(
      Self.info, "\(name) is another than the policy demands\(wanted(expected))",
      at: command.instruction.spelling.range, of: command.instruction,
      stage: file.stages[command.stage], in: file)
  }

  /// The shell of a shell form may be one that only the base image knows.
  private func isSame(_ command: StageCommand, _ expected: [String]) -> Bool {
    if command.words == expected { return true }
    return command.isShellForm && !command.hasChosenShell && expected.count > 1 && expected.last == command.words.last
  }

  private func wanted(_ words: [String]) -> String { ", expected \(quotedCommand(concealedWords(words)) ?? "none")" }

  // MARK: Values

  private func setting(
    _ name: String, _ setting: Setting?, else inherited: String?, _ expected: String, by normal: (String) -> String,
    in file: BuildModel
  ) -> Finding? {
    guard let stage = file.target else { return nil }
    guard let setting, !setting.isOfBaseImage else {
      guard let inherited, normal(inherited) != normal(expected) else { return nil }
      return Finding(
        Self.info, "\(stage.title) has no \(name), so that it is \(inherited), expected \(expected)", onFromOf: stage,
        in: file)
    }
    guard setting.isResolved, normal(setting.value) != normal(expected) else { return nil }
    // What an argument brings may be a secret.
    let shown = setting.word.text.contains("$") ? setting.word.text : setting.value
    return Finding(
      Self.info, "\(name) is \(shown), expected \(expected)", at: setting.word.range,
      of: setting.instruction,
      stage: file.stages[setting.stage], in: file)
  }
}
