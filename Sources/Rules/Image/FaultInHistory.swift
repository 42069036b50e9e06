internal import Dockerfile
package import Images
package import Linting

/// An instruction in the image's history has a fault that a rule for Dockerfiles knows.
package struct FaultInHistory: Rule {
  package static let info = RuleInfo(
    name: "fault-in-history",
    aliases: [
      "CIS-DI-0007", "CIS-DI-0009", "DKL-DI-0001", "DKL-DI-0003", "DS-0005", "DS-0010", "DS-0013", "DS-0014", "DS-0017",
      "DS-0021", "DS-0024", "DS-0029",
    ], groups: ["history"], severity: .info,
    summary: "An instruction in the image's history has a fault that a rule for Dockerfiles knows.",
    rationale: """
      Where only the image is at hand, its history tells how it was built. Judged are the rules that need one \
      instruction only, over the steps above the base image. A heuristic: builders shorten what they write, and many \
      images have no history.
      """,
    help: "Look at the Dockerfile with `imgpolicy check`, which knows more than the history does.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: ADD rootfs.tar /
          bin/busybox "ELF"
        history: CMD ["sh"]
        layer: RUN /bin/sh -c sudo apt-get install -y curl # buildkit
          usr/bin/curl "ELF"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/api:v1
        layer: ADD rootfs.tar /
          bin/busybox "ELF"
        history: CMD ["sh"]
        layer: RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* # buildkit
          usr/bin/curl "ELF"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/cli/docker/image/history/",
      "https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md",
    ])

  private let rules: [any Rule<BuildModel>]
  private let bases: [[String]]

  package init(_ settings: RuleSettings) {
    bases = settings.bases
    rules = [
      AddForPlainFile(), CdCommand(settings), DisabledSignatureVerification(), DisabledTLSVerification(),
      InteractivePackageInstall(), MixedDownloaders(), PasswordInCommand(), PipeToShell(), PlainHTTPDownload(),
      RecommendedPackages(), SeparatePackageUpdate(), SudoCommand(), SystemUpgrade(),
    ]
  }

  package func check(_ image: ImageModel) -> [Finding] {
    guard image.linuxConfig != nil else { return [] }
    let models = ownSteps(of: image).compactMap { step in
      // Each is read alone: one that ends in a backslash, or begins a heredoc, must not hide those behind it.
      line(of: step.instruction).map { (step, BuildModel(source: SourceText(path: "history", bytes: Array($0.utf8)))) }
    }
    return rules.flatMap { rule in
      models.flatMap { step, model in
        rule.check(model).filter { $0.place?.line == 2 }.compactMap { translated($0, at: step, in: image) }
      }
    }
  }

  /// A Dockerfile of the one instruction; nil for what is none, and for a command whose beginning is not known.
  private func line(of step: BuildStep) -> String? {
    guard let keyword = step.keyword, !step.isGuess else { return nil }
    var words = step.arguments.split { $0 == " " || $0.isNewline }
    // The classic builder writes `ADD file:4a1c… in /app`.
    if keyword == "ADD" || keyword == "COPY", words.dropLast().last == "in" { words.remove(at: words.count - 2) }
    return "FROM scratch\n\(keyword) \(words.joined(separator: " "))"
  }

  /// The steps above the base image. Where that is not known, all but the first one, which lays down its files; a command does not, it runs
  /// in them.
  private func ownSteps(of image: ImageModel) -> [HistoryStep] {
    let steps = image.steps
    let beginsWithCommand = steps.first { $0.layer == 0 }?.instruction.keyword == "RUN"
    let inherited = image.ownLayers(above: bases)?.lowerBound ?? (beginsWithCommand ? 0 : 1)
    let last = steps.lastIndex { $0.layer.map { $0 < inherited } ?? false }
    return last.map { Array(steps[($0 + 1)...]) } ?? steps
  }

  private func translated(_ finding: Finding, at step: HistoryStep, in image: ImageModel) -> Finding? {
    let aliases = Self.info.aliases.filter(finding.aliases.contains)
    guard finding.isOwn || !aliases.isEmpty else { return nil }
    var translated = image.finding(
      Self.info, inHistory(finding), layer: step.layer, aliases: aliases,
      notes: finding.notes.map { Finding.Note($0.message) })
    translated.isOwn = finding.isOwn
    translated.help = finding.help
    return translated
  }
}

private func inHistory(_ finding: Finding) -> String { "\(finding.message) (\(finding.rule), seen in the history)" }
