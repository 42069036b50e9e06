package import Dockerfile
package import Linting

/// A keyword spelt against the majority of the file.
package struct InconsistentInstructionCasing: Rule {
  private static let upper = RuleInfo.Option(
    "upper", .flag, "Whether capitals are expected whatever most of the file has; without it the majority decides.")

  package static let info = RuleInfo(
    name: "inconsistent-instruction-casing",
    aliases: ["ConsistentInstructionCasing", "lint:uppercase_commands"],
    groups: ["style"], severity: .style, fix: .safe,
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
        """,
        fixed: """
          FROM alpine:3.20
          RUN true
          RUN true
          """),
      RuleInfo.Example(
        "‹from› alpine:3.20", fixed: "FROM alpine:3.20",
        policy: "rules: { inconsistent-instruction-casing: { upper: true } }"),
    ],
    good: [
      RuleInfo.Example(
        """
        from alpine:3.20
        run true
        """,
        fixed: """
          FROM alpine:3.20
          """)
    ],
    options: [upper],
    references: ["https://docs.docker.com/reference/build-checks/consistent-instruction-casing/"])

  private let expectsCapitals: Bool

  package init(_ settings: RuleSettings) { expectsCapitals = settings.options(of: Self.info).flag(Self.upper) }

  package func check(_ file: BuildModel) -> [Finding] {
    // The arguments before the first FROM neither count nor are judged.
    let instructions = file.syntax.instructions.dropFirst(file.prologue.count)
    let lower = instructions.filter { $0.spelling.text == $0.spelling.text.lowercased() }.count
    let upper = instructions.filter { $0.spelling.text == $0.spelling.text.uppercased() }.count
    let isLower = lower > upper && !expectsCapitals
    return instructions.compactMap { instruction in
      let spelling = instruction.spelling.text
      let expected = isLower ? spelling.lowercased() : spelling.uppercased()
      guard instruction.keyword != nil, spelling != expected else { return nil }
      // BuildKit knows the majority alone.
      let isMinority = spelling != (lower > upper ? spelling.lowercased() : spelling.uppercased())
      let aliases = Self.info.aliases.filter { $0 != "ConsistentInstructionCasing" || isMinority }
      let finding = Finding(
        Self.info, message(spelling, expected), at: instruction.spelling.range, of: instruction, stage: nil, in: file,
        aliases: aliases)
      let edit = file.replacing(instruction.spelling.range, of: instruction, with: expected)
      let words = instruction.keyword == .from ? instruction.arguments.words : []
      // AS goes with its FROM.
      let isNamed = words.count == 3 && words[1].text.lowercased() == "as"
      let name = isNamed && words[1].text != (isLower ? "as" : "AS") ? words[1] : nil
      let other = name.map { [file.replacing($0, of: instruction, with: isLower ? "as" : "AS")] } ?? []
      return finding.mended(by: Fix(.safe, all: [edit] + other))
    }
  }

  private func message(_ spelling: String, _ expected: String) -> String {
    expectsCapitals
      ? "“\(spelling)” is not in capitals: expected \(expected)"
      : "“\(spelling)” is spelt unlike most of the file: expected \(expected)"
  }
}
