package import Dockerfile
package import Linting

/// A STOPSIGNAL that no process can catch.
package struct UngracefulStopSignal: Rule {
  package static let info = RuleInfo(
    name: "ungraceful-stop-signal",
    aliases: ["tally/no-ungraceful-stopsignal"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "STOPSIGNAL is KILL or STOP, which no process can catch.",
    rationale: """
      With SIGKILL the process ends at once: requests break off, buffers are lost. With SIGSTOP it freezes, and is killed when
      the grace period is over.
      """,
    help: "Use SIGTERM, or the signal on which the server stops gracefully, such as SIGQUIT for nginx.",
    bad: [
      RuleInfo.Example(
        """
        FROM postgres:18-alpine
        STOPSIGNAL ‹SIGKILL›
        """,
        fixed: """
          FROM postgres:18-alpine
          STOPSIGNAL SIGTERM
          """),
      RuleInfo.Example(
        """
        FROM postgres:18-alpine
        STOPSIGNAL ‹19›
        """,
        fixed: """
          FROM postgres:18-alpine
          STOPSIGNAL SIGTERM
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM postgres:18-alpine
        STOPSIGNAL SIGINT
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#stopsignal"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let signal = stage.config.stopSignal, signal.stage == stage.index, signal.isResolved,
        let name = StopSignal.canonicalName(of: signal.value), name == "SIGKILL" || name == "SIGSTOP"
      else { return nil }
      let finding = Finding(
        Self.info, message(name), at: signal.word.range, of: signal.instruction, stage: stage, in: file)
      return finding.mended(
        by: Fix(.unsafe, all: [file.replacing(signal.word, of: signal.instruction, with: "SIGTERM")]))
    }
  }

  private func message(_ name: String) -> String {
    name == "SIGKILL"
      ? "the stop signal is SIGKILL: the process ends without a chance to finish its work"
      : "the stop signal is SIGSTOP: the process freezes, and is killed after the grace period"
  }
}
