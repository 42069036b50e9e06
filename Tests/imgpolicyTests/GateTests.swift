import TestSupport
import Testing

@Suite struct GateTests {
  private static let image = """
    tag: shop/web:v1
    user: 1001
    healthcheck: ["CMD", "true"]
    cmd: ["node"]
    layer: the base
      0644 1001:1001 app/data 600kB
      0755 0:0 bin/true "ELF"
      0755 0:0 bin/node "ELF"

    """

  private func project(_ targets: String) throws -> SampleProject {
    let project = try SampleProject()
    try project.writeValues()
    try project.write("version: 1\ntargets:\n\(targets)", to: "imgpolicy.yaml")
    try project.write(image: Self.image, to: "build/web.tar")
    try project.write(image: Self.image.replacing("1001\n", with: "root\n"), to: "build/root.tar")
    try project.write("extends: default\nbudgets: { image: { unpacked: 500kB } }\n", to: "tight.yaml")
    return project
  }

  @Test(
    "A project is judged as its file lists it",
    arguments: [
      ("  web: { dockerfile: good/Dockerfile, image: build/web.tar, policy: default }\n", 0, "PASS"),
      ("  web: { dockerfile: bad/Dockerfile, image: build/web.tar }\n", 1, "USER is root, but the image runs as 1001"),
      ("  web: { dockerfile: good/Dockerfile, image: build/root.tar }\n", 1, "the image runs as root"),
      ("  web: { image: build/web.tar, policy: tight.yaml }\n", 1, "600 kB of 500 kB"),
      ("  web: { dockerfile: good/Dockerfile, image: build/later.tar }\n", 0, "not built"),
      (
        "  web: { dockerfile: good/Dockerfile, image: { path: build/later.tar, required: true } }\n", 3,
        "build/later.tar"
      ),
      ("  web: { dockerfile: nowhere/Dockerfile, image: build/root.tar }\n", 3, "the image runs as root"),
      ("  web: { dockerfile: good/Dockerfile, workload: [manifest.yaml] }\n", 0, "workload"),
      ("  web: { workload: [manifest.yaml, privileged.yaml] }\n", 1, "the container web of Pod/web is privileged"),
      ("  web: { workload: [nowhere.yaml] }\n", 3, "nowhere.yaml"),
      ("  web: { workload: [chart/templates/web.yaml] }\n", 3, "helm template"),
      ("  web: { dockerfile: good/Dockerfile, values: [values.yaml] }\n", 3, "values.yaml"),
      ("  web: { values: [chart/values.yaml] }\n", 0, "values"),
      ("  web: { values: [chart/values.yaml, over.yaml] }\n", 1, "did you mean `replicaCount`?"),
      ("  web: { values: [over.yaml, nowhere.yaml] }\n", 3, "nowhere.yaml"),
    ] as [(String, Int32, String)])
  func verdicts(_ targets: String, _ status: Int32, _ says: String) throws {
    let outcome = try project(targets).run("gate")
    #expect(outcome.status == status)
    #expect(outcome.text.contains(says), "\(outcome.text)")
    #expect(outcome.text.contains("target") && outcome.text.contains("web"))
  }

  @Test("Targets can be named, and each has its policy")
  func targets() throws {
    let project = try project(
      "  one: { dockerfile: good/Dockerfile, policy: default }\n  two: { dockerfile: bad/Dockerfile, policy: [default, small.yaml] }\n"
    )
    #expect(try project.run("gate", "one").status == 0)
    let report = try JSONOutput(project.run("gate", "two", "one", "--format", "json").output)
    #expect(report.verdict == "fail")
    #expect(report.inputs.map(\.target) == ["one", "two"])
    #expect(report.inputs.map(\.policies) == [["default"], ["default", "small.yaml"]])
    #expect(report.findings.map { "\($0.rule) \($0.severity)" } == ["unpinned-base-image info", "root-user error"])
    let unknown = try project.run("gate", "tow")
    #expect(unknown.status == 2)
    #expect(unknown.errorLines == ["imgpolicy: imgpolicy.yaml has no target “tow”: did you mean “two”?"])
  }

  @Test(
    "An image that several targets name is judged by the policy of each and against its Dockerfile, and told once a policy"
  )
  func sharedImage() throws {
    let outcome = try project(
      """
        one: { dockerfile: good/Dockerfile, image: build/web.tar }
        two: { dockerfile: bad/Dockerfile, image: build/web.tar }
        three: { image: build/web.tar, policy: tight.yaml }
        four: { dockerfile: bad/Dockerfile, image: build/web.tar }

      """
    ).run("gate", "--format", "json")
    let report = try JSONOutput(outcome.output)
    #expect(report.findings.count { $0.rule == "drifted-user" } == 1)
    #expect(report.findings.count { $0.rule == "oversized-image" } == 1)
    #expect(report.inputs.count { $0.path == "build/web.tar" } == 2)
    #expect(report.inputs.count { $0.path == "bad/Dockerfile" } == 1)
    let faults = report.findings.map { "\($0.rule) \($0.path) \($0.line ?? 0) \($0.message)" }
    #expect(Set(faults).count == faults.count, "\(faults)")
  }

  @Test(
    "A wrong project file ends with 2 and says where",
    arguments: [
      ("version: 2\n", "imgpolicy.yaml:1:10"),
      ("version: 1\ntarget: {}\n", "imgpolicy.yaml:2:1: unknown key `target`: did you mean `targets`?"),
      ("version: 1\ntargets: { web: { dockerfil: a } }\n", "did you mean `dockerfile`?"),
      ("version: 1\n", "no targets"), ("targets: {}\n", "version"),
      ("version: 1\ntargets: { web: { dockerfile: [a] } }\n", "imgpolicy.yaml:2:"),
      ("version: 1\ntargets: { web: { dockerfile: good/Dockerfile, policy: fronted } }\n", "did you mean `frontend`?"),
      ("version: 1\nignore: [nope]\n", "unknown rule, alias or group `nope`"),
      ("\t", "imgpolicy.yaml:"),
    ])
  func wrongFiles(_ text: String, _ says: String) throws {
    let project = try SampleProject()
    try project.write(text, to: "imgpolicy.yaml")
    let outcome = try project.run("gate")
    #expect(outcome.status == 2)
    #expect(outcome.output == [])
    // All faults of the file, each on a line of its own.
    #expect(outcome.errorLines.allSatisfy { $0.hasPrefix("imgpolicy: imgpolicy.yaml") })
    #expect(outcome.errorLines.contains { $0.contains(says) }, "\(outcome.errorLines)")
  }

  @Test("A file that two targets name is judged once, and both rows tell of it")
  func sharedDockerfile() throws {
    let project = try project("  one: { dockerfile: bad/Dockerfile }\n  two: { dockerfile: bad/Dockerfile }\n")
    let report = try JSONOutput(project.run("gate", "--format", "json").output)
    #expect(report.inputs.map(\.path) == ["bad/Dockerfile"])
    #expect(report.findings.map(\.input) == [0, 0])
    let text = try project.run("gate").text
    #expect(text.split(separator: "\n").count { $0.contains("✗ 2 findings") || $0.contains("✗ 2") } >= 2, "\(text)")
    // Another policy is another verdict: only what it says otherwise is said again.
    try project.write("extends: []\nrules: { root-user: error, unpinned-base-image: info }\n", to: "other.yaml")
    let other = try JSONOutput(
      self.project(
        "  one: { dockerfile: bad/Dockerfile, policy: small.yaml }\n  two: { dockerfile: bad/Dockerfile, policy: strict }\n"
      )
      .run("gate", "--format", "json", "--shellcheck", "off").output)
    #expect(other.inputs.count == 2)
    #expect(Set(other.findings.map { "\($0.rule) \($0.severity)" }).count == other.findings.count)
  }

  @Test("What serves a target that is not judged is no slip, and what serves none is one")
  func unusedOptions() throws {
    let targets = "  web: { dockerfile: good/Dockerfile }\n  chart: { values: [chart/values.yaml] }\n"
    let project = try project(targets)
    try project.writeValues()
    let without = try self.project("  web: { dockerfile: good/Dockerfile }\n")
    try without.writeValues()
    for options in [["--values", "over.yaml"], ["--set", "a=b"], ["--base", "node:20-alpine=none.tar"]] {
      #expect(try project.run(["gate", "chart"] + options).status != 2, "\(options)")
    }
    #expect(try project.run("gate", "web", "--values", "over.yaml").status == 0)
    #expect(try without.run("gate", "--values", "over.yaml").status == 2)
    #expect(try project.run("gate", "--base", "nothing=none.tar").status == 2)
  }

  @Test("A context counts for gate as for check: that of the command line, else the target's")
  func contexts() throws {
    let project = try project("  web: { dockerfile: good/Dockerfile, context: nothing, policy: small-context.yaml }\n")
    try project.write("extends: []\nbudgets: { context: 1kB }\n", to: "small-context.yaml")
    try project.write("FROM alpine:3.20\nCOPY . /app\n", to: "good/Dockerfile")
    try project.write(String(repeating: "x", count: 4000), to: "nothing/large.txt")
    try project.write("x", to: "small/small.txt")
    for arguments in [["gate"], ["check", "good/Dockerfile"]] {
      let rules = { (options: [String]) in
        try JSONOutput(project.run(arguments + options + ["--format", "json"]).output).findings.map(\.rule)
      }
      #expect(try rules([]) == ["oversized-context"], "\(arguments)")
      #expect(try rules(["--context", "small"]) == [], "\(arguments)")
      #expect(try project.run(arguments + ["--context", "nowhere"]).status == 3, "\(arguments)")
    }
  }

  @Test("A policy that is not there is an error of the project file, whichever inputs are judged")
  func missingPolicy() throws {
    let project = try project(
      "  web: { dockerfile: good/Dockerfile }\n  api: { dockerfile: bad/Dockerfile, policy: strict.yml }\n")
    for arguments in [["gate", "web"], ["check", "good/Dockerfile"]] {
      let outcome = try project.run(arguments)
      #expect(outcome.status == 2)
      #expect(
        outcome.errorLines == [
          "imgpolicy: imgpolicy.yaml:4:46: there is no policy file strict.yml; the built-in policy is called `strict`"
        ])
    }
  }

  @Test("A target without a policy is judged by that of its paths, by gate as by check")
  func targetWithoutPolicy() throws {
    let project = try project("  web: { dockerfile: bad/Dockerfile }\npaths: { ./bad/: small.yaml }\n")
    let reports = try [["gate"], ["check", "bad/Dockerfile"]].map {
      try JSONOutput(project.run($0 + ["--format", "json"]).output)
    }
    #expect(reports.map { $0.inputs.map(\.policies) } == [[["small.yaml"]], [["small.yaml"]]])
    #expect(reports.map { $0.findings.map(\.severity) } == [["info", "error"], ["info", "error"]])
  }

  @Test("The project file is found upward, and paths in it are relative to it")
  func nearestFile() throws {
    let project = try project("  web: { dockerfile: bad/Dockerfile }\n")
    let report = try JSONOutput(project.run("gate", "--format", "json", in: "nothing").output)
    #expect(report.inputs.map(\.path) == ["../bad/Dockerfile"])
    #expect(report.findings.count == 2)
  }
}
