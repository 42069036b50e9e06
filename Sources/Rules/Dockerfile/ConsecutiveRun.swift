package import Dockerfile
package import Linting

/// RUN directly behind RUN, each with one command.
package struct ConsecutiveRun: Rule {
  private static let copies = RuleInfo.Option(
    "copies", .flag, "Whether COPY and ADD into one directory, one behind the other, count too; without, they do not.")

  package static let info = RuleInfo(
    name: "consecutive-run",
    aliases: ["DL3059"],
    groups: ["style", "size"], severity: .style, fix: .unsafe, fixReveals: ["unnamed-apk-build-packages"],
    summary: "A RUN of one command follows a RUN of one command: one layer would do.",
    rationale: """
      Each RUN makes a layer. Commands that belong together make one when they are joined, and what one command leaves behind
      the next can remove for good. Ignore it where a slow command is to keep its own place in the build cache.
      """,
    help: "Join the commands of the two by &&, or in a heredoc.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN apk add --no-cache curl
        ‹RUN› adduser -S -D app
        """,
        fixed: """
          FROM alpine:3.23
          RUN apk add --no-cache curl \\
              && adduser -S -D app
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        RUN --mount=type=cache,target=/var/cache/apk apk add curl
        RUN adduser -S -D app
        WORKDIR /app
        RUN mkdir data && chown app data
        RUN touch log
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3059",
        """
        hadolint takes every text for one of bash, and one without a command for short; here nothing is said of a RUN \
        whose commands are not known, as those of PowerShell, or that has none.
        """),
      RuleInfo.Deviation(
        "DL3059",
        """
        hadolint takes sh -c '…' for one command, and the words of a JSON array for shell text; here the commands of the \
        script count, and an array is one command.
        """),
      RuleInfo.Deviation(
        "DL3059", "hadolint counts the command behind `time` and `!` twice; here it is the one command that it is."),
    ],
    options: [copies],
    references: ["https://docs.docker.com/build/building/best-practices/#run"])

  private let judgesCopies: Bool

  package init(_ settings: RuleSettings) { judgesCopies = settings.options(of: Self.info).flag(Self.copies) }

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      let instructions = Array(stage.ownInstructions)
      let runs = Dictionary(stage.runs.filter(\.hasOneCommand).map { (ObjectIdentifier($0.instruction), $0) }) {
        first, _ in first
      }
      return zip(instructions, instructions.dropFirst()).compactMap { first, second -> Finding? in
        guard first.keyword == second.keyword, areEqual(first.flags, second.flags) else { return nil }
        let isRun = first.keyword == .run
        let (above, below) = (runs[ObjectIdentifier(first)], runs[ObjectIdentifier(second)])
        let isPair = isRun ? above != nil && below != nil : judgesCopies && goTogether(first, second)
        guard isPair else { return nil }
        var finding = Finding(
          Self.info, message(second), at: second.spelling.range, of: second, stage: stage, in: file,
          aliases: isRun ? Self.info.aliases : [])
        finding.notes.append(Finding.Note("it follows this one", place: file.syntax.place(of: first)))
        guard isRun, let above, let below, !above.changesItsShell, !hasSuppression(above: first, to: second, in: file),
          let edits = file.joining(below, to: above)
        else { return finding }
        return finding.mended(by: Fix(.unsafe, edits: edits))
      }
    }
  }

  /// Whether a comment above one of the two, or in it, may be there to suppress something: it would hold for the other one, too.
  private func hasSuppression(above first: Instruction, to second: Instruction, in file: BuildModel) -> Bool {
    let text = { (line: Int) in file.source.text(ofLine: line).drop { $0 == " " || $0 == "\t" } }
    var line = first.lines.lowerBound
    while line > 1, text(line - 1).hasPrefix("#") { line -= 1 }
    return (line...second.lines.upperBound).contains { line in
      let comment = text(line)
      return comment.hasPrefix("#")
        && ["ignore", "skip", "nosem", "disable", "shellcheck"].contains { comment.lowercased().contains($0) }
    }
  }

  private func areEqual(_ first: [Flag], _ second: [Flag]) -> Bool {
    first.count == second.count && first.map(parts).sorted(by: precedes) == second.map(parts).sorted(by: precedes)
  }

  /// A flag without the order of its keys: `--mount=target=/x,type=cache`.
  private func parts(of flag: Flag) -> [String] {
    [flag.name] + (flag.value ?? "").split(separator: ",").map(String.init).sorted()
  }

  private func precedes(_ first: [String], _ second: [String]) -> Bool { first.lexicographicallyPrecedes(second) }

  /// Whether two instructions copy into one directory, so that one of them can do it.
  private func goTogether(_ first: Instruction, _ second: Instruction) -> Bool {
    guard first.keyword == .copy || first.keyword == .add, let target = first.arguments.words.last?.text else {
      return false
    }
    return target.hasSuffix("/") && second.arguments.words.last?.text == target
      && first.heredocs.isEmpty && second.heredocs.isEmpty
  }

  private func message(_ instruction: Instruction) -> String {
    let name = instruction.name
    return name == "RUN"
      ? "this RUN and the one before have one command each: joined, they make one layer"
      : "this \(name) and the one before go into one directory: one \(name) makes one layer"
  }
}

extension Run {
  /// Whether its command does something to its shell that the next command of one shell would notice: it ends it, or changes
  /// its directory, variables, options or limits.
  fileprivate var changesItsShell: Bool {
    commands.flatMap { $0.wrappers + [$0.name] }.contains { word in
      Self.changingCommands.contains(word.text) || word.text.contains("=") || word.text.isEmpty
    }
  }

  private static let changingCommands: Set = [
    ".", "alias", "break", "cd", "continue", "declare", "enable", "eval", "exec", "exit", "export", "hash", "let",
    "local",
    "mapfile", "popd", "pushd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source", "trap",
    "typeset",
    "ulimit", "umask", "unalias", "unset",
  ]

  /// Whether it starts one program alone, which may be wrapped in another one, or in a script of nothing else.
  fileprivate var hasOneCommand: Bool {
    guard let first = commands.first, !isInside(.script, first) else { return false }
    let inScripts = commands.count { isInside(.script, $0) }
    return inScripts < 2 && commands.allSatisfy { $0.position == first.position || isInside(.script, $0) }
  }
}
