internal import Linting

/// The mended texts of a run's inputs, before anything is written.
struct MendInputs {
  /// An input whose text changes.
  private struct Change {
    var original: [UInt8]
    var mended: SourceText
    var findings: Int
  }

  private let fixing: FixOptions
  private var changes: [Int: Change] = [:]
  private(set) var outcome: Mending

  init(_ fixing: FixOptions) {
    self.fixing = fixing
    outcome = Mending(fixing.mode)
  }

  /// The inputs as they are when all is written.
  func mended(_ found: [FoundInput]) -> [FoundInput] {
    guard fixing.mode == .write else { return found }
    var mended = found
    for (index, change) in changes { mended[index].mended = change.mended.bytes }
    return mended
  }

  /// Works out the mended text of an input.
  mutating func mend(_ index: Int, _ input: FoundInput, by trial: TrialRun) throws(RunError) {
    // What cannot be read is told when it is judged.
    guard let bytes = try? input.read() else { return }
    let source = SourceText(path: input.display, bytes: bytes)
    let limits = try trial.resolution(of: input).policy.fixes
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
    if input.bytes != nil { outcome.standardInput = mended.source.bytes }
    guard mended.source.bytes != bytes else { return }
    changes[index] = Change(original: bytes, mended: mended.source, findings: mended.mended)
    outcome.mended += mended.mended
    outcome.files += 1
    if fixing.mode == .diff { outcome.diff += unifiedDiff(from: source, to: mended.source) }
  }

  /// Writes the mended texts; why one could not be written, by input, whose text then stays as it is.
  mutating func write(_ inputs: [FoundInput]) -> [Int: InputError] {
    guard fixing.mode == .write else { return [:] }
    var errors: [Int: InputError] = [:]
    for (index, change) in changes where inputs[index].bytes == nil {
      do throws(InputError) {
        try ReplaceFile.replace(inputs[index].path.absolute, change.original, with: change.mended.bytes)
      } catch {
        errors[index] = error
        outcome.mended -= change.findings
        outcome.files -= 1
      }
    }
    for index in errors.keys { changes[index] = nil }
    return errors
  }
}
