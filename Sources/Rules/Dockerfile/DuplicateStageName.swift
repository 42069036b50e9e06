package import Dockerfile
package import Linting

/// A stage name that was used before.
package struct DuplicateStageName: Rule {
  package static let info = RuleInfo(
    name: "duplicate-stage-name",
    aliases: ["DL3024", "DuplicateStageName", "DS-0012", "CKV_DOCKER_11"],
    groups: ["correctness"], severity: .error,
    summary: "A stage has the name of an earlier stage.",
    rationale: """
      What refers to the name gets one of the two: FROM the latest so far, COPY --from the last of the file. Names are compared
      in lower case.
      """,
    help: "Give the stages different names.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS builder
        FROM node:20-alpine AS ‹Builder›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS deps
        FROM node:20-alpine AS builder
        """)
    ],
    references: ["https://docs.docker.com/reference/build-checks/duplicate-stage-name/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    var first: [String: Stage] = [:]
    var written: Set<String> = []
    var findings: [Finding] = []
    for stage in file.stages {
      guard let word = stage.nameWord, let name = stage.name else { continue }
      defer { written.insert(word.text) }
      guard let earlier = first[name] else {
        first[name] = stage
        continue
      }
      // hadolint compares the names as they are written.
      let aliases = Self.info.aliases.filter { $0 != "DL3024" || written.contains(word.text) }
      var finding = Finding(
        Self.info, message(name), at: word.range, of: stage.from, stage: stage, in: file, aliases: aliases)
      if let place = earlier.nameWord.map({ file.place(of: $0.range, in: earlier.from) }) {
        finding.notes.append(Finding.Note("the first stage of this name", place: place))
      }
      findings.append(finding)
    }
    return findings
  }

  private func message(_ name: String) -> String { "another stage is named “\(name)” too" }
}
