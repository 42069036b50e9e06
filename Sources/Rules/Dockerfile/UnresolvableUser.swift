package import Dockerfile
package import Linting

/// A name of a user or group in a stage that has no list of them.
package struct UnresolvableUser: Rule {
  package static let info = RuleInfo(
    name: "unresolvable-user",
    aliases: ["tally/named-identity-in-passwdless-stage"],
    groups: ["user", "correctness"], severity: .warning, fix: .unsafe,
    summary: "USER or --chown by name where no /etc/passwd or /etc/group has that name.",
    rationale: """
      Names are looked up in the image's own files. A stage on scratch has none unless one is copied, and the bases of the
      distroless project know only root, nobody and nonroot: the build, or the container, stops. Numbers always work.
      """,
    help: "Write the number of the account, such as 65532, or copy an /etc/passwd that has the name.",
    bad: [
      RuleInfo.Example(
        """
        FROM scratch
        COPY --chown=‹app:app› server /server
        USER ‹app›
        """,
        fixed: """
          FROM scratch
          COPY --chown=65532:65532 server /server
          USER 65532
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM scratch
        COPY --from=build /etc/passwd /etc/group /etc/
        COPY --from=build /server /server
        USER app
        """),
      RuleInfo.Example(
        """
        FROM gcr.io/distroless/static-debian13
        COPY --chown=65532:65532 server /server
        USER nonroot
        """),
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#user"])

  package init() {}

  private static let lists = ["/etc/passwd", "/etc/group"]

  package func check(_ file: BuildModel) -> [Finding] {
    let contents = ScratchContents(of: Self.lists, in: file)
    var parents: Set<Int> = []
    // A RUN may make accounts in a way of its own, also for the stages on top.
    var hasRun: [Bool] = []
    for stage in file.stages {
      if let parent = stage.baseStage { parents.insert(parent) }
      hasRun.append(!stage.runs.isEmpty || stage.baseStage.map { hasRun[$0] } ?? false)
    }
    return file.stages.flatMap { stage -> [Finding] in
      guard !hasRun[stage.index], let known = accounts(of: stage.root) else { return [] }
      var findings = stage.copies.compactMap { owner(of: $0, stage, known, contents, in: file) }
      // A stage on top may still bring the names that this one lacks.
      if !parents.contains(stage.index), let user = user(of: stage, known, contents, in: file) { findings.append(user) }
      return findings
    }
  }

  /// The names that a base has; nil when they are unknown.
  private func accounts(of root: Stage.Base) -> Set<String>? {
    switch root {
    case .scratch: []
    case .image(let use) where isDistroless(use.text): ["root", "nobody", "nonroot"]
    case .image, .stage, .unresolved: nil
    }
  }

  private func isDistroless(_ image: String) -> Bool {
    guard let reference = try? ImageReference.parse(image) else { return false }
    return reference.registry == "gcr.io" && reference.path.hasPrefix("distroless/")
  }

  private func owner(
    of copy: Copy, _ stage: Stage, _ known: Set<String>, _ contents: ScratchContents, in file: BuildModel
  ) -> Finding? {
    let line = copy.instruction.lines.lowerBound
    guard stage.wrote(copy.instruction), let flag = copy.instruction.flag("chown"), let value = flag.value,
      !value.contains("$"),
      let name = unknownName(in: value, known, mayHave: { contents.mayHave($0, in: stage, atLine: line) })
    else { return nil }
    let edit = file.replacing(flag.valueRange, of: copy.instruction, with: numbered(value))
    return Finding(
      Self.info, message(name, stage), at: flag.valueRange, of: copy.instruction, stage: stage, in: file
    ).mended(by: Fix(.unsafe, all: [edit]))
  }

  private func user(
    of stage: Stage, _ known: Set<String>, _ contents: ScratchContents, in file: BuildModel
  ) -> Finding? {
    guard let user = stage.config.user, user.isResolved,
      let name = unknownName(in: user.value, known, mayHave: { contents.mayHave($0, in: stage, atLine: .max) })
    else { return nil }
    let isPlain = user.word.text == user.value
    let edit = isPlain ? file.replacing(user.word, of: user.instruction, with: numbered(user.value)) : nil
    return Finding(
      Self.info, message(name, stage), at: user.word.range, of: user.instruction, stage: file.stages[user.stage],
      in: file
    ).mended(by: Fix(.unsafe, all: [edit]))
  }

  /// The first of user and group that is a name which nothing defines; nil when there is none.
  private func unknownName(in owner: String, _ known: Set<String>, mayHave: (String) -> Bool) -> String? {
    let parts = owner.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    for (name, list) in zip(parts, Self.lists) {
      // The runtimes take root for 0 by themselves.
      let isName = !name.isEmpty && name != "root" && !name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      if isName, !known.contains(name), !mayHave(list) { return name }
    }
    return nil
  }

  /// Any number does where there are no accounts: that of nobody, and the one that distroless images take.
  private func numbered(_ owner: String) -> String {
    owner.split(separator: ":", omittingEmptySubsequences: false).map { name in
      if name == "root" { return "0" }
      if name.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return String(name) }
      return name == "nobody" || name == "nogroup" ? "65534" : "65532"
    }.joined(separator: ":")
  }

  private func message(_ name: String, _ stage: Stage) -> String {
    let base = stage.root == .scratch ? "scratch" : "its base"
    return "the name \(name) cannot be looked up: nothing brought an account of that name onto \(base)"
  }
}
