package import Dockerfile
package import Linting

/// A RUN that removes what an earlier instruction brought.
package struct LateRemoval: Rule {
  package static let info = RuleInfo(
    name: "late-removal",
    groups: ["size"], severity: .info,
    summary: "A RUN removes a file or directory that an earlier instruction brought: its bytes still ship.",
    rationale: """
      Each instruction makes a layer, and a layer cannot shrink the ones below: the removed file is hidden, and pulled and
      stored all the same. What is judged are files that COPY and ADD bring, that curl and wget write, and that a command is
      redirected to, by literal paths, in stages whose layers end in the image.
      """,
    help:
      "Bring and remove it in one RUN, use RUN --mount=type=bind for what the build needs only, or do the work in another stage.",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        COPY install.sh /tmp/
        RUN sh /tmp/install.sh
        RUN rm ‹/tmp/install.sh›
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN --mount=type=bind,source=install.sh,target=/tmp/install.sh sh /tmp/install.sh
        RUN curl -o /tmp/tool.tgz https://example.com/tool.tgz && tar -xf /tmp/tool.tgz && rm /tmp/tool.tgz
        """),
      RuleInfo.Example(
        """
        FROM debian:13-slim AS build
        COPY src /src
        RUN make -C /src && rm -r /src
        FROM debian:13-slim
        COPY --from=build /usr/local/bin/app /usr/local/bin/
        """),
    ],
    references: ["https://docs.docker.com/build/building/best-practices/#use-multi-stage-builds"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.removedTooLate.filter { !$0.brought.isEmpty }.map { late in
      var finding = Finding(
        Self.info, message(late.shown(late.removal.path)), at: late.removal.argument, of: late.run, stage: late.stage,
        in: file)
      finding.notes = file.notes(late.brought)
      return finding
    }
  }

  private func message(_ path: String) -> String {
    "\(path) is removed too late: the layer below has its bytes still"
  }
}
