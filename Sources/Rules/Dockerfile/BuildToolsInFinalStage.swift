package import Dockerfile
package import Linting

/// Compilers, headers and the like that the final stage installs and keeps.
package struct BuildToolsInFinalStage: Rule {
  package static let info = RuleInfo(
    name: "build-tools-in-final-stage", aliases: ["CIS-4.3"], groups: ["layout", "size", "security"],
    severity: .warning,
    summary: "The final stage installs compilers, headers, editors, debuggers or ssh and keeps them.",
    rationale: """
      They are bytes that nothing uses at run time, and tools for whoever breaks in. A file with several stages has a
      better place for them; in one with a single stage they count where the policy forbids them, by `forbid-in-final:
      [build-tools]`. What the same RUN removes again does not ship and is not reported.
      """,
    help: "Install it in a build stage, or remove it in the same RUN.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:12-slim AS builder
        RUN make
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y ca-certificates ‹gcc› ‹libpq-dev›
        COPY --from=builder /app /app
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y ‹gcc› && make
        """, policy: "layout: { forbid-in-final: [build-tools] }\n"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:12-slim
        RUN apt-get update && apt-get install -y gcc && make
        """),
      RuleInfo.Example(
        """
        FROM debian:12-slim AS builder
        RUN apt-get update && apt-get install -y gcc && make
        FROM debian:12-slim
        COPY --from=builder /app /app
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20 AS builder
        FROM alpine:3.20
        RUN apk add --no-cache --virtual .build-deps gcc musl-dev && make && apk del .build-deps
        COPY --from=builder /app /app
        """),
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  /// Whether a policy forbids them also where there is no stage to build in.
  private let isForbidden: Bool

  package init(_ settings: RuleSettings) { isForbidden = settings.layout?.forbidden.contains(.buildTools) == true }

  package func check(_ file: BuildModel) -> [Finding] {
    guard file.stages.count > 1 || isForbidden, let target = file.target else { return [] }
    return target.runs.flatMap { run in
      BuildTools.installed(by: run).map {
        Finding(Self.info, message($0.name), at: $0.argument, of: run, stage: target, in: file)
      }
    }
  }

  private func message(_ package: String) -> String { "\(package) is installed in the final stage and ships" }
}
