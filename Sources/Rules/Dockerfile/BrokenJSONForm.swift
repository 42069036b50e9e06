package import Dockerfile
package import Linting

/// Arguments that were meant as a JSON array and are none.
package struct BrokenJSONForm: Rule {
  package static let info = RuleInfo(
    name: "broken-json-form", aliases: ["tally/invalid-json-form"], groups: ["correctness"], severity: .warning,
    fix: .unsafe, fixReveals: [RuleInfo.allRules],
    summary: "The arguments begin like a JSON array but are none, and are taken as plain text.",
    rationale: """
      Single quotes, a comma too many or text behind the bracket are enough: the builder does not complain, and the text
      goes to a shell, brackets and commas included, or is split into paths. The test command `[ … ]` of the shell is not
      reported.
      """,
    help: "Write a JSON array: double quotes, a comma between the strings and none behind the last.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        CMD ‹['node', 'server.js']›
        """,
        fixed: """
          FROM node:20-alpine
          CMD ["node", "server.js"]
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ENTRYPOINT ‹["node", "server.js",]›
        """,
        fixed: """
          FROM node:20-alpine
          ENTRYPOINT ["node", "server.js"]
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        CMD ‹["node" 'server.js', "--quiet", ]›
        """,
        fixed: """
          FROM node:20-alpine
          CMD ["node", "server.js", "--quiet" ]
          """),
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN ‹["npm", "ci",]›
        """,
        fixed: """
          FROM node:20-alpine
          RUN ["npm", "ci"]
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        RUN [ -f package.json ] && npm ci
        CMD ["node", "server.js"]
        """)
    ],
    silences: [ShellFormCommand.info.name],
    references: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenInstructions.compactMap { instruction in
        guard let keyword = instruction.keyword, let range = plainText(of: instruction),
          let array = AttemptedArray(instruction.text.bytes[range], for: keyword)
        else { return nil }
        let finding = Finding(
          Self.info, message(keyword, array.flaw), at: range, of: instruction, stage: stage, in: file)
        return finding.mended(by: fix(range, of: instruction, in: file))
      }
    }
  }

  /// Where the arguments stand that would have been an array, had they been valid. SHELL takes nothing else, and is
  /// refused.
  private func plainText(of instruction: Instruction) -> Range<Int>? {
    switch (instruction.keyword, instruction.arguments) {
    case (.run, .shell(let range)), (.cmd, .shell(let range)), (.entrypoint, .shell(let range)),
      (.healthcheck, .shell(let range)):
      return range
    case (.copy, .words(let words)), (.add, .words(let words)), (.volume, .words(let words)):
      guard let first = words.first, let last = words.last else { return nil }
      return first.range.lowerBound..<last.range.upperBound
    default: return nil
    }
  }

  /// Where only quotes or a comma are wrong, and nothing else in the text can be meant otherwise: `RUN [ …` may have passed for
  /// years as a test of the shell.
  private func fix(_ range: Range<Int>, of instruction: Instruction, in file: BuildModel) -> Fix? {
    let bytes = instruction.text.bytes[range]
    if instruction.keyword == .run, bytes.dropFirst().first.map(\.isBlank) ?? true { return nil }
    guard let replacements = RepairArray.replacements(in: bytes), !replacements.isEmpty else { return nil }
    return Fix(.unsafe, all: replacements.map { file.replacing($0.range, of: instruction, with: $0.text) })
  }

  private func message(_ keyword: Keyword, _ flaw: AttemptedArray.Flaw) -> String {
    let isCommand = keyword != .copy && keyword != .add && keyword != .volume
    return "the JSON array of \(keyword.rawValue) is broken (\(flaw.rawValue)): "
      + (isCommand ? "a shell gets it as it stands" : "its words are taken for paths")
  }
}
