package import Linting

/// The exit status of the program, as the command line contract fixes it.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Every input was read, and nothing reaches the threshold.
  case pass = 0
  /// Every input was read, and something reaches it.
  case fail = 1
  /// A usage or configuration error, or nothing to judge: nothing was judged.
  case usage = 2
  /// Some input could not be read.
  case unreadable = 3

  package init(_ verdict: Report.Verdict) {
    switch verdict {
    case .pass: self = .pass
    case .fail: self = .fail
    case .unreadable: self = .unreadable
    }
  }

  /// That of the verdict; where changes were only shown, whether there are any.
  package init(_ report: Report) {
    if let mending = report.mending, mending.mode == .diff, report.verdict != .unreadable {
      self = mending.diff.isEmpty ? .pass : .fail
    } else {
      self.init(report.verdict)
    }
  }
}

extension JudgedFinding {
  /// Whether the finding alone fails a run whose threshold is `failOn`; nil is no threshold.
  package func reaches(_ failOn: Severity?) -> Bool {
    guard suppressed == nil, let failOn else { return false }
    return severity >= failOn
  }
}

extension Report.Verdict {
  /// The verdict on all inputs, each by its own threshold. What cannot be read is never a pass, so an unreadable input beats
  /// everything.
  package init(inputs: [Report.Input], findings: [JudgedFinding]) {
    let threshold = { (index: Int) -> Severity? in inputs.indices.contains(index) ? inputs[index].failOn : .warning }
    if inputs.contains(where: { $0.error != nil }) {
      self = .unreadable
    } else if findings.contains(where: { $0.reaches(threshold($0.input)) }) {
      self = .fail
    } else {
      self = .pass
    }
  }
}
