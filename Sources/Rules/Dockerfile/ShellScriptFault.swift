package import Dockerfile
package import Linting

/// What ShellCheck finds in the text of a RUN.
package struct ShellScriptFault: Rule {
  package static let info = RuleInfo(
    name: "shell-script-fault", aliasFamilies: [RuleInfo.AliasFamily(prefix: "SC", digits: 4)], groups: ["shell"],
    severity: .error,
    summary: "The program shellcheck finds fault with the shell text of a RUN.",
    rationale: """
      An unquoted variable, a `cd` that may fail or a construct that the image's shell does not know breaks the build for
      some values only, or builds something else than was meant. Every fault that ShellCheck sees is reported at its own
      place, under its own code as an alias, and as gravely as ShellCheck takes it. Only when ShellCheck runs (`shellcheck:
      on` in a policy, or `--shellcheck on`). The policies `hadolint` and `strict` take all of them; the others only what
      ShellCheck calls an error, unless the code is selected, as by `--extend-select SC2086`.
      """,
    help: "Correct the script, or ignore the code by its name, such as SC2086.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN for file in *.conf; do \\
              cat ‹$file›; \\
            done
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN <<EOF
        ‹cd /opt/app›
        make install
        EOF
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ARG version=1.2
        RUN cd /opt/app && make "version=$version"
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "SC####",
        """
        hadolint shows one finding a RUN, on its first line; here every one stands at its own place, because the one that is
        left may hide a graver one
        """),
      RuleInfo.Deviation(
        "SC####",
        """
        hadolint falls back to sh after an ENV or ARG behind SHELL; here SHELL holds until the stage ends, as it does for the
        builder
        """),
      RuleInfo.Deviation(
        "SC####",
        """
        hadolint takes the shell of a Windows image for sh, and a heredoc for the dialect of SHELL whatever its `#!` says; here
        text that no Bourne shell reads is left alone, and the `#!` line counts
        """),
    ],
    references: ["https://www.shellcheck.net/wiki/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.scriptFaults.map { fault in
      var finding = Finding(
        Self.info, fault.message, at: file.source.place(of: fault.range), aliases: [fault.code], help: help(fault.code))
      finding.reportedSeverity = fault.severity
      finding.instruction = Finding.InstructionReference(
        keyword: fault.instruction.name, line: fault.instruction.lines.lowerBound,
        endLine: fault.instruction.lines.upperBound)
      finding.stage = fault.stage
      return finding
    }
  }

  // MARK: Messages

  private func help(_ code: String) -> String {
    "Read https://www.shellcheck.net/wiki/\(code) for what to write instead."
  }
}
