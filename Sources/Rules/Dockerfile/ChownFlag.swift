package import Dockerfile
package import Linting

/// COPY or ADD that gives files to an account that is not root.
package struct ChownFlag: Rule {
  package static let info = RuleInfo(
    name: "chown-flag", groups: ["security", "style"], severity: .style,
    summary: "COPY or ADD gives the files to an account that is not root.",
    rationale: """
      A program that owns its own files can be made to rewrite them. Files that are only read or executed may belong to
      root. A matter of opinion, and the opposite of `root-owned-copy`: take one of the two at the most.
      """,
    help: "Leave --chown out where the program only reads the files.",
    bad: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY ‹--chown=node:node› dist /app
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine
        COPY dist /app
        COPY --chown=0:0 public /app/public
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenCopies.compactMap { copy in
        guard let flag = copy.instruction.flag("chown"), let owner = copy.owner, !RootAccount.isNamed(owner) else {
          return nil
        }
        return Finding(
          Self.info, message(copy, owner), at: flag.range, of: copy.instruction, stage: stage, in: file)
      }
    }
  }

  private func message(_ copy: Copy, _ owner: String) -> String {
    "\(copy.instruction.name) gives the files to \(owner), who may then rewrite them"
  }
}
