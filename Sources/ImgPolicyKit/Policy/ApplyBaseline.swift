internal import Linting
internal import Rules

/// Holds the findings of a run against a baseline.
struct ApplyBaseline {
  private let baseline: Baseline
  private let options: Baseline.Options
  private let path: String

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
    let file = InputPath(path)
    if options.writes, !ReadFile.exists(file.absolute) {
      baseline = Baseline([])
      return
    }
    let bytes: [UInt8]
    do throws(InputError) {
      bytes = try ReadFile.bytes(at: file.absolute)
    } catch {
      throw .usage("--baseline \(path): \(error.message); --write-baseline writes a new one")
    }
    do throws(PolicyError) {
      baseline = try Baseline(decoding: bytes, path: path)
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
  ///   - images: those that the run has read.
  ///   - isJudged: whether the run could have found an entry again: its file was read, and its rule ran.
  func apply(
    to findings: inout [[JudgedFinding]], images: [MeasuredImage], isJudged: (Baseline.Entry) -> Bool
  ) -> (outcome: BaselineOutcome, stale: [Baseline.Entry]) {
    let counted = findings.joined().filter { $0.suppressed == nil }
    let current = Set(counted.map(\.fingerprint))
    let stale = baseline.entries.filter { !current.contains($0.fingerprint) && isJudged($0) }
    var kept = baseline
    if options.writes {
      // What this run could not see, another one did.
      let archives = Set(images.map(\.identity.path))
      kept = Baseline(
        baseline.entries.filter { !isJudged($0) } + counted.map(Baseline.Entry.init),
        images: baseline.images.filter { !archives.contains($0.identity.path) } + images)
    } else if options.prunes {
      let gone = Set(stale)
      kept = Baseline(baseline.entries.filter { !gone.contains($0) }, images: baseline.images)
    }
    let known = Set(kept.entries.map(\.fingerprint))
    for input in findings.indices {
      for index in findings[input].indices where known.contains(findings[input][index].fingerprint) {
        if findings[input][index].suppressed == nil { findings[input][index].suppressed = .init(by: .baseline) }
      }
    }
    let isRewritten = options.writes || options.prunes
    let outcome = BaselineOutcome(
      path: path, stale: isRewritten ? 0 : stale.count, contents: isRewritten ? kept.encoded : nil)
    return (outcome, isRewritten ? [] : stale)
  }

  /// What there is to say of the stale entries of one file.
  func finding(of stale: [Baseline.Entry]) -> Finding {
    let rules = Set(stale.map(\.rule)).sorted().joined(separator: ", ")
    let entries = stale.count == 1 ? "an entry" : "\(stale.count) entries"
    let verb = stale.count == 1 ? "matches" : "match"
    return Finding(
      UnusedSuppression.info, "\(entries) of the baseline \(path) \(verb) nothing here any more: \(rules)",
      help: "Run once with --prune-baseline, which drops such entries.")
  }
}
