internal import Images
internal import Linting

/// Looks for key material in text files while they stream past: what was found and in which line, never the value.
struct SecretScan: Sendable {
  struct Hit: Sendable, Hashable {
    var line: Int
    /// With its article: `a GitHub token`.
    var name: String
  }

  let contentScan: ContentScan
  let wants: [WantedContents]

  /// The most that are kept of one file.
  private static let mostHits = 20

  /// Looks into the files at `patterns`, but not into those of tests and documentation. With `findsRandomValues` also for
  /// values that look random and are given to the name of a secret.
  init(
    _ name: String, in patterns: [String] = ["**"], excluding: [String], sizeLimit: Int, findsRandomValues: Bool = false
  ) {
    let scan = ContentScan(name, wantsText: true) { Self.encode(Self.hits(in: $0, findsRandomValues)) }
    contentScan = scan
    let examples = ExampleTrees.names.sorted().map { "**/\($0)" }
    wants = patterns.map {
      WantedContents($0, excluding: excluding + examples, sizeLimit: sizeLimit, keeping: .scan(scan))
    }
  }

  /// What was found in a file, by line.
  func hits(in file: FileEntry, of image: ImageModel) -> [Hit] {
    guard let outcome = image.files.outcome(of: contentScan, in: file), !ExampleTrees.contain(file.displayPath) else {
      return []
    }
    return outcome.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let parts = line.split(separator: UInt8(ascii: "\t"))
      guard parts.count == 2, let number = Int(String(decoding: parts[0], as: UTF8.self)) else { return nil }
      return Hit(line: number, name: String(decoding: parts[1], as: UTF8.self))
    }
  }

  private static func encode(_ hits: [Hit]) -> [UInt8] {
    Array(hits.map { "\($0.line)\t\($0.name)" }.joined(separator: "\n").utf8)
  }

  private static func hits(in text: [UInt8], _ findsRandomValues: Bool) -> [Hit] {
    let tokens = SecretTokens.find(in: text, withRandomValues: findsRandomValues)
    var hits: [Hit] = []
    var (line, index) = (1, 0)
    for token in tokens.prefix(mostHits) {
      line += text[index..<token.range.lowerBound].count { $0 == UInt8(ascii: "\n") }
      index = token.range.lowerBound
      hits.append(Hit(line: line, name: token.name))
    }
    return hits
  }
}
