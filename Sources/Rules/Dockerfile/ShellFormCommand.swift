package import Dockerfile
package import Linting

/// CMD or ENTRYPOINT in shell form.
package struct ShellFormCommand: Rule {
  package static let info = RuleInfo(
    name: "shell-form-command",
    aliases: ["DL3025", "JSONArgsRecommended", "semgrep:prefer-json-notation"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "CMD or ENTRYPOINT is in shell form, so signals reach the shell and not the program.",
    rationale: """
      The shell form runs `/bin/sh -c`: the shell is process 1 and does not pass SIGTERM on, so that the container is killed
      after the grace period. A SHELL instruction shows that the shell is meant, and silences the rule;
      so does `exec` before the program, which then takes the shell's place.
      """,
    help: "Write a JSON array: CMD [\"program\", \"argument\"].",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        CMD ‹node server.js›
        """,
        fixed: """
          FROM node:20-alpine
          CMD ["node", "server.js"]
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        CMD ["node", "server.js"]
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        SHELL ["/bin/bash", "-c"]
        CMD node server.js
        """),
    ],
    deviations: [
      RuleInfo.Deviation(
        "JSONArgsRecommended",
        """
        BuildKit minds `CMD exec node server.js` as well. Selected by this code, so does the rule; by its own name, as in the \
        default policy, it does not, because the signals do reach the program.
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/json-args-recommended/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.commands.filter { $0.isShellForm }.compactMap { finding($0, of: stage, in: file) }
        + healthchecks(of: stage, in: file)
    }
  }

  private func finding(_ command: StageCommand, of stage: Stage, in file: BuildModel) -> Finding? {
    // For hadolint a SHELL excuses nothing, and it does not look into ONBUILD.
    let isTriggered = stage.isTriggered(command.instruction)
    let aliases = Self.info.aliases.filter { $0 == "DL3025" ? !isTriggered : !command.hasChosenShell }
    guard !aliases.isEmpty else { return nil }
    var finding = Finding(
      Self.info, message(command.instruction), at: range(of: command.instruction), of: command.instruction,
      stage: stage,
      in: file, aliases: aliases)
    finding.isOwn = !command.hasChosenShell && !replacesShell(command.instruction)
    return finding.mended(by: fix(command.instruction, in: file))
  }

  /// The JSON form of a command of plain words, to which no shell does anything.
  private func fix(_ instruction: Instruction, in file: BuildModel) -> Fix? {
    guard case .shell(let range) = instruction.arguments, let place = file.written(range, in: instruction) else {
      return nil
    }
    let words = instruction.text.string(range).split { $0 == " " || $0 == "\t" }
    guard let program = words.first, !program.contains("="), !Self.shellWords.contains(String(program)),
      words.allSatisfy({ $0.utf8.allSatisfy(Self.isPlain) })
    else { return nil }
    let array = words.map { "\"\($0)\"" }.joined(separator: ", ")
    return Fix(.unsafe, edits: [file.replacing(place, with: "[\(array)]")])
  }

  /// Programs that only a shell has.
  private static let shellWords: Set = [
    ".", ":", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "command", "compgen", "complete",
    "compopt",
    "continue", "coproc", "declare", "dirs", "disown", "enable", "eval", "exec", "exit", "export", "fc", "fg", "for",
    "function",
    "getopts", "hash", "help", "history", "if", "jobs", "let", "local", "logout", "mapfile", "popd", "pushd", "read",
    "readarray",
    "readonly", "return", "select", "set", "shift", "shopt", "source", "suspend", "time", "times", "trap", "type",
    "typeset",
    "ulimit", "umask", "unalias", "unset", "until", "wait", "while",
  ]

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:=@%+,".utf8.contains(byte)
    }
  }

  /// Whether the shell makes room for the program, which then gets the signals.
  private func replacesShell(_ instruction: Instruction) -> Bool {
    guard case .shell(let range) = instruction.arguments else { return false }
    return instruction.text.string(range).split(whereSeparator: \.isWhitespace).first == "exec"
  }

  /// hadolint judges the command of HEALTHCHECK too.
  private func healthchecks(of stage: Stage, in file: BuildModel) -> [Finding] {
    stage.instructions.compactMap { instruction in
      guard instruction.keyword == .healthcheck, stage.wrote(instruction), case .shell = instruction.arguments
      else { return nil }
      var finding = Finding(
        Self.info, message(instruction), at: range(of: instruction), of: instruction, stage: stage, in: file,
        aliases: ["DL3025"])
      finding.isOwn = false
      return finding
    }
  }

  private func range(of instruction: Instruction) -> Range<Int> {
    guard case .shell(let range) = instruction.arguments, !range.isEmpty else { return instruction.spelling.range }
    return range
  }

  private func message(_ instruction: Instruction) -> String {
    "\(instruction.name) is in shell form: signals reach the shell and not the program"
  }
}
