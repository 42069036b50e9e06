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
      near miss of a declared name. Variables that well-known base images set, such as GOPATH of golang, are defined. A RUN is
      reported for a global ARG alone, and only where the shell cannot have the variable from elsewhere. UndefinedVar selects all that BuildKit would report of a base without variables.
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
    return file.stages.flatMap { stage -> [Finding] in
      let isSetByBase = baseVariables(of: stage)
      let isCertain = stage.root == .scratch || stage.rootFacts != nil
      var guesses: [String: String?] = [:]
      let uses = stage.undefinedVariables.filter { !isSetByBase($0.name) }.map { use in
        let nearest = guesses[use.name] ?? stage.environment.nearestName(to: use.name)
        guesses[use.name] = nearest
        let guess = nearest.flatMap { isSlip(of: $0, use) ? $0 : nil }
        let isGlobal = globals.contains(use.name)
        var finding = finding(message(use.name, isGlobal: isGlobal, guess), at: use, of: stage, in: file)
        finding.isOwn = isCertain || isGlobal || (guess != nil && use.name.count > 3)
        return finding.mended(
          by: isGlobal ? declaring(use.name, in: stage, file) : guess.flatMap { renaming(use, to: $0, in: file) })
      }
      return uses + runs(of: stage, using: globals, isSetByBase, in: file)
    }
  }

  private func baseVariables(of stage: Stage) -> (String) -> Bool {
    guard stage.rootFacts == nil, case .image(let use) = stage.root else { return { _ in false } }
    return BaseVariables.areSet(by: use.text)
  }

  /// Whether a name may be mistyped for the one that was meant: not one of a family of names, `HOME` and `HOME2`, `APP_UID` and
  /// `APP_GID`, nor one that the instruction itself defines.
  private func isSlip(of meant: String, _ use: UndefinedUse) -> Bool {
    let isDefinedHere =
      use.instruction.keyword == .env && use.instruction.arguments.pairs.contains { $0.name.text == meant }
    return !isDefinedHere && Self.family(of: meant) != Self.family(of: use.name)
  }

  private static func family(of name: String) -> [Substring] {
    name.lowercased().split(separator: "_").map { word in
      if word == "gid" { return "uid" }
      let stem = word.prefix { !$0.isNumber }
      return stem.last == "s" ? stem.dropLast() : stem
    }
  }

  /// The RUNs that use a global ARG which the stage does not declare again: the shell has nothing for it.
  private func runs(
    of stage: Stage, using globals: Set<String>, _ isSetByBase: (String) -> Bool, in file: BuildModel
  ) -> [Finding] {
    if globals.isEmpty { return [] }
    let chosen = Set(stage.fromVariables.map(\.name))
    let names = globals.filter {
      !stage.environment.knows($0) && !isSetByBase($0) && !mayBeSet($0, byBaseOf: stage, chosenBy: chosen)
    }
    if names.isEmpty { return [] }
    return stage.runs.filter { stage.wrote($0.instruction) }.flatMap { run -> [Finding] in
      let used = VariableMentions.names(in: run.instruction, of: file.source, among: names)
      if used.isEmpty || run.commands.contains(where: { Self.setters.contains($0.name.text) }) { return [] }
      let others = VariableMentions.names(in: run.instruction, of: file.source, among: used, .bare)
      return used.subtracting(others).sorted().compactMap { name in
        guard let word = run.commands.lazy.flatMap(\.arguments).first(where: { $0.refers(to: name) }) else {
          return nil
        }
        var finding = Finding(Self.info, message(name, isGlobal: true, nil), at: word, of: run, stage: stage, in: file)
        // BuildKit does not look into RUN.
        finding.aliases = []
        return finding.mended(by: declaring(name, in: stage, file))
      }
    }
  }

  /// Commands that may set any variable.
  private static let setters: Set = [".", "source", "eval", "read", "mapfile", "set"]

  /// Whether the base image may have the variable that chose it: the version of what it brings.
  private func mayBeSet(_ name: String, byBaseOf stage: Stage, chosenBy chosen: Set<String>) -> Bool {
    if stage.rootFacts != nil || stage.root == .scratch { return false }
    guard case .image(let use) = stage.root else { return true }
    let isOfficial = (try? ImageReference.parse(use.text))?.repository.hasPrefix("docker.io/library/") ?? false
    return !isOfficial && chosen.contains(name)
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

extension ShellCommand.Argument {
  /// Whether the shell puts the value of a variable into it, and the word says nothing of what to do without one.
  fileprivate func refers(to name: String) -> Bool {
    if isKnown { return false }
    if text.contains("${\(name)}") { return true }
    let parts = text.split(separator: "$\(name)", omittingEmptySubsequences: false).dropFirst()
    return parts.contains { rest in
      rest.utf8.first.map { !$0.isLatinLetter && !$0.isDecimalDigit && $0 != UInt8(ascii: "_") } ?? true
    }
  }
}
