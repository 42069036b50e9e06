import Foundation
import TestSupport
import Testing

/// `.pre-commit-hooks.yaml`, run by pre-commit itself. Where that is missing (`make deps` installs it), the suite is skipped, which
/// the test run says; under CI it must be there.
@Suite(
  .enabled(
    if: Tool(ofProject: "pre-commit") != nil || isContinuousIntegration,
    "pre-commit is missing, `make deps` installs it"))
struct PreCommitTests {
  /// A project that has the hooks at a commit of a repository which holds nothing but them.
  private func project(_ hooks: String...) throws -> SampleProject {
    let project = try SampleProject()
    try project.write(try Fixtures.text(ofProjectFile: ".pre-commit-hooks.yaml"), to: "hooks/.pre-commit-hooks.yaml")
    let commit = try GitRepository(in: "\(project.directory.path)/hooks").commitAll()
    try project.write(
      """
      repos:
        - repo: \(project.directory.path)/hooks
          rev: \(commit)
          hooks: [\(hooks.map { "{ id: \($0) }" }.joined(separator: ", "))]

      """, to: "shop/.pre-commit-config.yaml")
    return project
  }

  /// Runs the hooks over the files that are staged.
  private func run(in project: SampleProject) throws -> (status: Int32, log: String) {
    let shop = "\(project.directory.path)/shop"
    try GitRepository(in: shop).run("add", "--all")
    let preCommit = try #require(Tool(ofProject: "pre-commit"), "make deps installs pre-commit")
    let directory = try URL(fileURLWithPath: programPath()).deletingLastPathComponent().path
    var environment = GitRepository.environment
    environment["PATH"] = "\(directory):\(environment["PATH"] ?? "")"
    environment["PRE_COMMIT_HOME"] = "\(project.directory.path)/cache"
    let log = try project.write("", to: "log")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: preCommit.path)
    process.arguments = ["run", "--color", "never", "--verbose"]
    process.currentDirectoryURL = URL(fileURLWithPath: shop)
    process.environment = environment
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: try project.contents(of: "log"), as: UTF8.self))
  }

  @Test("The Dockerfiles of a commit are judged, and no other file")
  func check() throws {
    let project = try project("imgpolicy")
    try project.write(SampleProject.good, to: "shop/web/Dockerfile")
    try project.write("node_modules\n", to: "shop/web/Dockerfile.dockerignore")
    try project.write("FROM node\n", to: "shop/web/notes.txt")
    let green = try run(in: project)
    #expect(green.status == 0 && green.log.contains("Passed"), "\(green.log)")
    for path in ["api/Dockerfile.dev", "Containerfile", "job/job.dockerfile", "web.Dockerfile"] {
      try project.write(SampleProject.bad, to: "shop/\(path)")
      let outcome = try run(in: project)
      #expect(outcome.status == 1 && outcome.log.contains("Failed"), "\(outcome.log)")
      #expect(outcome.log.contains("\(path):2:6"), "\(path) in \(outcome.log)")
      try project.write(SampleProject.good, to: "shop/\(path)")
    }
  }

  @Test("A commit without Dockerfiles runs nothing")
  func nothing() throws {
    let project = try project("imgpolicy", "imgpolicy-gate")
    try GitRepository(in: "\(project.directory.path)/shop").commitAll()
    try project.write("x\n", to: "shop/main.js")
    let outcome = try run(in: project)
    #expect(outcome.status == 0)
    #expect(
      outcome.log.split(separator: "\n").count { $0.contains("(no files to check)Skipped") } == 2, "\(outcome.log)")
  }

  @Test("The gate judges the whole project when a part of it changes")
  func gate() throws {
    let project = try project("imgpolicy-gate")
    try project.write("version: 1\ntargets: { web: { dockerfile: web/Dockerfile } }\n", to: "shop/imgpolicy.yaml")
    try project.write(SampleProject.good, to: "shop/web/Dockerfile")
    let green = try run(in: project)
    #expect(green.status == 0 && green.log.contains("Passed"), "\(green.log)")
    try project.write(SampleProject.bad, to: "shop/web/Dockerfile")
    let red = try run(in: project)
    #expect(red.status == 1 && red.log.contains("root-user"), "\(red.log)")
  }
}
