import Dockerfile
import ImgPolicyKit
import Linting
import Testing

/// Which findings each tool's comments cover, under the policy `default`.
@Suite struct SuppressionTests {
  /// The rules whose findings the cases are about.
  private static let rules = [
    "latest-base-image", "unpinned-base-image", "root-user", "relative-workdir", "shell-form-command",
    "deprecated-maintainer", "overridden-instruction", "build-tools-in-final-stage", "void-suppression",
    "unused-suppression",
  ]

  private func lines(_ text: String, policy: String? = nil, select: [String] = []) throws -> [String] {
    try JudgedText(Array(text.utf8), policy: policy, select: select).findings
      .filter { Self.rules.contains($0.finding.rule) }
      .map { "\($0.finding.place?.line ?? 0) \($0.suppressed == nil ? "" : "-")\($0.finding.rule)" }
  }

  @Test(arguments: SuppressionCase.all)
  func covers(_ example: SuppressionCase) throws {
    let found = try lines(example.text)
    #expect(found == example.expected)
    // In a heredoc, the shell gets the carriage return, too.
    guard !example.text.contains("<<") else { return }
    let windows = example.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let foundThere = try lines(windows)
    #expect(foundThere == example.expected, "with CRLF line ends")
  }

  @Test("What the command line leaves out makes no comment unused")
  func narrowed() throws {
    let text = "# imgpolicy ignore-file=DL3002,security,all,root-user\n# hadolint ignore=DL3006\nFROM a:1\n"
    #expect(try lines(text) == ["1 unused-suppression", "2 unused-suppression"])
    #expect(try lines(text, select: ["latest-base-image,suppression"]) == [])
    #expect(try lines(text, select: ["root-user,suppression"]) == ["1 unused-suppression"])
  }

  @Test("hadolint speaks of a repeated instruction at the later one, and its comment stands there")
  func foreignPlaces() throws {
    let text = "FROM a:1\nCMD a\nCMD b\n"
    let rule = ["overridden-instruction"]
    #expect(try lines(text, select: rule) == ["2 overridden-instruction"])
    #expect(try lines(text, select: ["DL4003"]) == ["3 overridden-instruction"])
    let policy = "rules: {overridden-instruction: off, DL4003: error}"
    #expect(try lines(text, policy: policy).filter { $0.contains("overridden") } == ["3 overridden-instruction"])
    let commented = "FROM a:1\nCMD a\n# hadolint ignore=DL4003\nCMD b\n"
    #expect(try lines(commented, select: rule) == ["2 -overridden-instruction"])
    #expect(try lines(commented, select: ["DL4003"]) == ["4 -overridden-instruction"])
  }

  // MARK: Policies

  private static let everyTool = """
    # check=skip=MaintainerDeprecated
    # imgpolicy ignore=latest-base-image
    FROM a:latest
    # hadolint ignore=DL3000
    WORKDIR a
    # checkov:skip=CKV_DOCKER_8
    USER root
    # trivy:ignore:DS-0022
    MAINTAINER me
    # nosemgrep
    CMD a
    # kics-scan ignore-line
    ENTRYPOINT b
    # checkov:skip=CKV_K8S_1

    """

  private static let everyReason = everyTool.split(separator: "\n").map { line in
    switch true {
    case line.hasPrefix("# imgpolicy"): "\(line) reason: why"
    case line.hasPrefix("# hadolint"): "\(line) # why"
    case line.hasPrefix("# checkov"): "\(line):why"
    case line.hasPrefix("# nosem"): "# imgpolicy ignore=DL3025 reason: why"
    case line.hasPrefix("#"): "\(line) why"
    default: String(line)
    }
  }.joined(separator: "\n")

  @Test("Forbidden comments have no effect, and each is a finding")
  func forbidden() throws {
    let judged = try JudgedText(
      Array(Self.everyTool.utf8), policy: "suppressions: { inline: forbidden, reason: required }"
    ).findings
    #expect(judged.allSatisfy { $0.suppressed == nil })
    let said = judged.filter { $0.finding.rule == "inline-suppression" }
    #expect(said.compactMap(\.finding.place?.line) == [1, 2, 4, 6, 8, 10, 12])
    #expect(said.map(\.finding.aliases) == [[], [], ["DL1001"], [], [], [], []])
    #expect(said.allSatisfy { $0.finding.message.hasSuffix("the policy forbids it, so it has no effect") })
    #expect(!judged.contains { ["void-suppression", "unused-suppression"].contains($0.finding.rule) })
  }

  @Test("A comment without the demanded reason is void, one with it counts and tells it")
  func reasons() throws {
    let policy = "suppressions: { reason: required }"
    let without = try JudgedText(Array(Self.everyTool.utf8), policy: policy).findings
    #expect(without.allSatisfy { $0.suppressed == nil })
    let void = without.filter { $0.finding.rule == "void-suppression" }
    #expect(void.compactMap(\.finding.place?.line) == [1, 2, 4, 6, 8, 10, 12])
    #expect(void.allSatisfy { $0.finding.message.contains("demands a reason") })

    let with = try JudgedText(Array(Self.everyReason.utf8), policy: policy).findings
    #expect(with.filter { $0.finding.rule == "void-suppression" }.map(\.finding.message) == [])
    let suppressed = with.filter { $0.suppressed != nil }
    #expect(
      Set(suppressed.compactMap(\.finding.place?.line)) == [3, 5, 7, 9, 11, 13], "\(suppressed.map(\.finding.rule))")
    #expect(Set(suppressed.map { $0.suppressed?.reason }) == ["why"])
    #expect(suppressed.allSatisfy { $0.suppressed?.by == .comment })
  }

  @Test("The shell pragmas of hadolint, and no others, are handed on")
  func shellHints() {
    let text = """
      # hadolint shell=/bin/bash # the base has it
      FROM a
      #hadolint\tshell = bash#why
      RUN true && \\
      # hadolint shell=/bin/ash
        true
      # hadolint shell=/bin/bash -c
      # hadolint: shell=/bin/bash
      # hadolint shell=
      """
    let hints = DockerfileComments(parseDockerfile(SourceText(path: "Dockerfile", text: text))).shellHints
    #expect(hints.map { "\($0.line) \($0.program)" } == ["1 /bin/bash", "3 bash"])
  }

  @Test("Any text with comments is judged without a fault, and what is said of comments lies in the file")
  func robust() throws {
    let texts = SuppressionCase.all
    for text in texts.map({ Array($0.text.utf8) }) {
      for end in stride(from: 1, to: text.count, by: 11) {
        let judged = try JudgedText(Array(text[..<end])).findings
        let lineCount = text[..<end].count { $0 == UInt8(ascii: "\n") } + 1
        #expect(judged.allSatisfy { ($0.finding.place?.endLine ?? 1) <= lineCount })
      }
    }
  }
}
