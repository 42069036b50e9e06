internal import Linting

/// The mended texts of a run's inputs, before anything is written.
struct MendInputs {
  /// An input whose text changes.
  private struct Change {
    var input: FoundInput
    var original: [UInt8]
    var mended: [UInt8]
    var findings: Int
    /// What a baseline knows and would not know again in the mended text.
    var changed: [ChangedFinding]
  }

  private let fixing: FixOptions
  private var changes: [Change] = []
  /// What is judged at the end: where the files are rewritten, their mended texts.
  private(set) var texts = MendedTexts()
  /// What the baseline is to know by other texts, where the files are rewritten.
  var changedFindings: [ChangedFinding] {
    fixing.mode == .write ? changes.filter { texts[$0.input] != nil }.flatMap(\.changed) : []
  }
  private(set) var outcome: Mending

  init(_ fixing: FixOptions) {
    self.fixing = fixing
    outcome = Mending(fixing.mode)
  }

  /// Works out the mended text of an input.
  mutating func mend(_ input: FoundInput, by trial: TrialRun) throws(RunError) {
    // What cannot be read is told when it is judged.
    guard let bytes = try? input.read() else { return }
    let source = SourceText(path: input.display, bytes: bytes)
    let limits = try trial.limits(of: input)
    let (includesUnsafe, infos) = (fixing.includesUnsafe, trial.infos)
    let mending = MendText(
      infos: infos,
      mayApply: { judged in
        switch judged.finding.fix?.applicability {
        case .safe: true
        case .unsafe:
          includesUnsafe || limits.permission(for: judged.finding, infos[judged.finding.rule]) == .unsafe
        case .display, nil: false
        }
      },
      judge: { (text) throws(RunError) in try trial.judgement(of: input, with: text) })
    let mended = try mending.mend(source)
    outcome.defects += mended.defects.map { Mending.Defect(path: input.display, defect: $0) }
    if input.isStandardInput { outcome.standardInput = mended.source.bytes }
    guard mended.source.bytes != bytes else { return }
    note(
      Change(
        input: input, original: bytes, mended: mended.source.bytes, findings: mended.mended, changed: mended.changed))
    if fixing.mode == .diff { outcome.diff += unifiedDiff(from: source, to: mended.source) }
  }

  private mutating func note(_ change: Change) {
    changes.append(change)
    outcome.mended += change.findings
    outcome.files += 1
    if fixing.mode == .write { texts[change.input] = change.mended }
  }

  /// Writes the mended texts; why one could not be written, by its path as reports print it. Its text then stays as it is.
  mutating func write() -> [String: InputError] {
    guard fixing.mode == .write else { return [:] }
    var errors: [String: InputError] = [:]
    for change in changes where !change.input.isStandardInput {
      do throws(InputError) {
        try ReplaceFile.replace(change.input.path.absolute, change.original, with: change.mended)
      } catch {
        errors[change.input.display] = error
        outcome.mended -= change.findings
        outcome.files -= 1
        texts[change.input] = nil
      }
    }
    return errors
  }
}
