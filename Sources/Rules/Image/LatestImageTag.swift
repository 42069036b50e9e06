package import Images
package import Linting

/// The image is tagged latest, or not at all where the policy demands a tag.
package struct LatestImageTag: Rule {
  package static let info = RuleInfo(
    name: "latest-image-tag", aliases: ["DKL-DI-0006", "DS-0001", "CIS-4.2"], groups: ["config", "pinning"],
    severity: .info,
    summary: "The image is tagged latest, or not at all where the policy demands a tag.",
    rationale: """
      The tag latest says nothing of the version, and moves with each push: nobody can tell what runs, or go back to \
      what ran before.
      """,
    help: "Tag the image with its version or its commit.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:latest
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:1.4.2
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
      RuleInfo.Example(
        """
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """),
    ],
    options: [required],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  private static let required = RuleInfo.Option(
    "required", .flag, "Whether an image without any tag is reported, too; without it, no.")
  private let demandsTag: Bool

  package init(_ settings: RuleSettings) { demandsTag = settings.options(of: Self.info).flag(Self.required) }

  package func check(_ image: ImageModel) -> [Finding] {
    if image.tags.isEmpty {
      return demandsTag && image.config != nil ? [image.finding(Self.info, untagged, aliases: ["CIS-4.2"])] : []
    }
    return image.tags.filter { tag(of: $0) == "latest" }.map { image.finding(Self.info, latest($0)) }
  }

  /// The tag of a reference. Some archives give the tag alone.
  private func tag(of name: String) -> String {
    (try? ImageReference.parse(name))?.tag ?? name
  }
}

private let untagged = "the image has no tag, expected one that tells its version"

private func latest(_ name: String) -> String {
  "the image is tagged “\(name)”, expected a tag that tells its version"
}
