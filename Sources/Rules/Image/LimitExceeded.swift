package import Images
package import Linting

/// A reading limit was hit: layers, entries, bytes, compression ratio, or the size or depth of a document.
package struct LimitExceeded: Rule {
  package static let info = RuleInfo(
    name: "limit-exceeded",
    groups: ["integrity"],
    severity: .error,
    summary: "A reading limit was hit: layers, entries, bytes, compression ratio, or the size or depth of a document.",
    rationale:
      "Limits keep a hostile archive from taking all memory or time. What lies beyond one was not read, so the "
      + "image counts as unreadable. Real images stay far below all of them.",
    help:
      "Find out what makes the image so large; a real one can be read by raising the limit, which is an option of this "
      + "rule.",
    bad: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        fault: repeat layer 1100
        """#)
    ],
    good: [
      RuleInfo.Example(
        #"""
        tag: shop/web:v1
        user: app
        layer: COPY app /app
          0755 1000:1000 app/
          0644 1000:1000 app/server.js "listen(3000)\n"
        """#)
    ],
    options: Limits.Name.allCases.map(option),
    references: [
      "https://github.com/opencontainers/image-spec/blob/main/layer.md",
      "https://cwe.mitre.org/data/definitions/409.html",
    ])

  private static func option(_ limit: Limits.Name) -> RuleInfo.Option {
    RuleInfo.Option(
      limit.rawValue, limit.isSize ? .size : .integer, "The most \(limit.meaning); \(Limits()[limit]) without it.")
  }

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] { image.findings(of: .limitExceeded, Self.info) }
}

extension RuleSettings {
  /// The bounds within which images are read, with what the policy sets of them.
  package var readingLimits: Limits {
    let options = options(of: LimitExceeded.info)
    var limits = Limits()
    for name in Limits.Name.allCases {
      if case .integer(let number)? = options.values[name.rawValue] { limits[name] = number }
    }
    return limits
  }
}
