package import Dockerfile
package import Linting

/// A stage that the policy's layout names is absent, or the final stage is another one.
package struct MissingRequiredStage: Rule {
  private let layout: StageLayout?

  package static let info = RuleInfo(
    name: "missing-required-stage", groups: ["layout"], severity: .warning,
    summary: "A stage that the policy's layout demands is absent, or the final stage is not the one it names.",
    rationale: """
      A team that agreed on a layout (for a front end: deps, builder, runner) can read, cache and review every
      Dockerfile alike, and tools can rely on the names. A layout without `stages` wants
      those of which it demands a base or a copy. Silent without a layout in the policy.
      """,
    help: "Give the stages the names of the layout with FROM … AS name.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS build
        FROM ‹node:20-alpine› AS runner
        COPY --from=build /app /app
        """, policy: "layout: { stages: [builder, runner] }"),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS runner
        FROM node:20-alpine AS ‹builder›
        """, policy: "layout: { stages: [runner, builder], final: runner }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine AS runner
        """, policy: "layout: { stages: [builder, runner], final: runner }")
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init(layout: StageLayout?) { self.layout = layout }

  package func check(_ file: BuildModel) -> [Finding] {
    guard let layout, let target = file.target else { return [] }
    let names = Set(file.stages.compactMap(\.name))
    var findings = layout.demandedStages.filter { !names.contains($0) }.map { absent($0, in: file, target) }
    // An absent final stage was just reported.
    if let final = layout.final, names.contains(final) || !layout.demandedStages.contains(final), target.name != final {
      let range = target.nameWord?.range ?? target.imageWord?.range ?? target.from.spelling.range
      findings.append(
        Finding(Self.info, wrongFinal(target, final), at: range, of: target.from, stage: target, in: file))
    }
    return findings
  }

  private func absent(_ name: String, in file: BuildModel, _ target: Stage) -> Finding {
    var finding = Finding(Self.info, absentMessage(name), onFromOf: target, in: file)
    let others = file.stages.filter { $0.name != nil && layout?.demandedStages.contains($0.name ?? "") == false }
    if let near = nearest(to: name, among: others.compactMap(\.name)),
      let stage = others.first(where: { $0.name == near })
    {
      let place = stage.nameWord.map { file.place(of: $0.range, in: stage.from) }
      finding.notes.append(Finding.Note("did you mean this stage to be “\(name)”?", place: place))
    }
    return finding
  }

  private func absentMessage(_ name: String) -> String {
    let all = layout?.demandedStages.joined(separator: ", ") ?? name
    return "no stage is named “\(name)”: the policy demands the stages \(all)"
  }

  private func wrongFinal(_ target: Stage, _ final: String) -> String {
    "the final stage is \(target.name.map { "“\($0)”" } ?? "not named"): the policy demands “\(final)”"
  }
}
