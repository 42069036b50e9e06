package import Images
package import Linting

/// The image ships more bytes that nobody can read than the policy allows.
package struct WastedBytes: Rule {
  package static let info = RuleInfo(
    name: "wasted-bytes",
    aliases: ["dive:highestWastedBytes", "dive:highestUserWastedPercent"],
    groups: ["size", "waste"],
    severity: .warning,
    summary: "The image ships more bytes that nobody can read than the policy allows.",
    rationale:
      "A file that a later layer overwrites or deletes stays in the archive and is pulled with it; only its name is gone. "
      + "Counted are exactly those bytes: what the layers brought and the final file system does not have; what a base image wastes by itself is left out. A little of it "
      + "is normal where a base image's files are updated: a share counts only from 1 MB on.",
    help:
      "Remove files in the instruction that makes them, use cache mounts for package managers, and copy files with their "
      + "final owner and mode (COPY --chown, --chmod).",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: RUN apt-get update && apt-get install -y gcc
          0644 0:0 usr/bin/gcc 6MB
          0644 0:0 usr/bin/python3 4MB
        layer: RUN apt-get purge -y gcc
          delete usr/bin/gcc
        """, policy: "budgets:\n  dead: { percent: 10 }\n")
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: RUN apt-get update && apt-get install -y gcc && make && apt-get purge -y gcc
          0644 0:0 usr/bin/python3 4MB
        """, policy: "budgets:\n  dead: { percent: 10 }\n")
    ],
    references: [
      "https://docs.docker.com/build/building/best-practices/",
      "https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts",
    ])

  private let byteLimit: ByteSize?
  private let percentLimit: Int?
  private let bases: [[String]]

  package init(_ settings: RuleSettings) {
    byteLimit = settings.budgets.deadBytes
    percentLimit = settings.budgets.deadPercent
    bases = settings.bases
  }

  private static let namedLosses = 3

  package func check(_ image: ImageModel) -> [Finding] {
    let (dead, unpacked) = (deadByOwnLayers(image), image.size.unpacked)
    var finding: Finding?
    if let byteLimit, dead > byteLimit.bytes {
      finding = Finding(Self.info, tooMany(dead, byteLimit), aliases: ["dive:highestWastedBytes"])
      finding?.measured = Measurement(dead, .bytes)
      finding?.limit = Measurement(byteLimit.bytes, .bytes)
    } else if let percentLimit, let percent = Share(dead, of: unpacked).percentRoundedUp {
      guard percent > percentLimit else { return [] }
      finding = Finding(Self.info, tooMuch(dead, percent, percentLimit), aliases: ["dive:highestUserWastedPercent"])
      finding?.measured = Measurement(percent, .percent)
      finding?.limit = Measurement(percentLimit, .percent)
    }
    finding?.notes = notes(image)
    return finding.map { [$0] } ?? []
  }

  /// What the base image wastes among its own layers is not the image's fault.
  private func deadByOwnLayers(_ image: ImageModel) -> Int {
    guard let own = image.ownLayers(above: bases), own.lowerBound > 0 else { return image.size.dead }
    let inherited = image.files.lostBytes().filter { $0.laterLayer < own.lowerBound }
    return inherited.reduce(image.size.dead) { $0.addingSaturating(-$1.bytes) }
  }

  private func notes(_ image: ImageModel) -> [Finding.Note] {
    image.lossesByOwnLayers(above: bases) { _ in true }.prefix(Self.namedLosses).flatMap { loss in
      [Finding.Note(lost(loss, in: image), layer: loss.layer), image.taking(loss)]
    }
  }
}

private func tooMany(_ dead: Int, _ limit: ByteSize) -> String {
  let texts = ByteSize.texts(ByteSize(dead), limit)
  return "the image ships \(texts.size) that nobody can read any more, expected at most \(texts.limit)"
}

private func tooMuch(_ dead: Int, _ percent: Int, _ limit: Int) -> String {
  "the image ships \(ByteSize(dead).description) that nobody can read any more, \(percent) % of it, "
    + "expected at most \(limit) %"
}

private func lost(_ loss: LostBytes, in image: ImageModel) -> String {
  "\(subject(of: loss)), \(sizeText(of: loss)) of \(image.layerName(loss.layer)), is "
    + "\(loss.isReplaced ? "overwritten" : "deleted") later"
}
