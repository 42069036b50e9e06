internal import Linting

/// What rules wanted of the contents of one layer's files, by the number of the entry.
struct KeptContents: Sendable {
  var bytes: [Int: [UInt8]] = [:]
  var digests: [Int: Digest] = [:]
  private var outcomes: [ContentScan: [Int: [UInt8]]] = [:]

  /// What a scan made of the content of an entry; nil when it saw nothing there, or did not look.
  func outcome(of scan: ContentScan, entry: Int) -> [UInt8]? { outcomes[scan]?[entry] }

  /// Lets scans look at what was read of a content; the bytes of what is worth keeping.
  mutating func scan(_ content: FileContent, entry: Int, _ scans: [ContentScan]) -> Int {
    var kept = 0
    for scan in scans where content.isWhole || scan.start != nil {
      let outcome = scan.outcome(scan.start.map { Array(content.bytes.prefix($0)) } ?? content.bytes)
      if outcome.isEmpty { continue }
      outcomes[scan, default: [:]][entry] = outcome
      kept += outcome.count
    }
    return kept
  }
}
