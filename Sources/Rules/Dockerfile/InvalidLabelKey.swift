package import Dockerfile
package import Linting

/// A label's key against Docker's guideline.
package struct InvalidLabelKey: Rule {
  package static let info = RuleInfo(
    name: "invalid-label-key",
    aliases: ["DL3048", "tally/labels/valid-key"],
    groups: ["labels", "style"], severity: .style,
    summary: "The key of a label is not what Docker's guideline asks for.",
    rationale: """
      Keys begin with a lower-case letter, end with one or a digit, and hold lower-case letters, digits, single dots and
      hyphens, underscores and slashes; com.docker, io.docker and org.dockerproject are Docker's own. Any other key works,
      too, but tools that filter by labels may not take it.
      """,
    help: "Spell the key in lower case with dots, such as org.example.build-date.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        LABEL ‹Maintainer›=team ‹com.docker.team›=shop
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        LABEL org.opencontainers.image.source=https://example.org/shop build_date=today
        """)
    ],
    deviations: [
      RuleInfo.Deviation("DL3048", "hadolint reports a LABEL once; here each key has its own finding.")
    ],
    references: ["https://docs.docker.com/engine/manage-resources/labels/"])

  private static let reservedPrefixes = ["com.docker.", "io.docker.", "org.dockerproject."]

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.writtenLabels.compactMap { stage, label in
      let ownFault: String? = if case .known(let key) = label.expandedName { fault(of: key) } else { nil }
      // A variable in a key is a fault for who does not expand it.
      let plainFault = fault(of: label.plainName)
      guard let text = ownFault ?? plainFault else { return nil }
      var finding = Finding(
        Self.info, message(label.shownName, text), at: label.name.range, of: label.instruction, stage: stage,
        in: file, aliases: plainFault == nil ? [] : nil)
      finding.isOwn = ownFault != nil
      return finding
    }
  }

  /// What is wrong with a key; nil when nothing is.
  private func fault(of key: String) -> String? {
    let bytes = Array(key.utf8)
    guard let first = bytes.first, let last = bytes.last else { return "it is empty" }
    if first.isCapital || !first.isLatinLetter { return "it begins with no lower-case letter" }
    if !bytes.allSatisfy({ ($0.isLatinLetter && !$0.isCapital) || $0.isDecimalDigit || ".-_/".utf8.contains($0) }) {
      return "it holds something else than lower-case letters, digits, dots, hyphens, underscores and slashes"
    }
    if !last.isLatinLetter, !last.isDecimalDigit { return "it ends with neither a letter nor a digit" }
    if let pair = zip(bytes, bytes.dropFirst()).first(where: { $0 == $1 && ".-".utf8.contains($0) }) {
      return pair.0 == UInt8(ascii: ".") ? "it has two dots in a row" : "it has two hyphens in a row"
    }
    return Self.reservedPrefixes.first { key.hasPrefix($0) }.map { "\($0)* is Docker's own" }
  }

  private func message(_ key: String, _ fault: String) -> String { "the key \(key) of a label is unusual: \(fault)" }
}
