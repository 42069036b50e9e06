package import Dockerfile
package import Linting

/// Something other than ARG before the first FROM.
package struct InstructionBeforeFrom: Rule {
  package static let info = RuleInfo(
    name: "instruction-before-from", aliases: ["DL3061", "lint:from_first"], groups: ["correctness"],
    severity: .error,
    summary: "An instruction other than ARG stands before the first FROM.",
    rationale: """
      Before the first FROM there is no stage that the instruction could belong to, so the build fails. Only ARG may stand
      there, for the use of FROM.
      """,
    help: "Move it below a FROM.",
    bad: [
      RuleInfo.Example(
        """
        ‹ENV› NODE_ENV=production
        FROM node:20-alpine
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        # The version that all stages stand on.
        ARG VERSION=20
        FROM node:${VERSION}-alpine
        """)
    ],
    silences: ["syntax-error"], references: ["https://docs.docker.com/reference/dockerfile/#format"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.faults(of: .instructionBeforeFrom).map { fault, _ in
      Finding(Self.info, fault, in: file, aliases: Self.info.aliases)
    }
  }
}
