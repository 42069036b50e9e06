package import Dockerfile
package import Linting

/// Packages that one RUN adds and deletes again, name by name.
package struct UnnamedApkBuildPackages: Rule {
  package static let info = RuleInfo(
    name: "unnamed-apk-build-packages",
    aliases: ["lint:apkadd-missing-virtual"],
    groups: ["style"], severity: .style,
    summary: "A RUN deletes packages that it added, and names each of them twice.",
    rationale: """
      With --virtual the packages that only the build needs get one name, and one `apk del` of it takes back exactly what they
      brought. Two lists drift apart, and what is forgotten in the second one ships. It is a matter of taste while they agree.
      """,
    help: "Add them with apk add --virtual .build-deps, and delete .build-deps at the end of the same RUN.",
    bad: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache ‹gcc› musl-dev && make && apk del gcc musl-dev
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache --virtual .build-deps gcc musl-dev && make && apk del .build-deps
        """),
      RuleInfo.Example(
        """
        FROM alpine:3.20
        RUN apk add --no-cache curl && apk del wget
        """),
    ],
    deviations: [
      RuleInfo.Deviation(
        "lint:apkadd-missing-virtual",
        """
        dockerfilelint minds any apk del behind an apk add without --virtual. Selected by this code, so does the rule; by its \
        own name it wants one package in both, because deleting what the base has needs no name.
        """)
    ],
    references: ["https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    file.stages.flatMap { stage in
      stage.writtenRuns.flatMap { run in findings(in: run, of: stage, file) }
    }
  }

  private func findings(in run: Run, of stage: Stage, _ file: BuildModel) -> [Finding] {
    let operations = run.packageCalls.map(\.operation).filter { $0.manager.name == "apk" }
    var additions: [PackageOperation] = []
    var findings: [Finding] = []
    for operation in operations {
      if operation.subcommand == "add" {
        additions.append(operation)
      } else if operation.action == .remove {
        findings += additions.compactMap { finding($0, deletedBy: operation, run, stage, file) }
        additions = []
      }
    }
    return findings
  }

  private func finding(
    _ addition: PackageOperation, deletedBy deletion: PackageOperation, _ run: Run, _ stage: Stage, _ file: BuildModel
  ) -> Finding? {
    guard addition.virtualName == nil else { return nil }
    let deleted = Set(deletion.packages.map(\.name))
    let both = addition.packages.filter { deleted.contains($0.name) }
    // The other tool looks for `apk del` alone.
    guard let word = both.first?.argument ?? addition.packages.first?.argument else { return nil }
    var finding = Finding(
      Self.info, message(both.isEmpty ? addition.packages : both), at: word, of: run, stage: stage, in: file)
    finding.isOwn = !both.isEmpty
    finding.notes.append(Finding.Note("deleted here", place: file.source.place(of: deletion.command.source)))
    return finding
  }

  private func message(_ packages: [PackageOperation.Package]) -> String {
    "apk add without --virtual: \(packages.map(\.name).joined(separator: ", ")) must be named again to be deleted"
  }
}
