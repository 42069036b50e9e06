package import Dockerfile
package import Linting

/// A STOPSIGNAL that is not written by its full name.
package struct NoncanonicalStopSignal: Rule {
  package static let info = RuleInfo(
    name: "noncanonical-stop-signal",
    aliases: ["tally/prefer-canonical-stopsignal"],
    groups: ["style"], severity: .style, fix: .safe,
    summary: "STOPSIGNAL is a number, or a name that is not in the form SIGTERM.",
    rationale: """
      Numbers are to be looked up, and some differ between architectures. The full name in capitals is how the manuals and the
      logs call a signal.
      """,
    help: "Write the signal's full name in capitals, without quotes.",
    bad: [
      RuleInfo.Example(
        """
        FROM nginx:1.29-alpine
        STOPSIGNAL ‹3›
        """,
        fixed: """
          FROM nginx:1.29-alpine
          STOPSIGNAL SIGQUIT
          """),
      RuleInfo.Example(
        """
        FROM nginx:1.29-alpine
        STOPSIGNAL ‹quit›
        """,
        fixed: """
          FROM nginx:1.29-alpine
          STOPSIGNAL SIGQUIT
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM nginx:1.29-alpine
        STOPSIGNAL SIGQUIT
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#stopsignal"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.ownInstructions.compactMap { instruction -> Finding? in
        guard instruction.keyword == .stopsignal, let word = instruction.arguments.words.first,
          let signal = file.literal(word), let name = StopSignal.canonicalName(of: signal), name != word.text
        else { return nil }
        let finding = Finding(
          Self.info, message(word.text, name), at: word.range, of: instruction, stage: stage, in: file)
        return finding.mended(by: Fix(.safe, all: [file.replacing(word, of: instruction, with: name)]))
      }
    }
  }

  private func message(_ written: String, _ name: String) -> String { "the signal \(written) is called \(name)" }
}
