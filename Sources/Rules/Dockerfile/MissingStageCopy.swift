package import Dockerfile
package import Linting

/// The final stage takes nothing from the build stages.
package struct MissingStageCopy: Rule {
  private let layout: StageLayout?

  package static let info = RuleInfo(
    name: "missing-stage-copy", groups: ["layout"], severity: .warning,
    summary: "The final stage copies nothing from the build stages, or not from those that the policy names.",
    rationale: """
      In a multi-stage build the result reaches the image only by COPY --from, by a mount, or by FROM stage. Where none of
      them is there, what was built is lost, or the final stage builds it again.
      """,
    help: "Copy the result with COPY --from=stage into the final stage.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        RUN npm run build
        FROM ‹node:20-alpine› AS runner
        COPY . /app
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        RUN npm run build
        FROM node:20-alpine AS runner
        COPY --from=builder /app/dist /app
        """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        FROM base AS runner
        """),
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init(layout: StageLayout?) { self.layout = layout }

  package func check(_ file: BuildModel) -> [Finding] {
    let demanded = layout.map { demandedCopies($0, in: file) } ?? []
    guard demanded.isEmpty, let target = file.target, file.stages.count > 1 else { return demanded }
    let chain = file.chain(of: target)
    let takesSomething = chain.count > 1 || !file.dependencies(of: target).isEmpty
    return takesSomething ? [] : [Finding(Self.info, nothing(target), onFromOf: target, in: file)]
  }

  private func demandedCopies(_ layout: StageLayout, in file: BuildModel) -> [Finding] {
    layout.copies.sorted { $0.key < $1.key }.flatMap { name, sources -> [Finding] in
      guard let stage = file.stages.last(where: { $0.name == name }) else { return [] }
      let taken = Set(file.chain(of: stage).flatMap(\.fileSources).compactMap { file.stages[$0].name })
      // An absent source is the fault of `missing-required-stage`.
      let present = Set(file.stages.compactMap(\.name))
      return sources.filter { present.contains($0) && !taken.contains($0) }.map {
        Finding(Self.info, missing($0, in: stage), onFromOf: stage, in: file)
      }
    }
  }

  private func nothing(_ target: Stage) -> String { "\(target.title) takes nothing from the stages before it" }

  private func missing(_ source: String, in stage: Stage) -> String {
    "\(stage.title) copies nothing from “\(source)”, as the policy demands"
  }
}
