package import Dockerfile
package import Linting

/// A stage that the build of the final stage does not need.
package struct UnreachableStage: Rule {
  package static let info = RuleInfo(
    name: "unreachable-stage", aliases: ["tally/no-unreachable-stages"], groups: ["layout"], severity: .info,
    summary: "A stage that the stage that is built does not need.",
    rationale: """
      BuildKit skips such a stage, so its faults are never seen, and a reader takes it for a part of the image. Often a
      misspelt --from is behind it. Stages that serve as --target of their own are the reason why the rule is not in the
      default policy.
      """,
    help: "Remove the stage, or use it by FROM, COPY --from or a mount.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹node:20-alpine› AS assets
        FROM node:20-alpine AS builder
        FROM node:20-alpine AS runner
        COPY --from=builder /app /app
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        FROM node:20-alpine AS builder
        RUN --mount=type=bind,from=deps,target=/deps cp -r /deps/node_modules .
        FROM node:20-alpine
        COPY --from=builder /app /app
        """)
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let reachable = file.reachableStages
    return file.stages.filter { !reachable.contains($0.index) }.map {
      Finding(Self.info, message($0), onFromOf: $0, in: file)
    }
  }

  private func message(_ stage: Stage) -> String { "\(stage.title) is not needed by the stage that is built" }
}
