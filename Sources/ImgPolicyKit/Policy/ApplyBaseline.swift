internal import Linting
internal import Rules

/// Holds the findings of a run against a baseline.
struct ApplyBaseline {
  private var baseline: Baseline
  private var byPath: [String: [Baseline.Entry]] = [:]
  private var fingerprints: Set<String> = []
  private let options: Baseline.Options
  private let path: String
  /// Whether it is held against a text that is only tried: then nothing is written, and nothing told of entries that match nothing.
  var isTrial = false
  /// Whether entries were exchanged.
  private var isChanged = false

  /// Reads the baseline that the options name; nil when they name none.
  init?(_ options: Baseline.Options) throws(RunError) {
    guard let path = options.path else {
      guard !options.writes, !options.prunes else {
        throw .usage("--\(options.writes ? "write" : "prune")-baseline needs the file: add --baseline FILE")
      }
      return nil
    }
    self.path = path
    self.options = options
    baseline = try Self.read(path, mayLack: options.writes)
    index()
  }

  private mutating func index() {
    byPath = Dictionary(grouping: baseline.entries, by: \.path)
    fingerprints = Set(baseline.entries.map(\.fingerprint))
  }

  /// Knows findings by the text that fixes have made of theirs.
  mutating func exchange(_ changed: [ChangedFinding]) {
    guard !changed.isEmpty else { return }
    let old = Set(changed.map(\.fingerprint))
    baseline = Baseline(
      baseline.entries.filter { !old.contains($0.fingerprint) } + changed.map { Baseline.Entry($0.finding) },
      images: baseline.images)
    isChanged = true
    index()
  }

  /// The files that its entries are about.
  var paths: Set<String> { Set(byPath.keys) }

  private static func read(_ path: String, mayLack: Bool) throws(RunError) -> Baseline {
    let file = InputPath(path)
    if mayLack, !ReadFile.exists(file.absolute) { return Baseline([]) }
    let bytes: [UInt8]
    do throws(InputError) {
      bytes = try ReadFile.bytes(at: file.absolute)
    } catch {
      throw .usage("--baseline \(path): \(error.message); --write-baseline writes a new one")
    }
    do throws(PolicyError) {
      return try Baseline(decoding: bytes, path: path)
    } catch {
      throw .configuration(error)
    }
  }

  /// How large an image was when the baseline was written; nil when that is not known, or is to be written anew.
  func recordedSizes(of image: ImageIdentity) -> ImageBaseline? {
    guard !options.writes else { return nil }
    // The baseline may hold other images of the project: one that is not known again is new.
    let known = baseline.images
    return image.counterpart(among: known.map(\.identity), isOnlyOneEnough: false).map { known[$0].sizes }
  }

  /// Marks the findings that are known, and tells of the entries that match nothing any more.
  ///
  /// - Parameters:
  ///   - paths: of the files that were read.
  ///   - images: those that the run has read.
  ///   - isSelective: whether their archives may have others.
  ///   - isJudged: whether the run could have found an entry of such a file again: its rule ran.
  func apply(
    to findings: inout [[JudgedFinding]], of paths: Set<String>, images: [MeasuredImage],
    isSelective: Bool, isJudged: (Baseline.Entry) -> Bool
  ) -> (outcome: BaselineOutcome, stale: [Baseline.Entry]) {
    let counted = findings.joined().filter { $0.suppressed == nil && Self.mayBeKnown($0) }
    let current = Set(counted.map(\.fingerprint))
    let visible = paths.sorted().flatMap { byPath[$0] ?? [] }.filter(isJudged)
    let stale = visible.filter { !current.contains($0.fingerprint) }
    let isRewritten = !isTrial && (options.writes || options.prunes)
    var (kept, known) = (baseline, fingerprints)
    if isRewritten {
      // What this run could not see, another one did.
      let gone = Set(options.writes ? visible : stale)
      let (measured, archives) = (Set(images.map(\.identity)), Set(images.map(\.identity.path)))
      let isReplaced = { (image: MeasuredImage) in
        isSelective ? measured.contains(image.identity) : archives.contains(image.identity.path)
      }
      kept = Baseline(
        baseline.entries.filter { !gone.contains($0) } + (options.writes ? counted.map(Baseline.Entry.init) : []),
        images: options.writes
          ? baseline.images.filter { !isReplaced($0) } + images : baseline.images)
      known = Set(kept.entries.map(\.fingerprint))
    }
    for input in findings.indices {
      for index in findings[input].indices where known.contains(findings[input][index].fingerprint) {
        guard findings[input][index].suppressed == nil, Self.mayBeKnown(findings[input][index]) else { continue }
        findings[input][index].suppressed = .init(by: .baseline)
      }
    }
    let outcome = BaselineOutcome(
      path: path, stale: isRewritten ? 0 : stale.count, contents: isRewritten || isChanged ? kept.encoded : nil)
    return (outcome, isRewritten || isTrial ? [] : stale)
  }

  /// That a promise is past its day is not known: it would never be told again.
  private static func mayBeKnown(_ judged: JudgedFinding) -> Bool { judged.finding.rule != ExpiredWaiver.info.name }

  /// What there is to say of the stale entries of one file; `gone` is its path where it is no more.
  func finding(of stale: [Baseline.Entry], goneWith gone: String? = nil) -> Finding {
    let rules = Set(stale.map(\.rule)).sorted().joined(separator: ", ")
    let entries = stale.count == 1 ? "an entry" : "\(stale.count) entries"
    let verb = stale.count == 1 ? "matches" : "match"
    return Finding(
      UnusedSuppression.info,
      "\(entries) of the baseline \(path) \(verb) nothing \(gone.map { "any more, for \($0) is gone" } ?? "here any more"): \(rules)",
      help: "Run once with --prune-baseline, which drops such entries.")
  }
}
