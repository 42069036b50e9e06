package import Dockerfile
package import Linting

/// COPY --from with the number of a stage.
package struct StageIndexReference: Rule {
  package static let info = RuleInfo(
    name: "stage-index-reference", groups: ["correctness", "style"], severity: .info,
    summary: "COPY --from names a stage by its number.",
    rationale: """
      When a stage is put before it, the number means another stage, and the build may well succeed with the wrong files. A
      name stays.
      """,
    help: "Give the stage a name with AS and use it.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm run build
        FROM nginx:1.27-alpine
        COPY --from=‹0› /app/dist /usr/share/nginx/html
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        RUN npm run build
        FROM nginx:1.27-alpine
        COPY --from=builder /app/dist /usr/share/nginx/html
        """)
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/#name-your-build-stages"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenCopies.compactMap { copy in
        guard let flag = copy.instruction.flag("from"), let value = flag.value, Int(value) != nil,
          case .stage(let index) = copy.from
        else { return nil }
        return Finding(
          Self.info, message(value, file.stages[index]), at: flag.valueRange, of: copy.instruction, stage: stage,
          in: file)
      }
    }
  }

  private func message(_ number: String, _ stage: Stage) -> String {
    let name = stage.name.map { "“\($0)” is its name" } ?? "give it a name"
    return "--from=\(number) means another stage when one is added before it: \(name)"
  }
}
