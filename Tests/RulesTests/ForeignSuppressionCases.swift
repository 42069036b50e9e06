extension SuppressionCase {
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
      "names as BuildKit writes them; it has no others",
      ["FROM a:1", "# check=skip=workdirrelativepath,DL3000,Nonsense", "WORKDIR a", "# check that it works", "USER 1"],
      ["2 void-suppression", "2 void-suppression", "2 void-suppression", "3 relative-workdir"]),
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
        "9 latest-base-image", "11 void-suppression", "12 shell-form-command",
      ]),
    SuppressionCase(
      "KICS: all of the file, above its first instruction",
      ["# kics-scan ignore", "", "FROM a:latest", "WORKDIR a", "FROM b:latest", "CMD a"],
      ["3 -latest-base-image", "4 -relative-workdir", "5 -latest-base-image", "6 -shell-form-command"]),
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
}
