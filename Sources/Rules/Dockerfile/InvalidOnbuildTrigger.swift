package import Dockerfile
package import Linting

/// ONBUILD with something behind it that cannot be a trigger.
package struct InvalidOnbuildTrigger: Rule {
  package static let info = RuleInfo(
    name: "invalid-onbuild-trigger", aliases: ["DL3043", "tally/invalid-onbuild-trigger"], groups: ["correctness"],
    severity: .error, fix: .unsafe,
    summary: "ONBUILD has a trigger that is ONBUILD, FROM, MAINTAINER or no instruction at all.",
    rationale: """
      The three are refused at once. A word that is no instruction is worse: this build succeeds, and every build on top of
      the image fails.
      """,
    help: "Name an instruction that may be a trigger, such as COPY or RUN.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ONBUILD ‹FROM› node:20-alpine
        ONBUILD ‹CPOY› . /app
        """,
        fixed: """
          FROM node:20-alpine
          ONBUILD FROM node:20-alpine
          ONBUILD COPY . /app
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ONBUILD COPY . /app
        ONBUILD RUN npm ci
        """)
    ],
    silences: ["syntax-error"], references: ["https://docs.docker.com/reference/dockerfile/#onbuild"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let refused = file.faults(of: .forbiddenTrigger).map { fault, _ in
      Finding(Self.info, fault, in: file, aliases: ["DL3043"])
    }
    return refused + file.stages.flatMap { unknownTriggers(of: $0, in: file) }
  }

  /// BuildKit looks at the words only when the triggers run.
  private func unknownTriggers(of stage: Stage, in file: BuildModel) -> [Finding] {
    stage.instructions.filter(stage.holds).flatMap { instruction in
      instruction.trigger.filter { $0.keyword == nil }.map {
        Finding(
          Self.info, unknown($0), at: $0.spelling.range, of: instruction, stage: stage, in: file,
          aliases: ["tally/invalid-onbuild-trigger"]
        ).mended(by: fix($0, in: file))
      }
    }
  }

  private func meant(_ trigger: Instruction) -> Keyword? {
    nearest(to: trigger.name, among: Keyword.allCases.filter(\.mayBeTrigger).map(\.rawValue)).flatMap {
      Keyword(rawValue: $0)
    }
  }

  private func fix(_ trigger: Instruction, in file: BuildModel) -> Fix? {
    meant(trigger).flatMap { Fix(.unsafe, all: [file.replacing(keywordOf: trigger, with: $0)]) }
  }

  private func unknown(_ trigger: Instruction) -> String {
    let guess = meant(trigger).map { ": did you mean \($0.rawValue)?" } ?? ""
    return "the trigger “\(trigger.name)” is no instruction\(guess)"
  }
}
