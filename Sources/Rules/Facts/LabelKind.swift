/// What the value of a label must be.
package enum LabelKind: String, Sendable, CaseIterable {
  /// Any text.
  case text
  /// An absolute address of RFC 3986: `https://example.org/docs`.
  case url
  /// A bare mail address: `team@example.org`.
  case email
  /// A Git commit: 7 to 40 hexadecimal digits, or 64.
  case hash
  /// A date and time of RFC 3339: `2026-11-01T12:00:00Z`.
  case rfc3339
  /// A version of Semantic Versioning 2.0.0: `1.2.3-rc.1`.
  case semver
  /// A licence expression of SPDX: `MIT OR Apache-2.0`.
  case spdx

  /// Whether a value is of this kind.
  package func accepts(_ value: String) -> Bool {
    switch self {
    case .text: true
    case .url: isAbsoluteURL(value)
    case .email: isMailAddress(value)
    case .hash: Self.isCommit(value)
    case .rfc3339: isTimestamp(value)
    case .semver: isSemanticVersion(value)
    case .spdx: SPDXExpression.isValid(value)
    }
  }

  /// Whether hadolint takes a value for one of this kind: narrower for commits and licences, wider for times and versions.
  func isAcceptedByHadolint(_ value: String) -> Bool {
    switch self {
    case .text, .url, .email: accepts(value)
    case .hash:
      accepts(value) && [7, 40].contains(value.utf8.count)
        && !value.utf8.contains { $0.isCapital }
    case .rfc3339: isTimestamp(value, isLenient: true)
    case .semver: isSemanticVersion(value, allowsLooseNumbers: true)
    case .spdx: SPDXLicenses.currentNames.contains(value)
    }
  }

  /// What is expected, for a message.
  package var expectation: String {
    switch self {
    case .text: "a text"
    case .url: "an absolute URL, such as https://example.org/docs"
    case .email: "a mail address, such as team@example.org"
    case .hash: "a Git commit of 7 to 40 hexadecimal digits"
    case .rfc3339: "a date and time of RFC 3339, such as 2026-11-01T12:00:00Z"
    case .semver: "a semantic version, such as 1.2.3"
    case .spdx: "an SPDX licence expression, such as MIT OR Apache-2.0"
    }
  }

  private static func isCommit(_ value: String) -> Bool {
    let count = value.utf8.count
    return (7...40 ~= count || count == 64) && value.utf8.allSatisfy { $0.isHexadecimalDigit }
  }
}
