/// How grave a finding is, from taste to fault. `--fail-on` compares by this order.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case style
  case info
  case warning
  case error

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .style: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }
}
