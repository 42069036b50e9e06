package import Dockerfile
package import Linting

/// An archive that COPY brings and a later RUN unpacks.
package struct CopiedArchiveExtraction: Rule {
  package static let info = RuleInfo(
    name: "copied-archive-extraction",
    aliases: ["DL3010"],
    groups: ["size"], severity: .info,
    summary: "An archive is copied and unpacked by a later RUN, so that the archive itself ships too.",
    rationale: """
      COPY puts the archive into a layer of its own, and no later rm takes it out again. ADD unpacks a local tar archive, also
      a compressed one, and leaves nothing of it behind; a bind mount shows any file to one RUN alone. Stages whose layers
      do not end in the image are not judged: there it costs nothing.
      """,
    help: "Let ADD unpack a tar archive, or give the RUN the file by --mount=type=bind,source=…,target=….",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        COPY ‹app.tar.gz› /tmp/
        RUN tar xzf /tmp/app.tar.gz -C /opt && rm /tmp/app.tar.gz
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        ADD app.tar.gz /opt/
        RUN --mount=type=bind,source=data.zip,target=/tmp/data.zip unzip /tmp/data.zip -d /opt
        COPY backup.tar.gz /srv/
        """)
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3010",
        """
        hadolint takes an x in any option for an extraction and misses `tar xzf`; here the options are read as tar reads \
        them, and where both paths are known they are compared, not the names alone.
        """),
      RuleInfo.Deviation(
        "DL3010",
        """
        hadolint loses at each FROM what it found in the stage before; here the stages below the last one count too, \
        because their layers ship with it.
        """),
      RuleInfo.Deviation(
        "DL3010", "hadolint has one finding an instruction; here each archive has its own place, because each ships."),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#add-or-copy"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.shippedStages.flatMap { stage in
      let extracted = extractedWords(in: stage)
      if extracted.isEmpty { return [Finding]() }
      return stage.copies.filter { isJudged($0, in: stage) }.flatMap { copy in
        archives(of: copy).compactMap { archive -> Finding? in
          let use = extracted.first {
            $0.run.instruction.range.lowerBound > copy.instruction.range.lowerBound && archive.isNamed(by: $0)
          }
          guard let use else { return nil }
          var finding = Finding(
            Self.info, message(archive.name), at: archive.word.range, of: copy.instruction, stage: stage, in: file)
          finding.aliases = ArchiveName.isKnownToHadolint(archive.name) ? Self.info.aliases : []
          let place = file.source.place(of: use.word.source)
          finding.notes.append(Finding.Note("it is unpacked here", place: place))
          return finding
        }
      }
    }
  }

  private func isJudged(_ copy: Copy, in stage: Stage) -> Bool {
    copy.instruction.keyword == .copy && copy.from == .context && stage.wrote(copy.instruction)
  }

  // MARK: Archives

  /// An archive that a COPY brings.
  private struct Archive {
    var word: Word
    var name: String
    /// Where it may lie, as far as that is known.
    var paths: [String]

    func isNamed(by use: ExtractedWord) -> Bool {
      if let path = use.run.absolutePath(use.word), !paths.isEmpty { return paths.contains(path) }
      return use.word.text.lastComponent == name
    }
  }

  private func archives(of copy: Copy) -> [Archive] {
    let brought = copy.broughtPaths
    return zip(copy.sources, copy.sourcePaths).compactMap { word, path in
      guard let path else { return nil }
      let target = copy.destination?.text.lastComponent ?? ""
      let name = copy.sources.count == 1 && isArchive(target) ? target : path.lastComponent
      guard isArchive(name) else { return nil }
      let paths = brought.first { $0.source == path }?.candidates ?? []
      return Archive(word: word, name: name, paths: paths)
    }
  }

  private func isArchive(_ name: String) -> Bool {
    ArchiveName.isUnpacked(name) || [".zip", ".7z"].contains { name.lowercased().hasSuffix($0) }
  }

  // MARK: Extraction

  /// A word that names the archive for a command that unpacks it.
  private struct ExtractedWord {
    var word: ShellCommand.Argument
    var run: Run
  }

  private func extractedWords(in stage: Stage) -> [ExtractedWord] {
    stage.runs.filter { stage.wrote($0.instruction) }.flatMap { run in
      run.commands.flatMap(\.unpackedFiles).map { ExtractedWord(word: $0, run: run) }
    }
  }

  private func message(_ name: String) -> String {
    "\(name) is copied here and unpacked later: the archive itself stays in the layer"
  }
}
