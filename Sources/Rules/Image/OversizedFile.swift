package import Images
package import Linting

/// A file of the image is not under the size that the policy allows for one file.
package struct OversizedFile: Rule {
  package static let info = RuleInfo(
    name: "oversized-file", groups: ["size", "files"], severity: .warning,
    summary: "A file of the image is not under the size that the policy allows for one file.",
    rationale: """
      One large file is mostly data, a model, an archive or a core dump that came along. It is pulled by every node, \
      and again after each change of its layer. Silent without `budgets: file:` in the policy.
      """,
    help: "Leave the file out, load it when the container starts, or raise the budget where it is the product.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY . /app
          app/dump.sql 2MB
          app/server.js 10kB
        """, policy: "budgets: { file: 1MB }")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        layer: COPY . /app
          app/server.js 10kB
        """, policy: "budgets: { file: 1MB }")
    ],
    references: ["https://docs.docker.com/build/building/best-practices/"])

  private let limit: ByteSize?

  package init(_ settings: RuleSettings) { limit = settings.budgets.file }

  /// So many are named; what one image has more of is one and the same fault.
  private static let mostFindings = 20

  package func check(_ image: ImageModel) -> [Finding] {
    guard let limit else { return [] }
    return image.files.largestFiles(Self.mostFindings).filter { $0.bytes >= limit.bytes }.map { file in
      image.finding(
        Self.info, tooLarge(file, limit), layer: file.layer, file: file.path, measured: file.bytes, limit: limit.bytes)
    }
  }
}

private func tooLarge(_ file: SizedPath, _ limit: ByteSize) -> String {
  let texts = ByteSize.texts(ByteSize(file.bytes), limit)
  return "\(file.path) has \(texts.size), expected less than \(texts.limit)"
}
