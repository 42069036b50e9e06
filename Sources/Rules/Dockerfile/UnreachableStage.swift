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
    let reachable = file.possiblyReachableStages
    return file.stages.filter { !reachable.contains($0.index) }.map {
      Finding(Self.info, message($0), onFromOf: $0, in: file)
    }
  }

  private func message(_ stage: Stage) -> String { "\(stage.title) is not needed by the stage that is built" }
}

extension BuildModel {
  /// The stages that the build of the target may run: those that it surely runs, and those that a name with a variable
  /// in it, as `base-$TARGETARCH`, may mean.
  fileprivate var possiblyReachableStages: Set<Int> {
    var reached: Set<Int> = []
    var patterns: Set<String> = []
    var pending = targetIndex.map { [$0] } ?? []
    while let index = pending.popLast() {
      guard reached.insert(index).inserted else { continue }
      pending += dependencies(of: stages[index])
      for pattern in stages[index].uncertainNames where patterns.insert(pattern).inserted {
        let glob = Glob(pattern)
        pending += stages.filter { $0.name.map(glob.matches) ?? false }.map(\.index)
      }
    }
    return reached
  }
}

extension Stage {
  /// The names of its sources that depend on a variable, with `*` for each, in lower case: another build gives it another
  /// value.
  fileprivate var uncertainNames: [String] {
    let names =
      [imageWord?.text] + copies.map { $0.instruction.flag("from")?.value } + runs.flatMap { $0.mounts.map(\.from) }
    return names.compactMap { $0 }.filter { $0.contains("$") }.map(Self.pattern)
  }

  private static func pattern(_ name: String) -> String {
    var pattern = ""
    var rest = name.lowercased()[...]
    while let dollar = rest.firstIndex(of: "$") {
      pattern += rest[..<dollar] + "*"
      rest = rest[dollar...].dropFirst()
      rest =
        rest.first == "{"
        ? rest.drop { $0 != "}" }.dropFirst() : rest.drop { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
    }
    return pattern + rest
  }
}
