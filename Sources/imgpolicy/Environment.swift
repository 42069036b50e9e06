#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The variables of the process.
enum Environment {
  static var variables: [String: String] { ProcessInfo.processInfo.environment }
}
