package import Dockerfile
package import Linting

/// ENV or LABEL in the form `key value`.
package struct LegacyKeyValueForm: Rule {
  package static let info = RuleInfo(
    name: "legacy-key-value-form",
    aliases: ["LegacyKeyValueFormat", "lint:label_invalid"],
    groups: ["style", "correctness"], severity: .info, fix: .safe,
    summary: "ENV or LABEL is written as key value instead of key=value.",
    rationale: """
      The old form takes one key and the whole rest of the line as its value, so that a second key=value becomes a part of it.
      """,
    help: "Write key=value, and put a value with blanks into double quotes.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ENV ‹NODE_ENV production›
        """,
        fixed: """
          FROM alpine:3.20
          ENV NODE_ENV=production
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        ENV NODE_ENV=production
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/legacy-key-value-format/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.instructions.compactMap { instruction in
        guard let pair = instruction.legacyPair else { return nil }
        let aliases = Self.info.aliases.filter { $0 != "lint:label_invalid" || instruction.keyword == .label }
        let finding = Finding(
          Self.info, message(instruction, pair), at: pair.range, of: instruction, stage: stage, in: file,
          aliases: aliases)
        return finding.mended(by: fix(pair, of: instruction, in: file))
      }
    }
  }

  /// A value of one word is what it was; one of several words, without quotes or escapes, gets quotes.
  private func fix(_ pair: Pair, of instruction: Instruction, in file: BuildModel) -> Fix? {
    // A quote in the name is open there: the builder refuses it, whatever stands between.
    guard let value = pair.value, !pair.name.text.utf8.contains(where: { "\"'".utf8.contains($0) }),
      let gap = file.written(pair.name.range.upperBound..<value.range.lowerBound, in: instruction)
    else { return nil }
    let escape = file.syntax.directives.escape
    if instruction.text.quoteAwareWords(in: value.range, escape: escape) == [value.range] {
      return Fix(.safe, edits: [file.replacing(gap, with: "=")])
    }
    guard value.text.utf8.allSatisfy({ $0 != escape && !"\"'\\".utf8.contains($0) }) else { return nil }
    let end = instruction.text.sourceRange(of: value.range).upperBound
    return Fix(.safe, edits: [file.replacing(gap, with: "=\""), file.inserting("\"", at: end)])
  }

  private func message(_ instruction: Instruction, _ pair: Pair) -> String {
    "\(instruction.name) \(pair.name.text) is in the old form without “=”"
  }
}
