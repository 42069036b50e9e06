package import Dockerfile
package import Linting

/// A use of a variable that nothing defines.
package struct UndefinedVariable: Rule {
  package static let info = RuleInfo(
    name: "undefined-variable",
    aliases: ["UndefinedVar"],
    groups: ["correctness"], severity: .warning, fix: .unsafe, fixReveals: ["disabled-tls-verification"],
    summary: "An instruction uses a variable that nothing defines before it.",
    rationale: """
      The builder puts nothing in its place and says so only as a warning. Reported is what is sure: on scratch, where no
      base image can define it, or on a base that --base tells of; a global ARG that the stage does not declare again; a
      near miss of a declared name. UndefinedVar selects all that BuildKit would report of a base without variables.
      """,
    help: "Declare it with ARG or ENV before its use, or correct the name.",
    bad: [
      RuleInfo.Example(
        """
        FROM scratch
        COPY app ‹$DESTINATION›/app
        """),
      RuleInfo.Example(
        """
        ARG VERSION=1
        FROM alpine:3.20
        LABEL version=‹$VERSION›
        """,
        fixed: """
          ARG VERSION=1
          FROM alpine:3.20
          ARG VERSION
          LABEL version=$VERSION
          """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ARG APP_HOME=/app
        WORKDIR ‹${APP_HOM}›
        """,
        fixed: """
          FROM alpine:3.20
          ARG APP_HOME=/app
          WORKDIR ${APP_HOME}
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        ARG VERSION=1
        FROM alpine:3.20
        ARG VERSION
        LABEL version=$VERSION path=$PATH
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENV INFO=$NODE_VERSION
        """),
    ],
    references: ["https://docs.docker.com/reference/build-checks/undefined-var/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let globals = Set(file.globalDefinitions.map(\.name.text))
    return file.stages.flatMap { stage in
      let isCertain = stage.root == .scratch || stage.rootFacts != nil
      var guesses: [String: String?] = [:]
      return stage.undefinedVariables.map { use in
        let guess = guesses[use.name] ?? stage.environment.nearestName(to: use.name)
        guesses[use.name] = guess
        let isGlobal = globals.contains(use.name)
        var finding = finding(message(use.name, isGlobal: isGlobal, guess), at: use, of: stage, in: file)
        finding.isOwn = isCertain || isGlobal || (guess != nil && use.name.count > 3)
        return finding.mended(
          by: isGlobal ? declaring(use.name, in: stage, file) : guess.flatMap { renaming(use, to: $0, in: file) })
      }
    }
  }

  /// An ARG without a value takes over that of the one before the first FROM.
  private func declaring(_ name: String, in stage: Stage, _ file: BuildModel) -> Fix? {
    let from = stage.from
    let end = from.range.upperBound
    guard end > 0, file.source.bytes[end - 1] == UInt8(ascii: "\n") else { return nil }
    let keyword = from.spelling.text == from.spelling.text.lowercased() ? "arg" : "ARG"
    return Fix(
      .unsafe, edits: [file.inserting("\(keyword) \(name)\(file.lineEnd(at: from.range.lowerBound))", at: end)])
  }

  private func renaming(_ use: UndefinedUse, to name: String, in file: BuildModel) -> Fix? {
    let place = use.isInHeredoc ? use.range : file.written(use.range, in: use.instruction)
    return place.flatMap { Fix(.unsafe, all: [file.renaming(variable: use.name, in: $0, to: name)]) }
  }

  private func finding(_ message: String, at use: UndefinedUse, of stage: Stage, in file: BuildModel) -> Finding {
    var finding = Finding(
      Self.info, message, at: use.instruction.spelling.range, of: use.instruction, stage: stage, in: file)
    finding.place =
      use.isInHeredoc ? file.source.place(of: use.range) : file.place(of: use.range, in: use.instruction)
    return finding
  }

  private func message(_ name: String, isGlobal: Bool, _ guess: String?) -> String {
    if isGlobal { return "\(name) is not declared in this stage: an ARG before the first FROM counts only in FROM" }
    let meant = guess.map { ": did you mean \($0)?" } ?? ""
    return "this file does not define \(name) before its use\(meant)"
  }
}
