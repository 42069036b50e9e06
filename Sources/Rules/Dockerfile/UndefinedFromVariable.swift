package import Dockerfile
package import Linting

/// FROM uses a variable that no global ARG declares.
package struct UndefinedFromVariable: Rule {
  package static let info = RuleInfo(
    name: "undefined-from-variable",
    aliases: ["UndefinedArgInFrom"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "FROM or its --platform uses a name that no ARG before the first FROM declares.",
    rationale: """
      FROM sees only the arguments before the first FROM and the automatic platform arguments. An ARG inside a stage does not
      count, and a default in the expansion does not make the name known.
      """,
    help: "Declare the name with ARG before the first FROM.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:‹$VERSION›
        """),
      RuleInfo.Example(
        """
        ARG VERSION=20
        FROM node:‹${VERSON}›-alpine
        """,
        fixed: """
          ARG VERSION=20
          FROM node:${VERSION}-alpine
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        ARG VERSION=20
        FROM --platform=$BUILDPLATFORM node:$VERSION-alpine
        """)
    ],
    // The name is the reason why the image is none.
    silences: ["syntax-error"],
    references: ["https://docs.docker.com/reference/build-checks/undefined-arg-in-from/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      var seen: Set<String> = []
      return stage.fromVariables.filter { !$0.isKnown && seen.insert("\($0.field) \($0.name)").inserted }.map {
        Finding(Self.info, message($0.name, in: file), at: $0.range, of: stage.from, stage: stage, in: file)
          .mended(by: fix($0, of: stage, in: file))
      }
    }
  }

  private func fix(_ variable: FromVariable, of stage: Stage, in file: BuildModel) -> Fix? {
    guard let meant = file.globalEnvironment.nearestName(to: variable.name),
      let place = file.written(variable.range, in: stage.from)
    else { return nil }
    return Fix(.unsafe, all: [file.renaming(variable: variable.name, in: place, to: meant)])
  }

  private func message(_ name: String, in file: BuildModel) -> String {
    let guess = file.globalEnvironment.nearestName(to: name).map { ": did you mean \($0)?" } ?? ""
    return "no ARG before the first FROM declares \(name)\(guess)"
  }
}
