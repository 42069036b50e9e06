package import Dockerfile
package import Linting

/// Something that BuildKit refuses.
package struct SyntaxError: Rule {
  package static let info = RuleInfo(
    name: "syntax-error",
    aliases: [
      "DL1000", "lint:invalid_command", "lint:invalid_line", "lint:required_params", "lint:missing_args",
      "lint:extra_args", "lint:invalid_format", "lint:healthcheck_options_missing_args", "tally/unknown-instruction",
      "tally/require-stages",
    ],
    groups: ["correctness"], severity: .error,
    summary: "BuildKit would refuse the file.",
    rationale: """
      The build fails on this line. All such faults of a file are reported at once, and the other rules still judge what
      can be read.
      """,
    help: "Correct the line: the build fails on it.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ‹RNU› npm ci
        """),
      RuleInfo.Example(
        """
        ‹FROM› node:20-alpine runner
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN npm ci
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.faults.map { Finding(Self.info, $0, in: file, aliases: aliases($0.kind)) }
  }

  /// hadolint has one code for all; the others tell a few kinds apart.
  private func aliases(_ kind: SyntaxFault.Kind) -> [String] {
    switch kind {
    case .unknownInstruction: ["DL1000", "lint:invalid_command", "lint:invalid_line", "tally/unknown-instruction"]
    case .missingStage, .instructionBeforeFrom: ["DL1000", "tally/require-stages"]
    case .missingArguments: ["DL1000", "lint:missing_args", "lint:required_params"]
    case .extraArguments: ["DL1000", "lint:extra_args"]
    case .healthcheckOption: ["DL1000", "lint:healthcheck_options_missing_args"]
    case .other, .circularStageReference, .forbiddenTrigger, .portOutOfRange, .unknownFileSource:
      ["DL1000", "lint:invalid_format"]
    }
  }
}
