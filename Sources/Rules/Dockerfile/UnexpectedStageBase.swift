package import Dockerfile
package import Linting

/// The base image of a stage is not one that the layout allows.
package struct UnexpectedStageBase: Rule {
  private let bases: [String: Glob]

  package static let info = RuleInfo(
    name: "unexpected-stage-base", groups: ["layout"], severity: .warning,
    summary: "A stage's base image does not match the policy's layout.",
    rationale: """
      The layout says what each stage is built on (a front end on node:*-alpine*, a back end on python:*-slim*), so that
      images share layers and patches. Variables are expanded first, and a stage that is built on another stage is
      judged by the image below. Silent without bases in the policy.
      """,
    help: "Use a base image that the policy's layout allows for this stage.",
    bad: [
      RuleInfo.Example("FROM ‹node:20› AS runner", policy: "layout: { bases: { runner: 'node:*-alpine*' } }"),
      RuleInfo.Example(
        """
        ARG TAG=20-bookworm
        FROM ‹node:$TAG› AS runner
        """, policy: "layout: { bases: { runner: 'node:*-alpine*' } }"),
    ],
    good: [
      RuleInfo.Example(
        "FROM docker.io/library/node:20-alpine3.20 AS runner", policy: "layout: { bases: { runner: 'node:*-alpine*' } }"
      )
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init(layout: StageLayout?) { bases = (layout?.bases ?? [:]).mapValues(Glob.init) }

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.compactMap { stage in
      guard let name = stage.name, let glob = bases[name], let image = image(below: stage, in: file) else { return nil }
      if spellings(of: image).contains(where: glob.matches) { return nil }
      return Finding(Self.info, message(name, image, glob), onFromOf: stage, in: file)
    }
  }

  /// The image at the root of a stage; nil when it is not known.
  private func image(below stage: Stage, in file: BuildModel) -> String? {
    switch stage.root {
    case .image(let use): use.text
    case .scratch: "scratch"
    case .unresolved, .stage: nil
    }
  }

  /// A policy may name an image short, as Docker Hub users do, or in full.
  private func spellings(of image: String) -> [String] {
    guard let reference = try? ImageReference.parse(image) else { return [image] }
    let isUntagged = reference.tag == nil && reference.digest == nil
    return [
      image, reference.familiar, reference.canonical, reference.repository + (reference.tag.map { ":\($0)" } ?? ""),
    ] + (isUntagged ? ["\(reference.familiar):latest"] : [])
  }

  private func message(_ stage: String, _ image: String, _ glob: Glob) -> String {
    "the stage “\(stage)” is built on \(image): the policy demands \(glob.pattern)"
  }
}
