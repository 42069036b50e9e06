package import Dockerfile
package import Linting

/// A stage name with capitals.
package struct UppercaseStageName: Rule {
  package static let info = RuleInfo(
    name: "uppercase-stage-name",
    aliases: ["StageNameCasing"],
    groups: ["style"], severity: .style, fix: .safe,
    summary: "A stage name is written with capitals.",
    rationale: """
      BuildKit turns the name into lower case, but FROM compares as written: FROM Builder behind AS Builder is another image
      and not the stage.
      """,
    help: "Write the name in lower case, here and in every reference.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS ‹Builder›
        """,
        fixed: """
          FROM node:20-alpine AS builder
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let capitals = file.stages.filter { $0.nameWord.map { $0.text != $0.text.lowercased() } ?? false }
    if capitals.isEmpty { return [] }
    let references = references(in: file)
    return capitals.compactMap { stage in
      guard let word = stage.nameWord else { return nil }
      let name = word.text.lowercased()
      let edits = [file.replacing(word, of: stage.from, with: name)] + (references[name] ?? [])
      return Finding(Self.info, message(word.text), at: word.range, of: stage.from, stage: stage, in: file)
        .mended(by: Fix(.safe, all: edits))
    }
  }

  /// The edits of all that names a stage with capitals, by the stage's name. COPY and mounts find it by whatever case.
  private func references(in file: BuildModel) -> [String: [Fix.Edit?]] {
    var edits: [String: [Fix.Edit?]] = [:]
    for instruction in file.syntax.instructions.flatMap({ [$0] + $0.trigger }) {
      for flag in instruction.flags {
        guard let value = flag.value else { continue }
        let names =
          flag.name == "from"
          ? [Substring(value)]
          : value.split(separator: ",").filter { $0.hasPrefix("from=") }.map { $0.dropFirst("from=".utf8.count) }
        for name in names where name != name.lowercased() {
          let start = value.utf8.distance(from: value.startIndex, to: name.startIndex)
          let range = flag.valueRange.lowerBound + start..<flag.valueRange.lowerBound + start + name.utf8.count
          let isPlain = flag.valueRange.count == value.utf8.count
          edits[name.lowercased(), default: []].append(
            isPlain ? file.replacing(range, of: instruction, with: name.lowercased()) : nil)
        }
      }
    }
    return edits
  }

  private func message(_ name: String) -> String {
    "the stage name “\(name)” has capitals: BuildKit calls it “\(name.lowercased())”"
  }
}
