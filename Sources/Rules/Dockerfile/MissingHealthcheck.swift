package import Dockerfile
package import Linting

/// The stage that is built has no HEALTHCHECK, or one that is switched off.
package struct MissingHealthcheck: Rule {
  package static let info = RuleInfo(
    name: "missing-healthcheck",
    aliases: ["DL3057", "DS-0026", "CKV_DOCKER_2", "CIS-4.6", "CIS-DI-0006"],
    groups: ["healthcheck"], severity: .warning,
    summary: "The stage that is built has no HEALTHCHECK, own or inherited.",
    rationale: """
      Without a health check the engine knows only whether the process lives, not whether it answers: a hung server
      stays in service. HEALTHCHECK NONE counts as absent. Kubernetes reads its own probes and no HEALTHCHECK; a team
      that only ships there may switch the rule off.
      """,
    help: "Add HEALTHCHECK CMD with a command that the image has and that fails when the service does not answer.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹python:3.13-slim›
        CMD ["uvicorn", "app.main:app"]
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        HEALTHCHECK ‹NONE›
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM python:3.13-slim
        HEALTHCHECK --interval=30s CMD ["python", "-m", "app.health"]
        """),
      RuleInfo.Example(
        """
        FROM python:3.13-slim AS base
        HEALTHCHECK CMD ["python", "-m", "app.health"]
        FROM base
        CMD ["uvicorn", "app.main:app"]
        """),
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3057",
        """
        hadolint takes stages on images of one name for one another, so that the health check of one excuses the \
        other; here each is itself.
        """),
      RuleInfo.Deviation(
        "DS-0026",
        """
        trivy minds a stage on scratch that starts nothing as well. Selected by this code, so does the rule; by its own name, \
        as in the default policy, it does not, because there is no process to ask.
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let minded = stagesMindedByHadolint(in: file)
    let own = file.target.map { ownFindings(on: $0, isMinded: minded.contains($0.index), in: file) } ?? []
    let others = file.stages.filter { minded.contains($0.index) }.map { stage in
      var finding = Finding(Self.info, absent(stage), onFromOf: stage, in: file)
      finding.aliases = ["DL3057"]
      finding.isOwn = false
      return finding
    }
    return own + others.filter { other in !own.contains { $0.place == other.place } }
  }

  /// hadolint wants a HEALTHCHECK, which may be NONE, of every stage: of its own, or of a stage that it is built on or that is
  /// built on it. It sees no triggers.
  private func stagesMindedByHadolint(in file: BuildModel) -> Set<Int> {
    let checked = file.stages.filter { stage in
      stage.instructions.contains { $0.keyword == .healthcheck && !stage.isTriggered($0) }
    }
    let excused = file.withBases(of: checked.map(\.index))
    return Set(file.stages.filter { $0.config.healthcheck == nil }.map(\.index)).subtracting(excused)
  }

  private func ownFindings(on stage: Stage, isMinded: Bool, in file: BuildModel) -> [Finding] {
    guard let check = stage.config.healthcheck else {
      // What a variable brings may well have a health check.
      if case .unresolved = stage.root { return [] }
      var finding = Finding(Self.info, absent(stage), onFromOf: stage, in: file, aliases: aliases(isMinded, file))
      if stage.startsNothing { finding.isOwn = false }
      return [finding]
    }
    guard check.isNone else { return [] }
    if check.isOfBaseImage {
      return [
        // Nobody sees it in the file.
        Finding(Self.info, switchedOffBelow(stage), onFromOf: stage, in: file, aliases: aliases(true, file))
      ]
    }
    guard let type = check.instruction.healthcheckType else { return [] }
    // For hadolint NONE is a health check.
    return [
      Finding(
        Self.info, switchedOff(stage), at: type.range, of: check.instruction, stage: file.stages[check.stage], in: file,
        aliases: aliases(false, file))
    ]
  }

  /// trivy and checkov are content with any HEALTHCHECK of the file.
  private func aliases(_ isMinded: Bool, _ file: BuildModel) -> [String] {
    let hasAny = file.syntax.instructions.contains { $0.keyword == .healthcheck }
    return Self.info.aliases.filter { alias in
      switch alias {
      case "DL3057": isMinded
      case "DS-0026", "CKV_DOCKER_2": !hasAny
      default: true
      }
    }
  }

  private func absent(_ stage: Stage) -> String { "\(stage.title) has no HEALTHCHECK" }

  private func switchedOffBelow(_ stage: Stage) -> String {
    "\(stage.title) has no HEALTHCHECK, and that of its base image is NONE"
  }

  private func switchedOff(_ stage: Stage) -> String {
    "HEALTHCHECK NONE switches the health check off: \(stage.title) has none"
  }
}
