package import Dockerfile
package import Linting

/// COPY or ADD after USER, whose files belong to root nevertheless.
package struct RootOwnedCopy: Rule {
  package static let info = RuleInfo(
    name: "root-owned-copy", aliases: ["tally/copy-after-user-without-chown"], groups: ["user"], severity: .info,
    fix: .unsafe, fixReveals: ["unresolvable-user"],
    summary: "COPY or ADD after a USER that is not root has no --chown, so its files belong to root.",
    rationale: """
      USER does not change whom copied files belong to. A program that must write to them fails at run time. Harmless where
      they are only read: the opposite opinion is `chown-flag`. A stage that changes the owner later is not reported.
      """,
    help: "Add --chown with the account, or copy before USER to say that root is meant.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        USER node
        ‹COPY› data /app/data
        """,
        fixed: """
          FROM node:20-alpine
          USER node
          COPY --chown=node data /app/data
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY dist /app
        USER node
        COPY --chown=node:node data /app/data
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      let lastChange = lastChangeOfOwner(in: stage)
      return stage.writtenCopies.compactMap { copy -> Finding? in
        guard copy.instruction.flag("chown") == nil, let user = copy.user, user.isResolved,
          !RootAccount.isNamed(user.value), copy.instruction.range.lowerBound > lastChange
        else { return nil }
        let place = copy.instruction.spelling.range
        var finding = Finding(
          Self.info, message(copy, user), at: place, of: copy.instruction, stage: stage, in: file)
        finding.notes.append(
          Finding.Note("the USER in effect", place: file.place(of: user.word.range, in: user.instruction)))
        // The word as it is written means the same here as there only without variables.
        guard user.word.text == user.value, !user.value.contains(" ") else { return finding }
        let flag = file.adding(flag: "--chown=\(user.value)", to: copy.instruction)
        return finding.mended(by: Fix(.unsafe, all: [flag]))
      }
    }
  }

  /// Where the last RUN with a `chown` begins; -1 without one.
  private func lastChangeOfOwner(in stage: Stage) -> Int {
    let runs = stage.runs.filter { run in run.commands.contains { $0.name.text == "chown" } }
    return runs.map(\.instruction.range.lowerBound).max() ?? -1
  }

  private func message(_ copy: Copy, _ user: Setting) -> String {
    "\(copy.instruction.name) without --chown: the files belong to root, not to \(user.value)"
  }
}
