import Linting
import Rules

/// hadolint's codes, as the rules bear them.
enum HadolintCodes {
  /// In order.
  static let all: [String] = Set(Catalog().infos.flatMap(\.aliases).filter { $0.hasPrefix("DL") }).sorted()
}

/// Options of imgpolicy that comparisons need.
enum OwnSwitches {
  /// hadolint shows one finding of ShellCheck a RUN, so those are no matter of agreement.
  static let withoutShellCheck = ["--shellcheck", "off"]
}
