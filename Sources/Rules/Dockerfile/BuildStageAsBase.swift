package import Dockerfile
package import Linting

/// The final stage is built on a stage of the file that builds, so that its tools ship.
package struct BuildStageAsBase: Rule {
  package static let info = RuleInfo(
    name: "build-stage-as-base", groups: ["layout", "size"], severity: .info,
    summary: "The final stage is built on a build stage, so its compilers and sources ship.",
    rationale: """
      FROM builder takes the whole builder: every tool it installed and every file it made. COPY --from takes only what
      is named.
      """,
    help: "Begin the final stage from a runtime image and copy the result with COPY --from.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim AS builder
        RUN apt-get update && apt-get install -y gcc
        FROM ‹builder› AS runner
        CMD ["app"]
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim AS base
        RUN apt-get update && apt-get install -y ca-certificates
        FROM base AS builder
        RUN make
        FROM base AS runner
        COPY --from=builder /app /app
        """)
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard let target = file.target else { return [] }
    for parent in file.chain(of: target).dropFirst() {
      guard let sign = BuildTools.firstSign(in: parent) else { continue }
      var finding = Finding(Self.info, message(target, parent, sign), onFromOf: target, in: file)
      finding.notes.append(Finding.Note("it builds here", place: file.source.place(of: sign.argument.source)))
      return [finding]
    }
    return []
  }

  private func message(_ target: Stage, _ parent: Stage, _ sign: BuildTools.Sign) -> String {
    "the final stage is built on \(parent.title), which \(sign.description)"
  }
}
