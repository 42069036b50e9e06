import Foundation
import TestSupport
import Testing

/// `--format` and `--output`: many reports, one verdict.
@Suite struct ReportOutputTests {
  static let formats = [
    "text", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown",
  ]

  @Test("The format never changes the status", arguments: formats)
  func status(_ format: String) throws {
    let project = try SampleProject()
    for (path, status) in [("good", 0), ("bad", 1), ("nowhere", 3)] as [(String, Int32)] {
      let plain = try project.run("check", path, "--format", format)
      #expect(plain.status == status)
      let written = try project.run("check", path, "--output", "\(format)=report", "--color", "never")
      #expect(written.status == status)
      #expect(try project.contents(of: "report") == plain.output)
    }
  }

  @Test("Several reports of one run")
  func several() throws {
    let project = try SampleProject()
    let outputs = Self.formats.flatMap { ["--output", "\($0)=out.\($0)"] }
    let outcome = try project.run(["check", "bad"] + outputs)
    #expect(outcome.status == 1)
    for format in Self.formats { #expect(try !project.contents(of: "out.\(format)").isEmpty) }
  }

  @Test("No report takes the place of what was judged, or of the baseline")
  func overwriting() throws {
    let project = try SampleProject()
    try FileManager.default.createSymbolicLink(
      atPath: "\(project.directory.path)/link", withDestinationPath: "bad/Dockerfile")
    for (arguments, name) in [
      (["check", "bad", "--output", "json=bad/Dockerfile"], "bad/Dockerfile"),
      (["check", "bad", "--output", "json=link"], "bad/Dockerfile"),
      (["check", "bad", "--output", "text=./bad/../bad/Dockerfile", "--fix"], "bad/Dockerfile"),
      (["check", "bad", "--baseline", "b.json", "--write-baseline", "--output", "json=b.json"], nil),
    ] {
      let outcome = try project.run(arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errorLines.first?.contains("would overwrite a file of this run") == true)
      if let name { #expect(try project.contents(of: name) == Array(SampleProject.bad.utf8)) }
    }
  }

  @Test(
    "Nor of anything else that the run was made from",
    arguments: [
      ("small.yaml", ["check", "bad", "--policy", "small.yaml"]),
      ("base.yaml", ["check", "bad", "--policy", "over-base.yaml"]),
      ("imgpolicy.yaml", ["gate"]), ("small.yaml", ["gate"]), ("base.tar", ["gate", "--base", "node=base.tar"]),
      ("good/.dockerignore", ["gate"]), ("bad/.hadolint.yaml", ["check", "bad", "--config", "bad/.hadolint.yaml"]),
      ("over.yaml", ["check", "chart", "--values", "over.yaml"]), ("chart/Chart.yaml", ["check", "chart"]),
    ])
  func overwritingOthers(_ path: String, _ arguments: [String]) throws {
    let project = try SampleProject()
    try project.writeValues()
    try project.write("extends: base.yaml\n", to: "over-base.yaml")
    try project.write("extends: []\n", to: "base.yaml")
    try project.write(image: "tag: node:latest\nlayer: base\n  a 1kB\n", to: "base.tar")
    try project.write("node_modules\n", to: "good/.dockerignore")
    try project.write("ignored: [DL3006]\n", to: "bad/.hadolint.yaml")
    if arguments.first == "gate" {
      try project.write(
        """
        version: 1
        targets:
          a: { dockerfile: bad/Dockerfile, policy: small.yaml }
          b: { dockerfile: good/Dockerfile, context: good }

        """, to: "imgpolicy.yaml")
    }
    let before = try project.contents(of: path)
    let outcome = try project.run(arguments + ["--output", "json=\(path)"])
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.contains { $0.contains("would overwrite a file of this run") }, "\(outcome.errorLines)")
    #expect(try project.contents(of: path) == before)
  }

  @Test("With workflow commands, the job summary of GitHub is added to, and is no condition")
  func jobSummary() throws {
    let project = try SampleProject()
    try project.write("before\n", to: "summary.md")
    let environment = ["GITHUB_STEP_SUMMARY": "\(project.directory.path)/summary.md"]
    for options in [["--format", "github"], ["--output", "github=log"]] {
      #expect(try project.run(["check", "bad"] + options, environment: environment).status == 1)
    }
    _ = try project.run(["check", "bad"], environment: environment)
    let summary = String(decoding: try project.contents(of: "summary.md"), as: UTF8.self)
    #expect(summary.hasPrefix("before\n## ❌ imgpolicy: fail\n"))
    #expect(summary.split(separator: "imgpolicy: fail").count == 3)
    let nowhere = ["GITHUB_STEP_SUMMARY": "/nowhere/summary.md"]
    let outcome = try project.run(["check", "good", "--format", "github"], environment: nowhere)
    #expect(outcome.status == 0)
    #expect(outcome.errorLines == ["imgpolicy: the job summary cannot be written to GITHUB_STEP_SUMMARY"])
  }
}
