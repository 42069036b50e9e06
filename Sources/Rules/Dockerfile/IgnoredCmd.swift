package import Dockerfile
package import Linting

/// A CMD whose arguments an ENTRYPOINT in shell form never sees.
package struct IgnoredCmd: Rule {
  package static let info = RuleInfo(
    name: "ignored-cmd",
    groups: ["correctness"], severity: .warning,
    summary: "CMD stands beside an ENTRYPOINT in shell form, which ignores it.",
    rationale: """
      The shell gets CMD, or the arguments of `docker run`, behind its script, as parameters that the script does not use.
      An entry point that names them ($@, $0, $1) is excused.
      """,
    help: "Write ENTRYPOINT as a JSON array; then CMD gives its default arguments. Or remove CMD.",
    bad: [
      RuleInfo.Example(
        """
        FROM python:3.14-slim
        ENTRYPOINT python -m server
        ‹CMD› ["--port", "8000"]
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM python:3.14-slim
        ENTRYPOINT ["python", "-m", "server"]
        CMD ["--port", "8000"]
        """),
      RuleInfo.Example(
        """
        FROM python:3.14-slim
        ENTRYPOINT exec python -m server "$0" "$@"
        CMD ["--port", "8000"]
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let entrypoint = stage.config.entrypoint, let cmd = stage.config.cmd, entrypoint.isShellForm,
        // Said once, where the second of the two stands.
        max(entrypoint.stage, cmd.stage) == stage.index, !cmd.words.isEmpty, ignoresParameters(entrypoint)
      else { return nil }
      var finding = Finding(
        Self.info, message, at: cmd.instruction.spelling.range, of: cmd.instruction, stage: file.stages[cmd.stage],
        in: file)
      let place = file.syntax.place(of: entrypoint.instruction)
      finding.notes.append(Finding.Note("this ENTRYPOINT is in shell form", place: place))
      return finding
    }
  }

  private static let shells: Set<Substring> = ["sh", "bash", "ash", "dash", "zsh", "ksh", "mksh"]

  /// Whether the script uses no positional parameter, in a shell of which that is known.
  private func ignoresParameters(_ entrypoint: StageCommand) -> Bool {
    guard let shell = entrypoint.words.first, let script = entrypoint.words.last,
      Self.shells.contains(shell.split(separator: "/").last ?? "")
    else { return false }
    var rest = Substring(script)
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: dollar)...]
      guard let next = rest.first(where: { $0 != "{" && $0 != "#" }) else { return true }
      if next == "@" || next == "*" || next.isASCII && next.isNumber { return false }
    }
    return true
  }

  private var message: String { "this CMD has no effect: an ENTRYPOINT in shell form ignores it" }
}
