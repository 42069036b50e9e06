internal import Dockerfile
internal import Linting

/// A comment in a source file that keeps findings from counting.
struct SourceSuppression: Sendable {
  /// BuildKit's names of the checks that it silences.
  var checks: CheckOptions.Names
  /// The instruction that it is for, by its first line; nil for the whole file.
  var line: Int?

  /// Whether a finding is silenced.
  func covers(_ finding: Finding) -> Bool {
    let silenced = finding.aliases.filter { alias in
      BuildKitChecks.canBeSkipped(alias) && checks.contains(alias)
        && (line == nil || BuildKitChecks.canBeSkippedByInstruction(alias))
    }
    guard !silenced.isEmpty else { return false }
    guard let line else { return true }
    if silenced.contains(BuildKitChecks.judgedByLater) {
      // BuildKit reports the earlier instruction, but asks the later one.
      return finding.notes.contains { $0.place?.line == line }
    }
    return finding.instruction?.line == line
  }
}

/// What BuildKit's own options can do to its checks (buildkit, frontend/dockerfile/linter).
enum BuildKitChecks {
  /// The check of several CMD, ENTRYPOINT or HEALTHCHECK.
  static let judgedByLater = "MultipleInstructionsDisallowed"

  private static let experimental: Set<String> = ["InvalidDefinitionDescription"]

  /// Checks over the whole file, which do not look at the comments of one instruction.
  private static let wholeFile: Set<String> = [
    "NoEmptyContinuation", "ConsistentInstructionCasing", "DuplicateStageName", "ReservedStageName",
    "InvalidDefaultArgInFrom", "InvalidBaseImagePlatform",
  ]

  static func isExperimental(_ alias: String) -> Bool { experimental.contains(alias) }

  static func canBeSkipped(_ alias: String) -> Bool {
    AliasOrigin.buildkit.owns(alias) && !experimental.contains(alias)
  }

  static func canBeSkippedByInstruction(_ alias: String) -> Bool { !wholeFile.contains(alias) }
}

extension BuildModel {
  /// What `# check=skip=…` silences, for the file and for single instructions.
  var suppressions: [SourceSuppression] {
    let file = SourceSuppression(checks: checkOptions.skip, line: nil)
    return [file]
      + syntax.instructions.compactMap { instruction in
        instruction.checkOptions.map { SourceSuppression(checks: $0.skip, line: instruction.lines.lowerBound) }
      }
  }

  /// Whether `# check=experimental=…` switches a check on for the file, or for the instruction in `line`.
  func switchesOn(_ finding: Finding) -> Bool {
    let aliases = finding.aliases.filter(BuildKitChecks.isExperimental)
    guard !aliases.isEmpty else { return false }
    if aliases.contains(where: checkOptions.experimental.contains) { return true }
    let own = syntax.instructions.first { $0.lines.lowerBound == finding.instruction?.line }?.checkOptions
    return aliases.contains { own?.experimental.contains($0) ?? false }
  }
}

extension Judge.Voice {
  /// What a Dockerfile says by `# check=…`.
  init(_ model: BuildModel) {
    let suppressions = model.suppressions
    self.init(
      suppression: { finding in
        suppressions.contains { $0.covers(finding) } ? JudgedFinding.Suppression(by: .comment) : nil
      },
      demandedSeverity: { finding, selected in
        if selected == nil, model.switchesOn(finding) { return .style }
        let fails = model.checkOptions.failsBuild && finding.aliases.contains(where: AliasOrigin.buildkit.owns)
        return fails && selected != nil ? .error : nil
      })
  }
}
