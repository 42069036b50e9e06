package import Dockerfile
package import Linting

/// An archive that COPY brings and a later RUN unpacks.
package struct CopiedArchiveExtraction: Rule {
  package static let info = RuleInfo(
    name: "copied-archive-extraction",
    aliases: ["DL3010"],
    groups: ["size"], severity: .info, fix: .unsafe,
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
        """,
        fixed: """
          FROM debian:13-slim
          ADD app.tar.gz /opt/
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
      let uses = UnpackedFiles(in: stage)
      if uses.isEmpty { return [Finding]() }
      return stage.copies.filter { isJudged($0, in: stage) }.flatMap { copy in
        archives(of: copy).compactMap { finding($0, of: copy, uses, stage, file) }
      }
    }
  }

  /// ADD in the place of COPY and of a RUN that only unpacks.
  private func fix(_ copy: Copy, _ use: UnpackedFiles.Use, in file: BuildModel) -> Fix? {
    guard copy.sources.count == 1, copy.instruction.flags.isEmpty, let word = copy.destination,
      let source = copy.sourcePaths.first ?? nil, ArchiveName.isTar(source),
      let directory = use.run.directoryOfUnpacking(use.word),
      directory.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"'$\\`".utf8.contains($0) })
    else { return nil }
    let destination = directory.hasSuffix("/") ? directory : directory + "/"
    return Fix(
      .unsafe,
      all: [
        file.replacing(keywordOf: copy.instruction, with: .add),
        file.replacing(word, of: copy.instruction, with: destination), file.removing(use.run.instruction),
      ])
  }

  private func isJudged(_ copy: Copy, in stage: Stage) -> Bool {
    copy.instruction.keyword == .copy && copy.from == .context && stage.wrote(copy.instruction)
  }

  private func finding(
    _ archive: Archive, of copy: Copy, _ uses: UnpackedFiles, _ stage: Stage, _ file: BuildModel
  ) -> Finding? {
    guard let use = uses.first(of: archive, behind: copy.instruction) else { return nil }
    var finding = Finding(
      Self.info, message(archive.name), at: archive.word.range, of: copy.instruction, stage: stage, in: file)
    finding.aliases = ArchiveName.isKnownToHadolint(archive.name) ? Self.info.aliases : []
    finding.notes.append(Finding.Note("it is unpacked here", place: file.source.place(of: use.word.source)))
    // ADD leaves no archive behind that another RUN could read or remove.
    guard uses.runsNaming(use.word.text.lastComponent) == 1 else { return finding }
    return finding.mended(by: fix(copy, use, in: file))
  }

  private func archives(of copy: Copy) -> [Archive] {
    let brought = Dictionary(copy.broughtPaths.map { ($0.source, $0.candidates) }) { first, _ in first }
    let target = copy.destination?.text.lastComponent ?? ""
    return zip(copy.sources, copy.sourcePaths).compactMap { word, path in
      guard let path else { return nil }
      let name = copy.sources.count == 1 && ArchiveName.isArchive(target) ? target : path.lastComponent
      guard ArchiveName.isArchive(name) else { return nil }
      return Archive(word: word, name: name, paths: brought[path] ?? [])
    }
  }

  private func message(_ name: String) -> String {
    "\(name) is copied here and unpacked later: the archive itself stays in the layer"
  }
}

/// An archive that a COPY brings.
private struct Archive {
  var word: Word
  var name: String
  /// Where it may lie, as far as that is known.
  var paths: [String]
}

/// The words of a stage's RUN instructions that name files which are unpacked there.
private struct UnpackedFiles {
  struct Use {
    var word: ShellCommand.Argument
    var run: Run
    /// nil when it is not known.
    var path: String?
  }

  /// In the order of the file.
  private var uses: [Use] = []
  /// Their indices, by path and by name; and by the names of those whose path is not known.
  private var atPath: [String: [Int]] = [:]
  private var named: [String: [Int]] = [:]
  private var namedSomewhere: [String: [Int]] = [:]

  /// How many RUNs have an argument of each file name.
  private var mentions: [String: Int] = [:]

  var isEmpty: Bool { uses.isEmpty }

  func runsNaming(_ name: String) -> Int { mentions[name] ?? 0 }

  init(in stage: Stage) {
    for run in stage.runs where stage.wrote(run.instruction) {
      let places = RunPaths(of: run)
      for name in Set(run.commands.flatMap(\.arguments).map(\.text.lastComponent)) { mentions[name, default: 0] += 1 }
      for word in run.commands.flatMap(\.unpackedFiles) { add(Use(word: word, run: run, path: places.absolute(word))) }
    }
  }

  private mutating func add(_ use: Use) {
    let name = use.word.text.lastComponent
    named[name, default: []].append(uses.count)
    if let path = use.path {
      atPath[path, default: []].append(uses.count)
    } else {
      namedSomewhere[name, default: []].append(uses.count)
    }
    uses.append(use)
  }

  /// The first that means the archive in a RUN behind its COPY: by its path where both are known, else by its name.
  func first(of archive: Archive, behind copy: Instruction) -> Use? {
    let lists =
      archive.paths.isEmpty
      ? [named[archive.name]] : archive.paths.map { atPath[$0] } + [namedSomewhere[archive.name]]
    return lists.compactMap { first(of: $0 ?? [], behind: copy.range.upperBound) }.min().map { uses[$0] }
  }

  private func first(of indices: [Int], behind offset: Int) -> Int? {
    let index = indices.partitioned { uses[$0].word.source.lowerBound < offset }
    return index < indices.count ? indices[index] : nil
  }
}
