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

  @Test("An image that several targets name is judged for each of them, by its policy and against its Dockerfile")
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
    #expect(report.findings.count { $0.rule == "drifted-user" } == 2)
    #expect(report.findings.count { $0.rule == "oversized-image" } == 1)
    #expect(report.inputs.count { $0.path == "build/web.tar" } == 4)
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

  @Test("The project file is found upward, and paths in it are relative to it")
  func nearestFile() throws {
    let project = try project("  web: { dockerfile: bad/Dockerfile }\n")
    let report = try JSONOutput(project.run("gate", "--format", "json", in: "nothing").output)
    #expect(report.inputs.map(\.path) == ["../bad/Dockerfile"])
    #expect(report.findings.count == 2)
  }
}
