internal import Dockerfile

/// Versions of packages with famous holes, as far as the version in a pin tells: distributions that mend a hole without
/// changing the upstream version have their own lines.
enum KnownHoles {
  struct Hole: Sendable {
    /// `the hole CVE-2014-0160 (Heartbleed)`
    var title: String
    var packages: Set<String>
    var ecosystems: [PackageManager.Ecosystem]
    /// The first version that has it.
    var first: String
    /// The first version without it.
    var mended: String
  }

  private static let holes: [Hole] = [
    Hole(
      title: "the hole CVE-2014-0160 (Heartbleed)", packages: ["openssl", "libssl1.0", "libcrypto1.0", "openssl-dev"],
      ecosystems: [.alpine], first: "1.0.1", mended: "1.0.1g"),
    Hole(
      title: "the holes CVE-2022-3602 and CVE-2022-3786",
      packages: ["openssl", "openssl3", "libssl3", "libcrypto3", "openssl-dev", "openssl3-dev", "openssl-libs-static"],
      ecosystems: [.alpine], first: "3.0.0", mended: "3.0.7"),
    // Ubuntu 22.04
    Hole(
      title: "the holes CVE-2022-3602 and CVE-2022-3786", packages: ["openssl", "libssl3", "libssl-dev"],
      ecosystems: [.debian], first: "3.0.2-0ubuntu1", mended: "3.0.2-0ubuntu1.7"),
    Hole(
      title: "the back door CVE-2024-3094",
      packages: ["xz", "xz-libs", "xz-dev", "xz-utils", "liblzma5", "liblzma-dev"],
      ecosystems: [.alpine, .arch], first: "5.6.0", mended: "5.6.2"),
    Hole(
      title: "the back door CVE-2024-3094", packages: ["xz-utils", "liblzma5", "liblzma-dev"],
      ecosystems: [.debian], first: "5.6.0", mended: "5.6.1+really5.4.5"),
    Hole(
      title: "the hole CVE-2020-14343 (code in YAML runs)", packages: ["pyyaml"], ecosystems: [.python], first: "0",
      mended: "5.4"),
    Hole(
      title: "the hole CVE-2023-4863 (libwebp)", packages: ["pillow"], ecosystems: [.python], first: "0",
      mended: "10.0.1"),
    Hole(
      title: "the hole CVE-2025-32434 (torch.load runs code)", packages: ["torch"], ecosystems: [.python], first: "0",
      mended: "2.6.0"),
    Hole(
      title: "malicious code (CVE-2022-23812)", packages: ["node-ipc"], ecosystems: [.node], first: "10.1.1",
      mended: "10.1.3"),
    Hole(
      title: "malicious code (flatmap-stream)", packages: ["event-stream"], ecosystems: [.node], first: "3.3.6",
      mended: "4.0.0"),
    Hole(
      title: "malicious code (GHSA-pjwm-rvh2-c87w)", packages: ["ua-parser-js"], ecosystems: [.node], first: "0.7.29",
      mended: "0.7.30"),
    Hole(
      title: "the hole CVE-2021-23337", packages: ["lodash"], ecosystems: [.node], first: "0", mended: "4.17.21"),
  ]

  /// The hole of a package that is pinned to one version; nil when the table has none.
  static func hole(of package: PackageOperation.Package, in ecosystem: PackageManager.Ecosystem) -> Hole? {
    guard package.kind == .named, package.pin == .exact, package.argument.isKnown, let text = package.version else {
      return nil
    }
    let name = ecosystem == .python ? package.name.lowercased() : package.name
    let version = ComparedVersion(text)
    return holes.first { hole in
      hole.ecosystems.contains(ecosystem) && hole.packages.contains(name) && version >= ComparedVersion(hole.first)
        && version < ComparedVersion(hole.mended)
    }
  }
}

/// A version as all the package managers order it where they agree: runs of digits by their number, runs of letters by the
/// alphabet, a number before letters, and the shorter version first.
struct ComparedVersion: Comparable {
  private enum Part: Comparable {
    // Without leading zeros; a longer number is larger.
    case number(length: Int, digits: String)
    case letters(String)
  }

  private var parts: [Part] = []

  init(_ text: String) {
    // An epoch says nothing of the upstream version.
    let version = text.split(separator: ":").last.map(String.init) ?? ""
    var rest = version.utf8[...]
    while let first = rest.first {
      let kind = Self.kind(first)
      let run = rest.prefix { Self.kind($0) == kind }
      rest = rest.dropFirst(run.count)
      let word = String(decoding: run, as: UTF8.self)
      switch kind {
      case .digit:
        let digits = String(word.drop { $0 == "0" })
        parts.append(.number(length: digits.utf8.count, digits: digits))
      case .letter: parts.append(.letters(word.lowercased()))
      case .separator: break
      }
    }
  }

  static func < (left: ComparedVersion, right: ComparedVersion) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }

  private enum Kind { case digit, letter, separator }

  private static func kind(_ byte: UInt8) -> Kind {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    default: .separator
    }
  }
}
