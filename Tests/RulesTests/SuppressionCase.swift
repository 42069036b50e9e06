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

extension SuppressionCase {
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

  static func run(_ lines: String...) -> [String] { ["FROM a:1 AS b", "FROM a:1"] + lines }

  static let tools = "build-tools-in-final-stage"

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

  static let all = [imgpolicy, insideInstructions, hadolint, buildkit, scanners, unused].flatMap { $0 }
}
