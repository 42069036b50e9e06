import TestSupport
import Testing

@Suite struct CheckTests {
  @Test("An input that cannot be read does not keep the others from being judged")
  func severalInputs() throws {
    let report = try JSONOutput(
      SampleProject().run("check", "bad/Dockerfile", "nowhere", "good", "--format", "json").output)
    #expect(report.verdict == "unreadable")
    #expect(report.inputs.map(\.path) == ["bad/Dockerfile", "good/Dockerfile", "nowhere"])
    #expect(report.inputs.map { $0.error?.kind } == [nil, nil, "no-such-file"])
    #expect(report.places == ["1 unpinned-base-image", "2 root-user"])
    #expect(report.findings.allSatisfy { $0.input == 0 && $0.path == "bad/Dockerfile" })
    #expect(report.summary["warning"] == 2)
  }

  @Test("A report has the same bytes whatever the order of the arguments")
  func determinism() throws {
    let project = try SampleProject()
    let paths = ["bad", "good/Dockerfile", "./bad/Dockerfile", "nowhere", "empty.Dockerfile", "."]
    for format in ["json", "concise", "text"] {
      let outcomes = try (0..<paths.count).map { turn in
        try project.run(["check", "--format", format] + paths[turn...] + paths[..<turn])
      }
      #expect(Set(outcomes.map(\.output)).count == 1)
      #expect(Set(outcomes.map(\.status)) == [3])
      #expect(outcomes.first?.output.isEmpty == false)
    }
  }

  @Test("--output writes further reports; what standard output gets and the status stay")
  func outputs() throws {
    let project = try SampleProject()
    let plain = try project.run("check", "bad")
    let outcome = try project.run("check", "bad", "--output", "json=a.json", "--output=concise=b.txt")
    #expect(outcome.status == 1)
    #expect(outcome.output == plain.output)
    let json = try project.run("check", "bad", "--format", "json", "--output", "text=c.txt")
    #expect(json.status == 1)
    #expect(try project.contents(of: "a.json") == json.output)
    #expect(try project.contents(of: "b.txt") == project.run("check", "bad", "--format", "concise").output)
    #expect(try project.contents(of: "c.txt") == plain.output)
  }

  @Test(
    "Rules are selected, ignored and graded",
    arguments: [
      ([], ["1 unpinned-base-image warning", "2 root-user warning"]),
      (["--select", "root-user"], ["2 root-user warning"]),
      (["--select", "DL3006"], ["1 unpinned-base-image warning"]),
      (["--select", "security,pinning"], ["1 unpinned-base-image warning", "2 root-user warning"]),
      (["--select", "hadolint", "--ignore", "DL3002"], ["1 unpinned-base-image warning", "2 non-numeric-user info"]),
      (["--ignore", "pinning", "--ignore", "user"], []),
      (["--ignore", "security", "--select", "all"], ["1 unpinned-base-image warning"]),
      (["--severity", "root-user=error", "--severity", "unpinned-base-image=off"], ["2 root-user error"]),
      (["--severity", "DL3006=style"], ["1 unpinned-base-image style", "2 root-user warning"]),
      (["--policy", "small.yaml"], ["1 unpinned-base-image info", "2 root-user error"]),
      (["--policy", "small.yaml", "--policy", "frontend", "--select", "root-user"], ["2 root-user error"]),
      (
        ["--policy", "small.yaml", "--extend-select", "single-stage-build", "--ignore", "root-user"],
        ["1 unpinned-base-image info"]
      ), (["--severity", "ROOT-USER=info"], ["1 unpinned-base-image warning", "2 root-user info"]),
    ])
  func selection(_ options: [String], _ expected: [String]) throws {
    let report = try JSONOutput(SampleProject().run(["check", "bad", "--format", "json"] + options).output)
    #expect(report.findings.map { "\($0.line ?? 0) \($0.rule) \($0.severity)" } == expected)
  }

  @Test(
    "The lowest severity that fails is that of the command line, else of the policy, else warning",
    arguments: [
      ("warning", nil, 1), ("info", nil, 0), ("error", nil, 1), ("warning", "error", 0), ("info", "info", 1),
      ("style", "style", 1), ("error", "none", 0), ("info", "style", 1),
    ] as [(String, String?, Int32)])
  func failOn(_ severity: String, _ threshold: String?, _ status: Int32) throws {
    let project = try SampleProject()
    try project.write("extends: []\nrules: { root-user: \(severity) }\n", to: "p.yaml")
    let options = threshold.map { ["--fail-on", $0] } ?? []
    #expect(try project.run(["check", "bad", "--policy", "p.yaml"] + options).status == status)
    try project.write(
      "extends: []\nfail-on: \(threshold ?? "warning")\nrules: { root-user: \(severity) }\n", to: "p.yaml")
    #expect(try project.run("check", "bad", "--policy", "p.yaml").status == status)
  }

  @Test("Standard input is a file with the name that it is given, policies by its path included")
  func standardInput() throws {
    let project = try SampleProject()
    try project.write("version: 1\npaths: { \"web/**\": small.yaml }\n", to: "imgpolicy.yaml")
    func report(_ arguments: String...) throws -> JSONOutput {
      try JSONOutput(project.run(["check", "-", "--format", "json"] + arguments, input: SampleProject.bad).output)
    }
    let plain = try report()
    #expect(plain.inputs.map(\.path) == ["-"])
    #expect(plain.places == ["1 unpinned-base-image", "2 root-user"])
    let named = try report("--stdin-filename", "web/Dockerfile")
    #expect(named.inputs.map(\.path) == ["web/Dockerfile"])
    #expect(named.inputs.first?.policies == ["small.yaml"])
    #expect(named.findings.map(\.severity) == ["info", "error"])
    #expect(try project.run("check", "-", "--kind", "dockerfile", input: "").text.contains("the Dockerfile is empty"))
    // Read once, however often it is named.
    #expect(try report("-", "good").inputs.map(\.path) == ["-", "good/Dockerfile"])
  }

  @Test("A directory is searched, without what Git ignores and what nobody wrote")
  func discovery() throws {
    let project = try SampleProject()
    for path in [
      "s/Dockerfile", "s/Dockerfile.dev", "s/api.Dockerfile", "s/Containerfile", "s/deep/er/web.dockerfile",
      "s/Dockerfile.dockerignore", "s/dockerfile.txt", "s/.git/Dockerfile",
      "s/node_modules/a/Dockerfile", "s/vendor/Dockerfile", "s/ignored/Dockerfile", "s/deep/Dockerfile.tmp",
    ] { try project.write(SampleProject.good, to: path) }
    try project.write("ignored/\n", to: "s/.gitignore")
    try project.write("*.tmp\n", to: "s/deep/.gitignore")
    let report = try JSONOutput(project.run("check", "s", "--format", "json").output)
    #expect(
      report.inputs.map(\.path) == [
        "s/Containerfile", "s/Dockerfile", "s/Dockerfile.dev", "s/api.Dockerfile", "s/deep/er/web.dockerfile",
      ])
    // What is named is judged, ignored or not.
    let named = try JSONOutput(project.run("check", "s/ignored/Dockerfile", "--format", "json").output)
    #expect(named.inputs.map(\.path) == ["s/ignored/Dockerfile"])
    // Without a path, the current directory; paths are relative to it.
    let here = try JSONOutput(project.run("check", "--format", "json", in: "s/deep").output)
    #expect(here.inputs.map(\.path) == ["er/web.dockerfile"])
  }

  @Test("A file of two targets is one input, judged by the policy of the first")
  func sharedFile() throws {
    let project = try SampleProject()
    try project.write(
      """
      version: 1
      targets:
        one: { dockerfile: bad/Dockerfile, policy: small.yaml }
        two: { dockerfile: ./bad/../bad/Dockerfile, policy: strict }

      """, to: "imgpolicy.yaml")
    for paths in [["bad"], ["bad/Dockerfile", "bad", "./bad/Dockerfile"]] {
      let report = try JSONOutput(project.run(["check", "--format", "json"] + paths).output)
      #expect(report.inputs.map(\.target) == ["one"])
      #expect(report.findings.count == 2)
    }
  }

  @Test("Build arguments and the target stage count")
  func buildOptions() throws {
    let project = try SampleProject()
    try project.write("ARG TAG\nFROM node:$TAG AS one\nUSER root\nFROM one AS two\nUSER 1\n", to: "Dockerfile")
    func places(_ options: String...) throws -> [String] {
      try JSONOutput(
        project.run(["check", "Dockerfile", "--select", "root-user,latest-base-image", "--format", "json"] + options)
          .output
      ).places
    }
    #expect(try places() == [])
    #expect(try places("--build-arg", "NOWHERE", "--target", "ONE") == places("--target", "ONE"))
    #expect(try places("--build-arg", "TAG=latest", "--target", "ONE") == ["2 latest-base-image", "3 root-user"])
    let inherited = try project.run(
      ["check", "Dockerfile", "--select", "latest-base-image", "--build-arg", "TAG", "--format", "json"],
      environment: ["TAG": "latest"])
    #expect(try JSONOutput(inherited.output).places == ["2 latest-base-image"])
  }

  @Test("Colour is only where it is asked for or can be seen")
  func color() throws {
    let project = try SampleProject()
    #expect(try !project.run("check", "bad").output.contains(0x1B))
    #expect(try project.run("check", "bad", "--color", "always").output.contains(0x1B))
    #expect(try !project.run("check", "bad", "--color", "always", "--format", "json").output.contains(0x1B))
  }
}
