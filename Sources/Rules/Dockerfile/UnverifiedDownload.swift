package import Dockerfile
package import Linting

/// Something is fetched from the web and not compared with a checksum.
package struct UnverifiedDownload: Rule {
  private static let commands = RuleInfo.Option(
    "commands", .flag,
    "Whether archives and programs that curl and wget fetch count too; without, only what ADD fetches does.")

  package static let info = RuleInfo(
    name: "unverified-download",
    aliases: ["lint:add_src_invalid", "CIS-4.11"],
    groups: ["security", "reproducibility"], severity: .info,
    summary: "ADD fetches a file from the web without --checksum.",
    rationale: """
      The server may answer with another file tomorrow, by mistake or by malice, and the build takes it. With a checksum the
      builder refuses it, and knows without asking the server that its cache is right. That is better than curl in a RUN, to
      which older advice sends. A later RUN of the stage that compares checksums or tests a signature excuses the ADD.
      """,
    help:
      "Write ADD --checksum=sha256:… with the sum that the project publishes; behind curl or wget, call sha256sum -c.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        ADD ‹https://example.com/tool-1.2.tar.gz› /opt/
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.23
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tar.gz /opt/
        ADD https://github.com/example/project.git#v1.0 /src/
        """)
    ],
    options: [commands],
    references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"])

  private let judgesCommands: Bool

  package init(_ settings: RuleSettings) { judgesCommands = settings.options(of: Self.info).flag(Self.commands) }

  package func check(_ file: BuildModel) -> [Finding] {
    adds(in: file) + (judgesCommands ? downloads(in: file) : [])
  }

  private func adds(in file: BuildModel) -> [Finding] {
    // Where a later RUN of the stage tests something, it may be that.
    let lastTests = file.stages.map { stage in
      stage.writtenRuns.last(where: \.verifiesDownloads)?.instruction.range.lowerBound ?? 0
    }
    return file.untestedAdditions.filter { !$0.isRepository && $0.address.isOfWeb }.map { addition in
      let instruction = addition.copy.instruction
      let isTested = lastTests[addition.stage.index] > instruction.range.lowerBound
      var finding = Finding(
        Self.info, added(addition.address), at: addition.word.range, of: instruction, stage: addition.stage, in: file)
      finding.isOwn = !isTested
      finding.aliases = Self.info.aliases.filter { $0 != "CIS-4.11" || !isTested }
      return finding
    }
  }

  // MARK: curl and wget

  private func downloads(in file: BuildModel) -> [Finding] {
    file.writtenRuns.flatMap { stage, run -> [Finding] in
      guard run.commands.contains(where: \.isDownloader) else { return [] }
      let started = run.startedFiles
      let readers = ScriptReaders(run)
      let words = run.commands.flatMap { command in
        command.downloadAddresses.filter { isTestable($0, command, started) }.map { (command, $0) }
      }
      if words.isEmpty || run.verifiesDownloads { return [] }
      return words.map { command, word in
        var finding = Finding(Self.info, fetched, at: word, of: run, stage: stage, in: file)
        finding.aliases = ["CIS-4.11"]
        // That a shell runs it unseen is what pipe-to-shell says.
        finding.isOwn = !command.printsDownload || readers.program(thatRunsOutputOf: command) == nil
        return finding
      }
    }
  }

  private static let programSuffixes = [
    ".sh", ".run", ".bin", ".exe", ".deb", ".rpm", ".apk", ".jar", ".war", ".whl", ".zip", ".phar", ".appimage", ".py",
    ".pl", ".so", ".msi",
  ]

  /// Whether what is fetched is an archive or a program, by its name, by where it goes, or because the RUN starts it.
  private func isTestable(_ word: ShellCommand.Argument, _ command: ShellCommand, _ started: Set<String>) -> Bool {
    guard let address = WebAddress(word.text), !address.isThisMachine else { return false }
    let target = (command.downloadTarget ?? command.redirections.first(where: \.takesOutput)?.target).map(\.text) ?? ""
    let names = [address.fileName, target.lastComponent]
    let isArchiveOrProgram = names.map { $0.lowercased() }.contains { name in
      ArchiveName.isUnpacked(name) || Self.programSuffixes.contains { name.hasSuffix($0) }
    }
    return isArchiveOrProgram || target.contains("/bin/")
      || started.contains(target.isEmpty ? address.fileName : target.lastComponent)
  }

  private func added(_ address: WebAddress) -> String {
    "ADD takes whatever \(address.host ?? "the server") answers: --checksum makes it refuse another file"
  }

  private let fetched = "the file is used as it comes: no command of this RUN compares a checksum or tests a signature"
}
