package import Dockerfile
package import Linting

/// ADD of files that it only copies.
package struct AddForPlainFile: Rule {
  package static let info = RuleInfo(
    name: "add-for-plain-file",
    aliases: ["DL3020", "DS-0005", "CKV_DOCKER_4", "semgrep:prefer-copy-over-add", "CIS-4.9", "CIS-DI-0009"],
    groups: ["correctness", "security"], severity: .warning, fix: .safe, fixChanges: [.copies],
    fixReveals: ["relative-copy-destination"],
    summary: "ADD names local files that it neither unpacks nor fetches.",
    rationale: """
      ADD unpacks archives and fetches addresses; COPY only copies, and says so. Who reads ADD must look at every source to
      know what happens. Archives, addresses, git repositories and the flags that only ADD has are not reported, nor is a
      source that depends on an unknown variable.
      """,
    help: "Write COPY.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        ‹ADD› package.json package-lock.json /app/
        """,
        fixed: """
          FROM node:20-alpine
          COPY package.json package-lock.json /app/
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY package.json package-lock.json /app/
        """),
      RuleInfo.Example(
        """
        FROM scratch
        ADD rootfs.tar.xz /
        ADD https://example.com/app.tar.gz /src/
        ADD --keep-git-dir=true git@github.com:acme/app.git /src/app
        """),
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3020",
        "hadolint reports ADD of a git repository, which COPY cannot do, and of addresses in capitals; here neither is a plain file."
      ),
      RuleInfo.Deviation(
        "DL3020",
        "hadolint does not look at --checksum, --unpack and --keep-git-dir, which COPY has not; here they excuse."
      ),
      RuleInfo.Deviation(
        "CKV_DOCKER_4", "checkov reports every ADD, also of archives and addresses; here only what COPY can do as well."
      ),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#add-or-copy"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenCopies.filter { $0.instruction.keyword == .add && !hasFlagOfItsOwn($0.instruction) }
        .compactMap { finding($0, of: stage, in: file) }
    }
  }

  private func finding(_ add: Copy, of stage: Stage, in file: BuildModel) -> Finding? {
    let plain = zip(add.sources, add.sourcePaths).filter { isPlain($1) }.map(\.0)
    // hadolint goes by a list of suffixes, and does not know variables.
    let unlisted = add.sources.filter { !isRemoteSource(String($0.path)) && !ArchiveName.isKnownToHadolint($0.path) }
    guard let source = plain.first ?? unlisted.first else { return nil }
    let own = plain.isEmpty ? [] : Self.info.aliases.filter { $0 != "DL3020" }
    var finding = Finding(
      Self.info, message(source), at: add.instruction.spelling.range, of: add.instruction, stage: stage, in: file,
      aliases: (unlisted.isEmpty ? [] : ["DL3020"]) + own)
    finding.isOwn = !plain.isEmpty
    // COPY takes no address and unpacks nothing: all sources must be plain.
    guard plain.count == add.sources.count, !plain.isEmpty else { return finding }
    let isCertain = add.sourcePaths.allSatisfy { $0.map(isSurelyPlain) ?? false }
    let edit = file.replacing(keywordOf: add.instruction, with: .copy)
    return finding.mended(by: Fix(isCertain ? .safe : .unsafe, all: [edit]))
  }

  private func hasFlagOfItsOwn(_ add: Instruction) -> Bool {
    add.flags.contains { ["checksum", "unpack", "keep-git-dir"].contains($0.name) }
  }

  private func isPlain(_ path: String?) -> Bool {
    path.map { !isRemoteSource($0) && !ArchiveName.isUnpacked($0) } ?? false
  }

  /// Whether the name tells that ADD does not unpack it: a pattern, or a name without an extension, may be an archive.
  private func isSurelyPlain(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return !name.contains { "*?[".contains($0) } && (name.dropFirst().contains(".") || path.isWholeTree)
  }

  private func message(_ source: Word) -> String { "ADD of “\(source.path)”, which is neither unpacked nor fetched" }
}
