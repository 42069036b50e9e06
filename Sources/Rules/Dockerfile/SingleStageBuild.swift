package import Dockerfile
package import Linting

/// One stage that both builds and runs.
package struct SingleStageBuild: Rule {
  package static let info = RuleInfo(
    name: "single-stage-build", aliases: ["tally/prefer-multi-stage-build"], groups: ["layout", "size"],
    severity: .info,
    summary: "One stage both builds and runs, so compilers and sources ship with the program.",
    rationale: """
      What a build needs (compilers, headers, bundlers, development dependencies, sources) is many times the size of
      what runs, and each piece of it is a tool for an intruder. With a second stage only the result ships.
      """,
    help: "Build in a stage of its own and copy only the result into the final stage with COPY --from.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹golang:1.23›
        COPY . /src
        RUN cd /src && go build -o /usr/bin/app .
        CMD ["app"]
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM golang:1.23 AS builder
        COPY . /src
        RUN cd /src && go build -o /out/app .
        FROM debian:12-slim
        COPY --from=builder /out/app /usr/bin/app
        """),
      RuleInfo.Example(
        """
        FROM nginx:1.27
        COPY site /usr/share/nginx/html
        """),
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    guard file.stages.count == 1, let stage = file.target else { return [] }
    if let sign = BuildTools.firstSign(in: stage) {
      return [finding(sign.description, shownBy: sign.argument, stage, file)]
    }
    guard let install = DevelopmentDependencies.contents(of: file).first?.own.first else { return [] }
    let action = "installs development dependencies (\(install.title))"
    return [finding(action, shownBy: install.operation.command.name, stage, file)]
  }

  private func finding(
    _ sign: String, shownBy argument: ShellCommand.Argument, _ stage: Stage, _ file: BuildModel
  ) -> Finding {
    var finding = Finding(Self.info, message(sign), onFromOf: stage, in: file)
    finding.notes.append(Finding.Note("it builds here", place: file.source.place(of: argument.source)))
    return finding
  }

  private func message(_ sign: String) -> String { "the only stage \(sign), so everything the build needs ships" }
}
