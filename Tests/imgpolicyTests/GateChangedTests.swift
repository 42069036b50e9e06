import Foundation
import TestSupport
import Testing

/// `gate --changed REVISION` judges the targets whose files differ from a git revision, and those only.
@Suite struct GateChangedTests {
  private static let targets = """
    version: 1
    targets:
      web: { dockerfile: web/Dockerfile, policy: web/policy.yaml }
      api: { dockerfile: docker/api.Dockerfile, context: api }
      job: { dockerfile: job/Dockerfile, values: [chart/values.yaml] }

    """

  /// A project in a directory of its repository, with one commit.
  private func project() throws -> (project: SampleProject, git: GitRepository) {
    let project = try SampleProject()
    try project.write(Self.targets, to: "shop/imgpolicy.yaml")
    for path in ["web/Dockerfile", "docker/api.Dockerfile", "job/Dockerfile"] {
      try project.write(SampleProject.good, to: "shop/\(path)")
    }
    try project.write("x\n", to: "shop/api/main.py")
    try project.write("extends: ../shared/all.yaml\n", to: "shop/web/policy.yaml")
    try project.write("extends: default\n", to: "shop/shared/all.yaml")
    try project.write("a: 1\n", to: "shop/chart/values.yaml")
    try project.write("name: c\n", to: "shop/chart/Chart.yaml")
    try project.write("*.log\n", to: ".gitignore")
    let git = try GitRepository(in: project.directory.path)
    try git.commitAll()
    return (project, git)
  }

  private func judged(_ project: SampleProject, _ arguments: String...) throws -> [String] {
    let outcome = try project.run(["gate", "--changed", "HEAD", "--format", "json"] + arguments, in: "shop")
    return Set(try JSONOutput(outcome.output).inputs.compactMap(\.target)).sorted()
  }

  @Test("Nothing has changed: a pass that says so")
  func nothing() throws {
    let (project, _) = try project()
    let outcome = try project.run("gate", "--changed", "HEAD", in: "shop")
    #expect(outcome.status == 0)
    #expect(outcome.text == "PASS: 3 targets have not changed since HEAD, and are not judged\n")
    for format in ReportOutputTests.formats {
      #expect(try project.run("gate", "--changed", "HEAD", "--format", format, in: "shop").status == 0)
    }
  }

  @Test(
    "A target is judged when anything that decides about it has changed",
    arguments: [
      ("web/Dockerfile", ["web"]), ("web/deep/new.js", ["web"]), ("docker/api.Dockerfile", ["api"]),
      ("docker/other.Dockerfile", []), ("api/main.py", ["api"]), ("apis/main.py", []), ("web/policy.yaml", ["web"]),
      ("shared/all.yaml", ["web"]), ("chart/values.yaml", ["job"]), ("chart/templates/a.yaml", ["job"]),
      ("imgpolicy.yaml", ["api", "job", "web"]), ("readme.md", []), ("api/out.log", []), ("known.json", []),
    ] as [(String, [String])])
  func changes(_ path: String, _ expected: [String]) throws {
    let (project, git) = try project()
    let text = path == "imgpolicy.yaml" ? Self.targets + "# more\n" : "# other\nextends: default\n"
    try project.write(text, to: "shop/\(path)")
    #expect(try judged(project) == expected)
    // Committed or not, staged or not: it is the revision that counts.
    try git.run("add", "--all")
    #expect(try judged(project) == expected)
    try git.commitAll()
    #expect(try judged(project) == [])
    let since = try project.run("gate", "--changed", "HEAD~1", "--format", "json", in: "shop")
    #expect(Set(try JSONOutput(since.output).inputs.compactMap(\.target)).sorted() == expected)
  }

  @Test("What git ignores is judged where it is there: nobody knows whether it is what it was")
  func ignored() throws {
    let (project, git) = try project()
    try project.write(
      Self.targets.replacing("web/Dockerfile,", with: "web/Dockerfile, image: build/web.log,"),
      to: "shop/imgpolicy.yaml")
    try git.commitAll()
    #expect(try judged(project) == [])
    try project.write("no image\n", to: "shop/build/web.log")
    #expect(try judged(project) == ["web"])
  }

  @Test("What git knows has changed only where git says so, though it would ignore it")
  func tracked() throws {
    let (project, git) = try project()
    try project.write(
      Self.targets.replacing("web/Dockerfile,", with: "web/Dockerfile, image: build/web.log,"),
      to: "shop/imgpolicy.yaml")
    try project.write("no image\n", to: "shop/build/web.log")
    try git.run("add", "--all", "--force")
    try git.commitAll()
    #expect(try judged(project) == [])
    try project.write("another\n", to: "shop/build/web.log")
    #expect(try judged(project) == ["web"])
  }

  @Test(
    "What the command line gives a target decides about it, too",
    arguments: [
      (["--values", "over.yaml"], ["job"]), (["--context", "given"], ["api", "job", "web"]),
      (["--base", "node:20-alpine=given/base.tar"], ["api", "job", "web"]),
    ])
  func given(_ options: [String], _ expected: [String]) throws {
    let (project, git) = try project()
    try project.write("a: 2\n", to: "shop/over.yaml")
    try project.write(image: "tag: node:20-alpine\nuser: node\nlayer: base\n  a 1kB\n", to: "shop/given/base.tar")
    try git.commitAll()
    let arguments = ["gate", "--changed", "HEAD", "--format", "json"] + options
    #expect(try project.run(arguments, in: "shop").status == 0)
    try project.write("a: 3\n", to: "shop/over.yaml")
    try project.write(image: "tag: node:20-alpine\nuser: node\nlayer: base\n  a 2kB\n", to: "shop/given/base.tar")
    let report = try JSONOutput(project.run(arguments, in: "shop").output)
    #expect(Set(report.inputs.compactMap(\.target)).sorted() == expected)
  }

  @Test("Manifests bring along the targets whose images they run, and those bring along the manifests")
  func deployments() throws {
    let (project, git) = try project()
    try project.write(
      Self.targets + "  cluster: { workload: [deploy/api.yaml] }\n",
      to: "shop/imgpolicy.yaml")
    try project.write(
      "apiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec: { containers: [{ name: x, image: acme/api:v1 }] }\n",
      to: "shop/deploy/api.yaml")
    try git.commitAll()
    try project.write("y\n", to: "shop/api/main.py")
    #expect(try judged(project) == ["api", "cluster"])
    try git.commitAll()
    try project.write(
      "# other\napiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec: { containers: [{ name: x, image: acme/api:v1 }] }\n",
      to: "shop/deploy/api.yaml")
    #expect(try judged(project) == ["api", "cluster"])
    try git.commitAll()
    try project.write("y\n", to: "shop/web/new.js")
    #expect(try judged(project) == ["web"])
  }

  @Test("A Dockerfile that is gone is a change, and no pass")
  func deleted() throws {
    let (project, _) = try project()
    try FileManager.default.removeItem(atPath: "\(project.directory.path)/shop/web")
    let outcome = try project.run("gate", "--changed", "HEAD", in: "shop")
    // Its policy went with it, so that the project file names nothing.
    #expect(outcome.status == 2 && outcome.errorLines.contains { $0.contains("web/policy.yaml") })
    try project.write("extends: default\n", to: "shop/web/policy.yaml")
    #expect(try project.run("gate", "--changed", "HEAD", in: "shop").status == 3)
  }

  @Test("A link and what it leads to both count, and so does a project that is reached by a link")
  func links() throws {
    let (project, git) = try project()
    let root = project.directory.path
    try FileManager.default.removeItem(atPath: "\(root)/shop/job/Dockerfile")
    try project.write(SampleProject.good, to: "common/Dockerfile")
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/shop/job/Dockerfile", withDestinationPath: "../../common/Dockerfile")
    try git.commitAll()
    try project.write(SampleProject.bad, to: "common/Dockerfile")
    #expect(try judged(project) == ["job"])
    try FileManager.default.createSymbolicLink(atPath: "\(root)/elsewhere", withDestinationPath: "shop")
    let outcome = try project.run(["gate", "--changed", "HEAD", "--format", "json"], in: "elsewhere")
    #expect(try Set(JSONOutput(outcome.output).inputs.map(\.target)) == ["job"])
  }

  @Test("Names choose among the targets that have changed, and the table tells how many have not")
  func names() throws {
    let (project, _) = try project()
    try project.write(SampleProject.bad, to: "shop/web/Dockerfile")
    try project.write("y\n", to: "shop/api/main.py")
    #expect(try judged(project, "api", "job") == ["api"])
    let text = try project.run("gate", "--changed", "HEAD", in: "shop").text
    #expect(text.contains("1 target has not changed since HEAD, and is not judged"), "\(text)")
    #expect(try project.run("gate", "tow", "--changed", "HEAD", in: "shop").status == 2)
  }

  @Test("A baseline decides over every target")
  func baseline() throws {
    let (project, git) = try project()
    try project.write(SampleProject.bad, to: "shop/job/Dockerfile")
    _ = try project.run("gate", "--baseline", "known.json", "--write-baseline", in: "shop")
    try git.commitAll()
    #expect(try judged(project, "--baseline", "known.json") == [])
    try project.write("{\"version\": 1, \"findings\": []}\n", to: "shop/known.json")
    #expect(try judged(project, "--baseline", "known.json") == ["api", "job", "web"])
  }

  @Test(
    "What git does not know is wrong usage",
    arguments: [
      ("nowhere", "git knows no such commit"), ("--all", "git knows no such commit"),
      ("HEAD^{tree}", "git knows no such commit"), ("HEAD..HEAD", "git knows no such commit"),
    ])
  func unknownRevision(_ revision: String, _ says: String) throws {
    let (project, _) = try project()
    let outcome = try project.run("gate", "--changed=\(revision)", in: "shop")
    #expect(outcome.status == 2)
    #expect(outcome.output == [])
    #expect(outcome.errorLines.count == 1 && outcome.errorLines.contains { $0.contains(says) }, "\(outcome.errorLines)")
  }

  @Test("Without a repository, or without git, nothing is judged")
  func withoutGit() throws {
    let (project, _) = try project()
    let lonely = try SampleProject()
    try lonely.write("version: 1\ntargets: { a: { dockerfile: good/Dockerfile } }\n", to: "imgpolicy.yaml")
    let outcome = try lonely.run("gate", "--changed", "HEAD")
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.contains { $0.contains("not a git repository") }, "\(outcome.errorLines)")
    let without = try project.run(
      ["gate", "--changed", "HEAD"], in: "shop", environment: ["PATH": project.directory.path])
    #expect(without.status == 2)
    #expect(without.errorLines.contains { $0.contains("there is no program `git` on PATH") })
  }
}
