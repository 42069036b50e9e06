package import Dockerfile
package import Linting

/// A WORKDIR that is not absolute.
package struct RelativeWorkdir: Rule {
  package static let info = RuleInfo(
    name: "relative-workdir",
    aliases: ["DL3000", "WorkdirRelativePath", "DS-0009", "CKV_DOCKER_10"],
    groups: ["correctness"], severity: .warning, fix: .unsafe,
    summary: "The first WORKDIR of a stage is not an absolute path.",
    rationale: """
      A relative path is taken from the base image's directory, which may change with the next version of the base. Behind an
      absolute WORKDIR of the same stage chain a relative one is clear, and is not reported.
      """,
    help: "Write the path from the root, such as /app.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        WORKDIR ‹app›
        """),
      RuleInfo.Example(
        """
        FROM shop/base:1
        WORKDIR ‹app›
        """,
        fixed: """
          FROM shop/base:1
          WORKDIR /srv/app
          """,
        base: """
          tag: shop/base:1
          workdir: /srv
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        WORKDIR /app
        WORKDIR src
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/workdir-relative-path/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      let workdirs = Dictionary(stage.workdirs.map { (ObjectIdentifier($0.instruction), $0) }) { first, _ in first }
      return stage.instructions.filter { $0.keyword == .workdir }.compactMap {
        finding($0, workdirs[ObjectIdentifier($0)], of: stage, in: file)
      }
    }
  }

  private func finding(
    _ instruction: Instruction, _ workdir: Setting?, of stage: Stage, in file: BuildModel
  ) -> Finding? {
    guard let word = instruction.arguments.words.first else { return nil }
    let first = stage.firstWorkdir.flatMap { $0.instruction === instruction ? $0 : nil }
    let isRelativeFirst = first.map { !isAbsolute($0.value, forWindows: file.isForWindows(stage)) } ?? false
    // hadolint looks at every one where it is written.
    let isRelativeAsWritten = stage.wrote(instruction) && !passesHadolint(word.text)
    guard isRelativeFirst || isRelativeAsWritten else { return nil }
    let aliases = Self.info.aliases.filter { $0 == "DL3000" ? isRelativeAsWritten : isRelativeFirst }
    var finding = Finding(
      Self.info, message(word.text), at: word.range, of: instruction, stage: stage, in: file,
      aliases: aliases)
    finding.isOwn = isRelativeFirst && first?.isResolved == true
    if isRelativeFirst, let facts = stage.rootFacts { finding.notes.append(note(facts)) }
    return finding.mended(by: workdir.flatMap { fix($0, of: stage, in: file) })
  }

  private func isAbsolute(_ path: String, forWindows isForWindows: Bool) -> Bool {
    let plain = path.drop { $0 == "\"" || $0 == "'" }
    if plain.hasPrefix("/") { return true }
    guard isForWindows else { return false }
    let start = Array(plain.utf8.prefix(3))
    return start.first == Self.backslash
      || (start.count == 3 && start[0].isLatinLetter && start[1] == UInt8(ascii: ":")
        && (start[2] == UInt8(ascii: "/") || start[2] == Self.backslash))
  }

  private static let backslash = UInt8(ascii: "\\")

  /// hadolint takes the text behind the quotes: a variable may be anything, and a drive is for Windows.
  private func passesHadolint(_ path: String) -> Bool {
    let plain = path.utf8.drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    guard let first = plain.first else { return false }
    return first == UInt8(ascii: "$") || first == UInt8(ascii: "/")
      || (first.isLatinLetter && plain.dropFirst().first == UInt8(ascii: ":"))
  }

  /// Where a WORKDIR before it, or the base image that is given, says for certain which directory it is.
  private func fix(_ workdir: Setting, of stage: Stage, in file: BuildModel) -> Fix? {
    guard workdir.isResolved, workdir.value.hasPrefix("/"),
      stage.firstWorkdir?.instruction !== workdir.instruction || stage.rootFacts != nil,
      workdir.value.utf8.allSatisfy(Self.isPlain), workdir.word.text.utf8.allSatisfy(Self.isPlain)
    else { return nil }
    return Fix(.unsafe, all: [file.replacing(workdir.word, of: workdir.instruction, with: workdir.value)])
  }

  /// What stands for itself in a path, without quotes and variables.
  private static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F && !"\"'$\\`".utf8.contains(byte) }

  private func note(_ base: BaseImageFacts) -> Finding.Note {
    Finding.Note("the base image that is given has the directory \(base.workdir.isEmpty ? "/" : base.workdir)")
  }

  private func message(_ path: String) -> String {
    "WORKDIR \(path) is relative to a directory that the base image decides"
  }
}
