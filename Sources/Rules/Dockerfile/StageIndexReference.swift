package import Dockerfile
package import Linting

/// COPY --from with the number of a stage.
package struct StageIndexReference: Rule {
  package static let info = RuleInfo(
    name: "stage-index-reference", groups: ["correctness", "style"], severity: .info, fix: .safe,
    fixChanges: [.stageNames],
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
        """,
        fixed: """
          FROM node:20-alpine AS stage-0
          RUN npm run build
          FROM nginx:1.27-alpine
          COPY --from=stage-0 /app/dist /usr/share/nginx/html
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
    let latest = Dictionary(file.stages.compactMap { stage in stage.name.map { ($0, stage.index) } }) { $1 }
    return file.stages.flatMap { stage in
      stage.writtenCopies.compactMap { copy in
        guard let flag = copy.instruction.flag("from"), let value = flag.value, Int(value) != nil,
          case .stage(let index) = copy.from
        else { return nil }
        let finding = Finding(
          Self.info, message(value, file.stages[index]), at: flag.valueRange, of: copy.instruction, stage: stage,
          in: file)
        return finding.mended(by: fix(flag, of: copy.instruction, naming: file.stages[index], latest, in: file))
      }
    }
  }

  /// The name takes the place of the index; a stage without one gets one first.
  ///
  /// - Parameter latest: the stage that each name means: of two with one name, the later.
  private func fix(
    _ flag: Flag, of copy: Instruction, naming stage: Stage, _ latest: [String: Int], in file: BuildModel
  ) -> Fix? {
    if let name = stage.name {
      guard latest[name] == stage.index else { return nil }
      return Fix(.safe, all: [file.replacing(flag.valueRange, of: copy, with: name)])
    }
    let name = "stage-\(stage.index)"
    guard let image = stage.imageWord, let end = file.written(image.range, in: stage.from)?.upperBound,
      latest[name] == nil
    else { return nil }
    let isLower = stage.from.spelling.text == stage.from.spelling.text.lowercased()
    return Fix(
      .safe,
      all: [
        file.inserting(" \(isLower ? "as" : "AS") \(name)", at: end),
        file.replacing(flag.valueRange, of: copy, with: name),
      ])
  }

  private func message(_ number: String, _ stage: Stage) -> String {
    let name = stage.name.map { "“\($0)” is its name" } ?? "give it a name"
    return "--from=\(number) means another stage when one is added before it: \(name)"
  }
}
