package import Linting

/// What a report amounts to: the numbers and the words of its closing line.
package struct ReportSummary: Sendable, Hashable {
  /// Findings that count, by severity.
  package var counts: [Severity: Int] = [:]
  /// Findings that a comment, the configuration, a baseline or a waiver silenced.
  package var suppressed = 0
  /// Findings that count and whose fix may be applied, be it safe or unsafe.
  package var fixable = 0
  /// Those of them whose fix is safe.
  package var safelyFixable = 0
  /// How many findings `--fix` mended; nil without it.
  var mended: Int?

  package init(_ report: Report) {
    for judged in report.findings {
      guard judged.suppressed == nil else {
        suppressed += 1
        continue
      }
      counts[judged.severity, default: 0] += 1
      guard let fix = judged.finding.fix, fix.applicability != .display else { continue }
      fixable += 1
      if fix.applicability == .safe { safelyFixable += 1 }
    }
    if let mending = report.mending, mending.mode == .write { mended = mending.mended }
  }

  /// `2 errors, 1 warning in 3 files (1 suppressed)`, or what was judged when nothing was found.
  func sentence(for report: Report) -> String {
    guard !report.inputs.isEmpty else { return report.unchanged?.sentence ?? "nothing was judged" }
    let unread = report.inputs.count { $0.error != nil }
    let found = Set(report.findings.map(\.input))
    let read = report.inputs.enumerated().filter { $1.error == nil || found.contains($0) }.map(\.element)
    var sentence = unread > 0 ? Self.unreadable(unread, of: report.inputs.count) : ""
    if !counts.isEmpty {
      sentence += (unread > 0 ? "; " : "") + "\(graded) in \(Self.judged(read))"
    } else if unread == 0 {
      sentence += "nothing found in \(Self.judged(read)) under \(Self.policies(of: read))"
    } else if !read.isEmpty {
      sentence += "; nothing found in \(Self.judged(read))"
    }
    return sentence + aside
  }

  /// `2 errors, 1 warning`, the gravest first.
  private var graded: String {
    Severity.allCases.sorted(by: >).compactMap { severity in
      counts[severity].map { "\($0) \(Self.noun(severity, $0))" }
    }.joined(separator: ", ")
  }

  private var aside: String {
    var parts: [String] = []
    if suppressed > 0 { parts.append("\(suppressed) suppressed") }
    if let mended { parts.append("\(mended) mended") }
    if safelyFixable > 0 { parts.append("\(safelyFixable) fixable with --fix") }
    let more = fixable - safelyFixable
    if more > 0 {
      parts.append("\(more)\(safelyFixable + (mended ?? 0) > 0 ? " more" : "") fixable with --unsafe-fixes")
    }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  private static func noun(_ severity: Severity, _ count: Int) -> String {
    switch severity {
    case .error, .warning: severity.rawValue + (count == 1 ? "" : "s")
    case .info, .style: severity.rawValue
    }
  }

  private static func judged(_ inputs: [Report.Input]) -> String {
    let images = inputs.count { $0.kind == .image }
    let files = inputs.count - images
    let parts = [(files, "file"), (images, "image")].filter { $0.0 > 0 }
    return parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " and ")
  }

  private static func policies(of inputs: [Report.Input]) -> String {
    var names: [String] = []
    for name in inputs.flatMap(\.policies) where !names.contains(name) { names.append(name) }
    switch names.count {
    case 0: return "no policy"
    case 1: return "policy \(names[0])"
    default: return "policies " + names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])"
    }
  }

  private static func unreadable(_ count: Int, of total: Int) -> String {
    if total == 1 { return "the input could not be read" }
    return count == total ? "none of \(total) inputs could be read" : "\(count) of \(total) inputs could not be read"
  }
}

extension Report {
  /// The findings that count, which are all that text reports show.
  var countingFindings: [JudgedFinding] { findings.filter { $0.suppressed == nil } }
}
