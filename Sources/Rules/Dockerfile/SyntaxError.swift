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
    groups: ["correctness"], severity: .error, fix: .unsafe, fixReveals: [RuleInfo.allRules],
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
        """,
        fixed: """
          FROM node:20-alpine
          RUN npm ci
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine AS build
        FROM node:20-alpine
        COPY ‹--form=build› /app /app
        """,
        fixed: """
          FROM node:20-alpine AS build
          FROM node:20-alpine
          COPY --from=build /app /app
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
    deviations: [
      RuleInfo.Deviation(
        "DL1000",
        """
        hadolint gives up on a file at what its parser does not know, though BuildKit builds it: an instruction \
        right behind a heredoc, a blank line inside an instruction, `EXPOSE 80:80`, text behind a JSON array, a \
        keyword alone, an empty `--from=`, `# ESCAPE` in capitals, a space of Unicode. Here only what BuildKit refuses is a finding.
        """),
      RuleInfo.Deviation(
        "DL1000",
        """
        hadolint looks at the form of single instructions; here everything counts that BuildKit refuses, an \
        unknown stage, an empty image or file, a signal that does not exist, a mode or checksum that is none, COPY of an \
        address among it.
        """),
      RuleInfo.Deviation(
        "DL1000",
        """
        hadolint says nothing else of a file that it cannot parse; here all other rules go on. An instruction that \
        BuildKit refuses is judged no further.
        """),
      RuleInfo.Deviation(
        "DL1000",
        """
        hadolint is silent of an instruction before FROM, a forbidden trigger, a port out of range or a copy from nowhere once \
        DL3061, DL3043, DL3011, DL3022 or DL3023 is ignored; here the file then still has a syntax error, because BuildKit \
        refuses it.
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let givenLater = valuesGivenLater(in: file)
    return file.faults.map { fault in
      var finding = Finding(Self.info, fault, in: file, aliases: aliases(fault.kind))
      if givenLater.contains(fault.range) { finding.aliases.removeAll { $0 == "DL1000" } }
      switch fault.kind {
      case .unknownInstruction: return finding.mended(by: fix(fault, in: file))
      case .unknownFlag: return finding.mended(by: flagFix(fault, in: file))
      default: return finding
      }
    }
  }

  /// The flag that was probably meant.
  private func flagFix(_ fault: SyntaxFault, in file: BuildModel) -> Fix? {
    guard let instruction = file.instruction(at: fault.range.lowerBound), let keyword = instruction.keyword,
      let flag = instruction.flags.first(where: { instruction.text.sourceRange(of: $0.range) == fault.range }),
      let meant = nearest(to: flag.name, among: keyword.flags), instruction.flag(meant) == nil
    else { return nil }
    let start = flag.range.lowerBound + "--".utf8.count
    let range = start..<start + flag.name.utf8.count
    guard let place = file.written(range, in: instruction), file.source.bytes[place].elementsEqual(flag.name.utf8)
    else { return nil }
    return Fix(.unsafe, all: [file.replacing(range, of: instruction, with: meant)])
  }

  /// The instruction that was probably meant.
  private func fix(_ fault: SyntaxFault, in file: BuildModel) -> Fix? {
    guard let instruction = file.instruction(at: fault.range.lowerBound), instruction.keyword == nil,
      let meant = nearest(to: instruction.name, among: Keyword.allCases.map(\.rawValue)).flatMap({
        Keyword(rawValue: $0)
      })
    else { return nil }
    return Fix(.unsafe, all: [file.replacing(keywordOf: instruction, with: meant)])
  }

  /// The images and platforms of FROM that depend on an argument: `--build-arg` may make them right, and hadolint reads them
  /// without a fault.
  private func valuesGivenLater(in file: BuildModel) -> Set<Range<Int>> {
    Set(
      file.stages.filter { !$0.fromVariables.isEmpty }.flatMap { stage in
        let words = [stage.imageWord?.range, stage.from.flag("platform")?.range].compactMap { $0 }
        return (words + stage.fromVariables.map(\.range)).map { stage.from.text.sourceRange(of: $0) }
      })
  }

  /// hadolint has one code for all; the others tell a few kinds apart.
  private func aliases(_ kind: SyntaxFault.Kind) -> [String] {
    switch kind {
    case .unknownInstruction: ["DL1000", "lint:invalid_command", "lint:invalid_line", "tally/unknown-instruction"]
    case .missingStage, .instructionBeforeFrom: ["DL1000", "tally/require-stages"]
    case .missingArguments: ["DL1000", "lint:missing_args", "lint:required_params"]
    case .extraArguments: ["DL1000", "lint:extra_args"]
    case .healthcheckOption: ["DL1000", "lint:healthcheck_options_missing_args"]
    case .unknownFlag, .other, .circularStageReference, .forbiddenTrigger, .portOutOfRange, .unknownFileSource:
      ["DL1000", "lint:invalid_format"]
    }
  }
}
