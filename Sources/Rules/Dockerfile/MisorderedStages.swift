package import Dockerfile
package import Linting

/// The stages that the layout names stand in another order.
package struct MisorderedStages: Rule {
  private let layout: StageLayout?

  package static let info = RuleInfo(
    name: "misordered-stages", groups: ["layout"], severity: .warning,
    summary: "The stages that the policy's layout names stand in another order.",
    rationale: """
      A Dockerfile reads from the first stage to the last; the agreed order puts what changes least first, so that the
      build cache serves best. Silent without a layout in the policy.
      """,
    help: "Move the stages into the order of the layout.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine AS ‹deps›
        FROM node:20-alpine AS runner
        """, policy: "layout: { stages: [deps, builder, runner] }")
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        FROM node:20-alpine AS lint
        FROM node:20-alpine AS builder
        """, policy: "layout: { stages: [deps, builder] }")
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init(layout: StageLayout?) { self.layout = layout }

  package func check(_ file: BuildModel) -> [Finding] {
    guard let layout else { return [] }
    var latest: (position: Int, name: String) = (-1, "")
    var findings: [Finding] = []
    for stage in file.stages {
      guard let word = stage.nameWord, let name = stage.name, let position = layout.stages.firstIndex(of: name) else {
        continue
      }
      if position < latest.position {
        let message = message(name, behind: latest.name, order: layout.stages)
        findings.append(Finding(Self.info, message, at: word.range, of: stage.from, stage: stage, in: file))
      } else {
        latest = (position, name)
      }
    }
    return findings
  }

  private func message(_ name: String, behind other: String, order: [String]) -> String {
    "the stage “\(name)” stands behind “\(other)”: the policy demands the order \(order.joined(separator: ", "))"
  }
}
