import ImgPolicyKit
import Linting
import Testing

/// A Dockerfile with comments, and what is left of its findings.
struct SuppressionCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  /// `line rule` for a finding that counts, `line -rule` for one that a comment suppresses.
  var expected: [String]

  init(_ description: String, _ lines: [String], _ expected: [String]) {
    testDescription = description
    text = lines.map { $0 + "\n" }.joined()
    self.expected = expected
  }
}

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

  @Test(arguments: [imgpolicy, insideInstructions, hadolint, buildkit, scanners, unused].flatMap { $0 })
  func covers(_ example: SuppressionCase) throws {
    let found = try lines(example.text)
    #expect(found == example.expected)
    // In a heredoc, the shell gets the carriage return, too.
    guard !example.text.contains("<<") else { return }
    let windows = example.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let foundThere = try lines(windows)
    #expect(foundThere == example.expected, "with CRLF line ends")
  }

  // MARK: Own comments

  static let imgpolicy = [
    SuppressionCase(
      "the next instruction, not the one behind it",
      ["# imgpolicy ignore=relative-workdir", "FROM a:latest", "WORKDIR a"],
      ["1 unused-suppression", "2 latest-base-image", "3 relative-workdir"]),
    SuppressionCase(
      "by name, alias and group, in any case",
      [
        "# imgpolicy ignore=latest-base-image", "FROM a:latest", "# imgpolicy ignore=dl3000", "WORKDIR a",
        "#imgpolicy ignore=Security reason: x", "USER root",
      ], ["2 -latest-base-image", "4 -relative-workdir", "6 -root-user"]),
    SuppressionCase(
      "across blank lines and comments, stacked",
      [
        "# imgpolicy ignore=latest-base-image", "", "# words", "#", "# imgpolicy ignore=missing-user", "",
        "FROM a:latest",
      ], ["7 -latest-base-image"]),
    SuppressionCase(
      "several names, blanks around commas, all",
      [
        "# imgpolicy ignore = DL3007 ,missing-healthcheck,\tpinning", "FROM a:latest", "#imgpolicy ignore=all",
        "USER root",
      ],
      ["2 -latest-base-image", "4 -root-user"]),
    SuppressionCase(
      "a stage, from above its FROM",
      [
        "FROM a:latest", "WORKDIR a", "", "# imgpolicy ignore-stage=DL3007,relative-workdir", "", "FROM b:latest",
        "WORKDIR b", "WORKDIR c", "FROM c:latest",
      ],
      [
        "1 latest-base-image", "2 relative-workdir", "6 -latest-base-image", "7 -relative-workdir",
        "9 latest-base-image",
      ]),
    SuppressionCase(
      "a stage, from inside of it",
      ["FROM a:latest", "# imgpolicy ignore-stage=DL3007", "WORKDIR /a", "FROM b:latest"],
      ["1 -latest-base-image", "4 latest-base-image"]),
    SuppressionCase(
      "the file, from anywhere",
      ["FROM a:latest", "FROM b:latest", "# imgpolicy ignore-file=latest-base-image reason: x"],
      ["1 -latest-base-image", "2 -latest-base-image"]),
    SuppressionCase(
      "ONBUILD triggers are part of their line",
      ["FROM a:1", "# imgpolicy ignore=DL3000", "ONBUILD WORKDIR a"], ["2 unused-suppression"]),
    SuppressionCase(
      "a name that does not exist spoils no other",
      ["# imgpolicy ignore=latest-image,DL3007,DL99", "FROM a:latest"],
      ["1 void-suppression", "1 void-suppression", "2 -latest-base-image"]),
    SuppressionCase(
      "malformed ones",
      [
        "# imgpolicy ignore latest-base-image", "# imgpolicy: ignore=latest-base-image", "# imgpolicy ignore=",
        "# imgpolicy ignore=a,,b", "# imgpolicy ignored=latest-base-image", "# imgpolicy-ignore=latest-base-image",
        "# imgpolicy ignore=latest-base-image because", "# imgpolicy ignore=latest-base-image DL3006", "FROM a:latest",
      ], (1...8).map { "\($0) void-suppression" } + ["9 latest-base-image"]),
    SuppressionCase(
      "prose",
      ["# imgpolicy runs in CI", "# imgpolicy.yaml: see there", "# imgpolicy", "# imgpolicy-bench", "FROM a:1"], []),
    SuppressionCase(
      "a stage that is none, an instruction that does not follow",
      [
        "# imgpolicy ignore-stage=DL3007", "ARG A=1", "FROM a:latest", "# imgpolicy ignore=DL3007",
      ], ["1 void-suppression", "3 latest-base-image", "4 void-suppression"]),
    SuppressionCase(
      "behind an instruction, where `#` is no comment",
      ["FROM a:1", "WORKDIR a # imgpolicy ignore=DL3000", "ENV A=\"# imgpolicy ignore=DL3000\""],
      ["2 relative-workdir", "2 void-suppression"]),
    SuppressionCase(
      "rules about comments only a policy switches off",
      ["# imgpolicy ignore=unused-suppression,suppression,DL1001", "FROM a:1"],
      ["1 void-suppression", "1 void-suppression", "1 void-suppression"]),
    SuppressionCase(
      "a byte order mark", ["\u{FEFF}# imgpolicy ignore=DL3007", "FROM a:latest"], ["2 -latest-base-image"]),
  ]

  // MARK: Inside of a RUN

  private static func run(_ lines: String...) -> [String] { ["FROM a:1 AS b", "FROM a:1"] + lines }

  private static let tools = "build-tools-in-final-stage"

  static let insideInstructions = [
    SuppressionCase(
      "the command below, whole, and no other",
      run(
        "RUN apk add gcc && \\", "  # imgpolicy ignore=\(tools)", "  apk add \\", "  make \\", "  g++ && \\",
        "  apk add gdb"),
      ["3 \(tools)", "6 -\(tools)", "7 -\(tools)", "8 \(tools)"]),
    SuppressionCase(
      "up to a line that begins with &&",
      run(
        "RUN true \\", "  # imgpolicy ignore=\(tools)", "  # and why", "", "  && apk add \\", "  make \\",
        "  ; apk add gdb"),
      ["8 -\(tools)", "9 \(tools)"]),
    SuppressionCase(
      "two comments with one command",
      run(
        "RUN \\", "# imgpolicy ignore=root-user", "# imgpolicy ignore=\(tools)", "apk add \\",
        "# imgpolicy ignore=DL3002", "gcc"),
      ["4 unused-suppression", "7 unused-suppression", "8 -\(tools)"]),
    SuppressionCase(
      "stage and file",
      run("RUN \\", "# imgpolicy ignore-stage=\(tools)", "apk add gcc", "RUN apk add gcc"),
      ["5 -\(tools)", "6 -\(tools)"]),
    SuppressionCase(
      "nothing below",
      run("RUN apk add gcc \\", "# imgpolicy ignore=\(tools)"), ["3 \(tools)", "4 void-suppression"]),
    SuppressionCase(
      "in another instruction, the next line",
      ["FROM a:1", "LABEL a=b \\", "# imgpolicy ignore=DL3000", "c=d \\", "e=f"], ["3 unused-suppression"]),
    SuppressionCase(
      "at the end of a RUN", run("RUN apk add gcc # imgpolicy ignore=\(tools) reason: x"), ["3 -\(tools)"]),
    SuppressionCase(
      "at the end of a continued line, where it swallows the rest",
      run("RUN apk add gcc # imgpolicy ignore=\(tools) \\", "make"), ["3 \(tools)", "3 void-suppression"]),
    SuppressionCase(
      "in quotes", run("RUN apk add gcc && echo \" # imgpolicy ignore=\(tools)\""), ["3 \(tools)"]),
    SuppressionCase(
      "at the end of a line of a heredoc",
      run("RUN <<EOF", "apk add gcc # imgpolicy ignore=\(tools)", "apk add make", "EOF"), ["4 -\(tools)", "5 \(tools)"]),
    SuppressionCase(
      "on a line of its own in a heredoc",
      run("RUN <<EOF", "  # imgpolicy ignore=\(tools)", "apk add \\", "  gcc", "apk add make", "EOF"),
      ["6 -\(tools)", "7 \(tools)"]),
    SuppressionCase(
      "above a RUN with a heredoc",
      run("# imgpolicy ignore=\(tools)", "RUN <<EOF", "apk add gcc", "apk add make", "EOF"),
      ["5 -\(tools)", "6 -\(tools)"]),
    SuppressionCase(
      "a file that COPY writes",
      run("COPY <<EOF /Dockerfile", "# imgpolicy ignore=nonsense", "# hadolint ignore nonsense", "EOF"), []),
  ]

  // MARK: hadolint

  static let hadolint = [
    SuppressionCase(
      "the next line, blanks where hadolint takes them",
      [
        "#hadolint\tignore = DL3007 , DL3006# why", "FROM a:latest", "  # hadolint ignore=DL3000 ## why", "WORKDIR a",
      ], ["1 unused-suppression", "2 -latest-base-image", "4 -relative-workdir"]),
    SuppressionCase(
      "no stacking, no blank line",
      [
        "# hadolint ignore=DL3007", "# hadolint ignore=DL3006", "FROM a:latest", "# hadolint ignore=DL3000", "",
        "WORKDIR a",
      ],
      ["1 void-suppression", "2 unused-suppression", "3 latest-base-image", "4 void-suppression", "6 relative-workdir"]),
    SuppressionCase(
      "what hadolint does not read",
      [
        "## hadolint ignore=DL3007", "FROM a:latest", "# Hadolint ignore=DL3007", "FROM a:latest",
        "# hadolint: ignore=DL3007",
        "FROM a:latest", "# hadolint ignore=DL3007 DL3006", "FROM a:latest", "# hadolint ignore=dl3007",
        "FROM a:latest",
        "# hadolint ignore=DL3007,", "FROM a:latest", "# hadolint ignore=all", "FROM a:latest",
        "# hadolint global shell=/bin/bash", "FROM a:latest", "# hadolint shell=/bin/bash -c", "FROM a:latest",
      ], (1...9).flatMap { ["\($0 * 2 - 1) void-suppression", "\($0 * 2) latest-base-image"] }),
    SuppressionCase(
      "prose", ["# hadolint is run in CI", "# hadolinted ignore=DL3007", "# hadolint", "FROM a:1"], []),
    SuppressionCase(
      "inside of an instruction, and behind one",
      run("RUN true && \\", "# hadolint ignore=DL3002", "true # hadolint ignore=DL3002"),
      ["4 void-suppression", "5 void-suppression"]),
    SuppressionCase(
      "the whole file", ["FROM a:latest", "FROM b:latest", "# hadolint global ignore=DL3007"],
      ["1 -latest-base-image", "2 -latest-base-image"]),
    SuppressionCase(
      "a stage from the line above FROM, FROM included",
      ["# hadolint stage ignore=DL3007,DL3000", "FROM a:latest", "WORKDIR a", "FROM b:latest", "WORKDIR b"],
      ["2 -latest-base-image", "3 -relative-workdir", "4 latest-base-image", "5 relative-workdir"]),
    SuppressionCase(
      "a stage from inside: below the next line",
      ["FROM a:1", "# hadolint stage ignore=DL3025", "CMD a", "ENTRYPOINT b", "FROM b:1", "CMD c"],
      ["3 shell-form-command", "4 -shell-form-command", "6 shell-form-command"]),
    SuppressionCase(
      "a stage from too far above",
      ["# hadolint stage ignore=DL3007", "", "FROM a:latest"], ["1 void-suppression", "3 latest-base-image"]),
    SuppressionCase(
      "an unknown code beside a known one",
      ["# hadolint ignore=DL3007,DL9999,SC2086", "FROM a:latest"], ["1 void-suppression", "2 -latest-base-image"]),
    SuppressionCase(
      "names of rules are no codes", ["# hadolint ignore=DL", "FROM a:latest"],
      ["1 void-suppression", "2 latest-base-image"]),
    SuppressionCase(
      "the later of two CMD, as hadolint reports it",
      ["FROM a:1", "CMD [\"a\"]", "# hadolint ignore=DL4003", "CMD [\"b\"]", "CMD [\"c\"]"],
      ["2 -overridden-instruction", "4 overridden-instruction"]),
  ]

  // MARK: BuildKit

  static let buildkit = [
    SuppressionCase(
      "the file, only BuildKit's own checks",
      ["# check=skip=MaintainerDeprecated,WorkdirRelativePath", "FROM a:latest", "MAINTAINER me", "WORKDIR a"],
      ["2 latest-base-image", "3 -deprecated-maintainer", "4 -relative-workdir"]),
    SuppressionCase(
      "everything that can be skipped",
      ["# check=skip=all", "FROM a:latest", "MAINTAINER me", "CMD a", "CMD [\"b\"]"],
      ["2 latest-base-image", "3 -deprecated-maintainer", "4 -overridden-instruction", "4 -shell-form-command"]),
    SuppressionCase(
      "one instruction",
      ["FROM a:1", "", "# check=skip=WorkdirRelativePath", "WORKDIR a", "MAINTAINER me"],
      ["4 -relative-workdir", "5 deprecated-maintainer"]),
    SuppressionCase(
      "the later of two CMD",
      [
        "FROM a:1", "CMD [\"a\"]", "# check=skip=MultipleInstructionsDisallowed", "CMD [\"b\"]", "# check=skip=all",
        "CMD [\"c\"]",
      ],
      ["2 -overridden-instruction", "4 -overridden-instruction"]),
    SuppressionCase(
      "not above the earlier of two CMD",
      ["FROM a:1", "# check=skip=all", "CMD [\"a\"]", "CMD [\"b\"]"], ["3 overridden-instruction"]),
    SuppressionCase(
      "names as BuildKit writes them, others passed over",
      ["FROM a:1", "# check=skip=workdirrelativepath,DL3000,Nonsense", "WORKDIR a", "# check that it works", "USER 1"],
      ["3 relative-workdir"]),
  ]

  // MARK: Scanners

  static let scanners = [
    SuppressionCase(
      "checkov: the file, by one check a comment",
      [
        "FROM a:latest", "# checkov:skip=CKV_DOCKER_7:why", "#bridgecrew:skip= CKV_DOCKER_8", "USER root",
        "# checkov:skip=CKV_K8S_8", "# checkov:skip=DL3000", "WORKDIR a",
      ], ["1 -latest-base-image", "4 -root-user", "7 relative-workdir"]),
    SuppressionCase(
      "trivy: the next line, and no line further",
      [
        "# trivy:ignore:AVD-DS-0001", "FROM a:latest", "# trivy:ignore:DS001", "", "FROM b:latest", "#trivy:ignore:*",
        "FROM c:latest", "# trivy:ignore:DS-9999", "USER 1",
      ], ["2 -latest-base-image", "5 latest-base-image", "7 -latest-base-image"]),
    SuppressionCase(
      "trivy: stacked, and several in one",
      [
        "# trivy:ignore:DS-0001", "# trivy:ignore:DS-0026 trivy:ignore:DS-0002", "FROM a:latest",
        "# trivy:ignore:DS-0022:exp:2020-01-01", "MAINTAINER me",
      ], ["3 -latest-base-image", "4 void-suppression", "5 deprecated-maintainer"]),
    SuppressionCase(
      "KICS: all of the next instruction, or of the rest of the stage",
      [
        "FROM a:latest", "# kics-scan ignore-line", "", "WORKDIR a", "WORKDIR b", "# kics-scan ignore-block why",
        "MAINTAINER me", "CMD a", "FROM b:latest", "# kics-scan disable=1a2b", "# kics-scan ignore", "CMD a",
      ],
      [
        "1 latest-base-image", "4 -relative-workdir", "7 -deprecated-maintainer", "8 -shell-form-command",
        "9 latest-base-image",
        "12 shell-form-command",
      ]),
    SuppressionCase(
      "semgrep: what begins on the next line, by the last part of a name",
      [
        "FROM a:1", "# nosemgrep: dockerfile.best-practice.prefer-json-notation.prefer-json-notation, other", "CMD a",
        "# NOSEM", "ENTRYPOINT b", "#nosemgrep", "ENTRYPOINT c", "# nosemgrep=other", "CMD d",
      ],
      [
        "3 overridden-instruction", "3 -shell-form-command", "5 -overridden-instruction", "5 -shell-form-command",
        "7 shell-form-command", "9 shell-form-command",
      ]),
  ]

  // MARK: Unused

  static let unused = [
    SuppressionCase(
      "all of a comment, or one name in it",
      ["# imgpolicy ignore=DL3007,unpinned-base-image", "FROM a:latest", "# hadolint ignore=DL3002", "USER 1"],
      ["1 unused-suppression", "2 -latest-base-image", "3 unused-suppression"]),
    SuppressionCase(
      "rules that the policy does not have",
      ["# imgpolicy ignore=uppercase-stage-name,StageNameCasing,SC2086", "FROM a:1"], []),
    SuppressionCase(
      "tools that mean more than rules here know",
      ["FROM a:1", "# nosemgrep", "USER 1", "# kics-scan ignore-line", "USER 2", "#trivy:ignore:*", "USER 3"], []),
    SuppressionCase(
      "the same twice, by one tool and by two",
      [
        "# imgpolicy ignore-file=DL3007", "# imgpolicy ignore-file=DL3007", "# hadolint global ignore=DL3007",
        "FROM a:latest",
      ],
      ["2 unused-suppression", "4 -latest-base-image"]),
    SuppressionCase("a check that needs a context", ["# check=skip=CopyIgnoredFile", "FROM a:1"], []),
    SuppressionCase(
      "everything, of an instruction without fault", ["FROM a:1", "# imgpolicy ignore=all", "WORKDIR /"],
      ["2 unused-suppression"]),
  ]

  @Test("What the command line leaves out makes no comment unused")
  func narrowed() throws {
    let text = "# imgpolicy ignore-file=DL3002,security,all,root-user\n# hadolint ignore=DL3006\nFROM a:1\n"
    #expect(try lines(text) == ["1 unused-suppression", "2 unused-suppression"])
    #expect(try lines(text, select: ["latest-base-image,suppression"]) == [])
    #expect(try lines(text, select: ["root-user,suppression"]) == ["1 unused-suppression"])
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

  @Test("Any text with comments is judged without a fault, and what is said of comments lies in the file")
  func robust() throws {
    let texts = [Self.imgpolicy, Self.insideInstructions, Self.hadolint, Self.buildkit, Self.scanners].flatMap { $0 }
    for text in texts.map({ Array($0.text.utf8) }) {
      for end in stride(from: 1, to: text.count, by: 11) {
        let judged = try JudgedText(Array(text[..<end])).findings
        let lineCount = text[..<end].count { $0 == UInt8(ascii: "\n") } + 1
        #expect(judged.allSatisfy { ($0.finding.place?.endLine ?? 1) <= lineCount })
      }
    }
  }
}
