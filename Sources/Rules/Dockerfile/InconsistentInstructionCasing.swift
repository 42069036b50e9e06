package import Dockerfile
package import Linting

/// A keyword spelt against the majority of the file.
package struct InconsistentInstructionCasing: Rule {
  package static let info = RuleInfo(
    name: "inconsistent-instruction-casing",
    aliases: ["ConsistentInstructionCasing", "lint:uppercase_commands"],
    groups: ["style"], severity: .style,
    summary: "A keyword is spelt in another case than most of the file.",
    rationale: """
      Keywords may be in any case; one spelling in a file reads best. Where as many are in capitals as in lower case, capitals
      are expected.
      """,
    help: "Spell the keyword like the others.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN true
        ‹run› true
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        from alpine:3.20
        run true
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/consistent-instruction-casing/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    // The arguments before the first FROM neither count nor are judged.
    let instructions = file.syntax.instructions.dropFirst(file.prologue.count)
    let lower = instructions.filter { $0.spelling.text == $0.spelling.text.lowercased() }.count
    let upper = instructions.filter { $0.spelling.text == $0.spelling.text.uppercased() }.count
    let isLower = lower > upper
    return instructions.compactMap { instruction in
      let spelling = instruction.spelling.text
      let expected = isLower ? spelling.lowercased() : spelling.uppercased()
      guard instruction.keyword != nil, spelling != expected else { return nil }
      return Finding(
        Self.info, message(spelling, expected), at: instruction.spelling.range, of: instruction, stage: nil, in: file)
    }
  }

  private func message(_ spelling: String, _ expected: String) -> String {
    "“\(spelling)” is spelt unlike most of the file: expected \(expected)"
  }
}
