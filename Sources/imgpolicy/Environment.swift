#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
/// The variables of the process.
enum Environment {
  static var variables: [String: String] { ProcessInfo.processInfo.environment }
}

/// The clock of the machine.
enum Clock {
  /// The present day: days since 1970-01-01 in UTC.
  static var today: Int { Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)) }
}
