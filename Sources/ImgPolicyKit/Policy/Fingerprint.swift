internal import Linting

/// Names findings so that they can be known again: by rule, path and the offending text, not by line number.
///
/// Findings that are equal in all of that are counted in their order.
struct Fingerprints {
  private let input: Judge.Input
  private var seen: [UInt64: Int] = [:]

  init(_ input: Judge.Input) { self.input = input }

  /// Sixteen hexadecimal digits.
  mutating func next(for finding: Finding) -> String {
    var hash = FNV1a()
    for part in [finding.rule, input.path, input.variant ?? ""] + subject(of: finding) { hash.combine(part) }
    // One rule passes on all that another program finds: what tells its findings apart is their codes.
    if finding.reportedSeverity != nil { for alias in finding.aliases { hash.combine(alias) } }
    let occurrence = seen[hash.value, default: 0]
    seen[hash.value] = occurrence + 1
    if occurrence > 0 { hash.combine(String(occurrence)) }
    return hash.digits
  }

  /// The name of an input that could not be read, for reports that know findings only.
  static func ofUnreadable(_ input: Report.Input) -> String {
    var hash = FNV1a()
    for part in ["unreadable-input", input.path, input.error?.kind ?? ""] { hash.combine(part) }
    return hash.digits
  }

  /// Longer lines are made by machines, and a thousand findings may stand on one.
  private static let longestLine = 4096

  private func subject(of finding: Finding) -> [String] {
    if let line = finding.place?.line, let source = input.source {
      let range = source.contentRange(ofLine: line)
      return [trimmed(String(decoding: source.bytes[range].prefix(Self.longestLine), as: UTF8.self))]
    }
    let places = [finding.file ?? "", finding.layer?.createdBy ?? ""]
    // What a config says has no place: its finding's words tell it, where they do not count something that every build changes.
    let hasPlace = places.contains { !$0.isEmpty }
    return hasPlace || finding.measured != nil ? places : places + [finding.message]
  }

  private func trimmed(_ line: String) -> String {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let bytes = Array(line.utf8.drop(while: isBlank))
    let end = bytes.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}
