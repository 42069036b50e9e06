package import Dockerfile
package import Linting

/// The final stage copies the whole build context.
package struct SourceTreeInFinalStage: Rule {
  package static let info = RuleInfo(
    name: "source-tree-in-final-stage", groups: ["layout", "size", "security"], severity: .info,
    summary: "The final stage copies the whole context instead of what was built.",
    rationale: """
      COPY . . brings sources, tests, local configuration and whatever else lies in the directory, today or next month.
      Naming what the program needs keeps the image small and secrets out.
      """,
    help: "Copy the built files from a build stage, or name the files that the program needs.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        COPY . .
        RUN npm run build
        FROM node:20-alpine
        COPY ‹.› /app
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        COPY . .
        RUN npm run build
        FROM node:20-alpine
        COPY --from=builder /app/dist /app
        COPY public /app/public
        """)
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let target = file.target else { return [] }
    // What the stages below it copy ships with the final stage.
    return file.chain(of: target).flatMap { stage in
      stage.copies.filter { $0.from == .context }.flatMap { copy in
        copy.sources.filter { $0.text.isWholeTree }.map {
          Finding(Self.info, message(copy), at: $0.range, of: copy.instruction, stage: stage, in: file)
        }
      }
    }
  }

  private func message(_ copy: Copy) -> String {
    "\(copy.instruction.name) brings the whole context into the final stage"
  }
}
