import TestSupport
import Testing

/// `--base NAME=IMAGE`, `bases` of a project file, and the ignore file of a context.
@Suite struct BaseTests {
  private static let file = "FROM shop/base:1\nCMD [\"run\"]\n"
  private static let base = """
    tag: shop/base:1
    platform: linux/arm64
    user: 1001
    healthcheck: ["CMD", "true"]
    layer: COPY app /app
      app/data 10kB

    """

  private func project(_ dockerfile: String = file) throws -> SampleProject {
    let project = try SampleProject()
    try project.write(dockerfile, to: "web/Dockerfile")
    try project.write(image: Self.base, to: "build/base.tar")
    return project
  }

  private func places(_ project: SampleProject, _ arguments: String...) throws -> [String] {
    try places(project, arguments)
  }

  private func places(_ project: SampleProject, _ arguments: [String]) throws -> [String] {
    try JSONOutput(project.run(["check", "web", "--format", "json"] + arguments).output).places
  }

  @Test("What the archive of a base says counts")
  func facts() throws {
    let project = try project()
    #expect(try places(project) == ["1 missing-healthcheck", "1 missing-user"])
    #expect(try places(project, "--base", "shop/base:1=build/base.tar") == [])
    #expect(try places(project, "--base", "docker.io/shop/base:1=build/base.tar", "--platform", "linux/arm64") == [])
    #expect(
      try places(project, "--base", "shop/base:1=build/base.tar", "--platform", "linux/amd64")
        == ["1 base-image-platform-mismatch"])
    let selected = try project.run(
      "check", "web", "--base", "shop/base:1=build/base.tar", "--platform=linux/amd64", "--select",
      "InvalidBaseImagePlatform")
    #expect(selected.status == 1)
    #expect(
      selected.text.contains("the base image shop/base:1 is for linux/arm64, but the build asks for linux/amd64"))
  }

  @Test("What a policy demands of the config is held against that of a known base, too")
  func demands() throws {
    let project = try project("FROM shop/base:1\n")
    try project.write(
      image: Self.base
        + "entrypoint: [\"node\"]\ncmd: [\"--token\"]\nworkdir: /app\nstopsignal: SIGQUIT\nexpose: 9229/tcp\n"
        + "env: MODE=fast\n", to: "build/base.tar")
    try project.write(
      """
      config:
        { platform: linux/amd64, entrypoint: [npm], cmd: [start], workdir: /srv, stop-signal: SIGINT, ports: [80],
          env: { MODE: slow } }
      """, to: "other.yaml")
    try project.write(
      """
      config:
        { platform: linux/arm64, entrypoint: [node], cmd: [--token], workdir: /app/, stop-signal: 3, ports: 9229,
          env: { MODE: fast } }
      """, to: "equal.yaml")
    let base = ["--base", "shop/base:1=build/base.tar"]
    #expect(try places(project, base + ["--policy", "equal.yaml"]) == [])
    let command = Array(repeating: "1 unexpected-stage-command", count: 4)
    #expect(
      try places(project, base + ["--policy", "other.yaml"])
        == ["1 unexpected-env-value", "1 unexpected-port", "1 unexpected-port"] + command
        + ["1 unexpected-stage-platform"])
    // Nobody knows what an unknown base has.
    #expect(try places(project, ["--policy", "other.yaml"]).allSatisfy { !$0.contains("stage") })
  }

  @Test("A project file gives bases too, relative to itself; the command line beats it")
  func projectFile() throws {
    let project = try project()
    try project.write(
      "version: 1\nbases: { \"shop/base:1\": build/base.tar, other:2: nowhere.tar }\n", to: "imgpolicy.yaml")
    let report = try JSONOutput(project.run("check", "--format", "json", in: "web").output)
    #expect(report.places == [] && report.inputs.map(\.path) == ["Dockerfile"])
    try project.write(image: Self.base.replacing("user: 1001\n", with: ""), to: "root.tar")
    #expect(try places(project, "--base", "shop/base:1=root.tar") == ["1 missing-user"])
    #expect(try places(project, "--no-config") == ["1 missing-healthcheck", "1 missing-user"])
    try project.write(
      "version: 1\ntargets: { web: { dockerfile: web/Dockerfile } }\nbases: { \"shop/base:1\": build/base.tar }\n",
      to: "imgpolicy.yaml")
    #expect(try project.run("gate").status == 0)
    #expect(try project.run("gate", "--base", "shop/base:1=root.tar").status == 1)
  }

  @Test("A base that cannot be read is never a pass, and is said once; the files are judged without it")
  func unreadable() throws {
    let project = try project()
    try project.write(Self.file, to: "web/two/Dockerfile")
    try project.write(image: Self.base + "fault: flip config\n", to: "flipped.tar")
    for (archive, kind) in [
      ("nowhere.tar", "no-such-file"), ("small.yaml", "not-an-image"), ("flipped.tar", "digest-mismatch"),
    ] {
      let outcome = try project.run("check", "web", "--format", "json", "--base", "shop/base:1=\(archive)")
      #expect(outcome.status == 3)
      let report = try JSONOutput(outcome.output)
      #expect(report.verdict == "unreadable")
      #expect(report.inputs.filter { $0.error != nil }.map(\.path) == [archive])
      #expect(report.inputs.compactMap(\.error?.kind) == [kind])
      #expect(report.inputs.compactMap(\.error?.message).allSatisfy { $0.contains("the base image shop/base:1") })
      #expect(report.places.count == 4)
    }
    try project.write(
      "version: 1\ntargets: { web: { dockerfile: web/Dockerfile } }\nbases: { \"shop/base:1\": nowhere.tar }\n",
      to: "imgpolicy.yaml")
    #expect(try project.run("gate").status == 3)
  }

  @Test(
    "A --base that cannot be meant so is wrong usage",
    arguments: [
      (["shop/base:1"], "expected NAME=IMAGE"), (["=build/base.tar"], "expected NAME=IMAGE"),
      (["shop/base:1="], "expected NAME=IMAGE"), (["Shop=build/base.tar"], "“Shop” is no image reference"),
      (
        ["shop/bose:1=build/base.tar"],
        "no FROM names the image “shop/bose:1”, and no image is built on it: did you mean “shop/base:1”?"
      ),
      (["shop/base:1=build/base.tar", "docker.io/shop/base:1=two.tar"], "twice"),
      (["shop/base:1=build/base.tar", "alpine=two.tar"], "no FROM names the image “alpine”"),
    ])
  func usage(_ bases: [String], _ says: String) throws {
    let outcome = try project().run(["check", "web"] + bases.flatMap { ["--base", $0] })
    #expect(outcome.status == 2)
    #expect(outcome.output == [])
    #expect(
      outcome.errorLines.count == 1 && outcome.errorLines.allSatisfy { $0.contains(says) }, "\(outcome.errorLines)")
  }

  @Test("Wrong bases in a project file have a place")
  func wrongBases() throws {
    for (bases, says) in [
      ("[a]", "2:8"), ("{ Web: a.tar }", "imgpolicy.yaml:2:10: `Web` is no image reference"),
      ("{ a: [b] }", "imgpolicy.yaml:2:"), ("{ node: a.tar, \"docker.io/node:latest\": b.tar }", "has already"),
    ] {
      let project = try project()
      try project.write("version: 1\nbases: \(bases)\n", to: "imgpolicy.yaml")
      let outcome = try project.run("check", "web")
      #expect(outcome.status == 2)
      #expect(outcome.errorLines.contains { $0.contains(says) }, "\(outcome.errorLines)")
    }
  }

  @Test("--platform gives the automatic arguments their values, as for docker build")
  func platform() throws {
    let project = try project("FROM --platform=$TARGETPLATFORM shop/base:1\nARG TARGETARCH\nCOPY out/$TARGETARCH /\n")
    try project.write("out/arm64\n", to: "ctx/.dockerignore")
    let always = [
      "--context", "ctx", "--select", "copy-of-ignored-file,base-image-platform-mismatch", "--format", "json",
    ]
    func places(_ more: String...) throws -> [String] {
      try JSONOutput(project.run(["check", "web"] + always + more).output).places
    }
    #expect(try places() == [])
    #expect(try places("--platform", "linux/arm64") == ["3 copy-of-ignored-file"])
    #expect(
      try places("--platform", "linux/amd64", "--base", "shop/base:1=build/base.tar")
        == ["1 base-image-platform-mismatch"])
    let wrong = try project.run("check", "web", "--platform", "linux/arm64/v8/x")
    #expect(wrong.status == 2 && wrong.errorLines.first?.contains("no platform") == true)
  }

  @Test("An ignore file that the builder refuses fails the check, with its path and line")
  func ignoreFile() throws {
    let project = try project(SampleProject.good)
    try project.write("node_modules\n!\n", to: "ctx/.dockerignore")
    let outcome = try project.run("check", "web", "--context", "ctx")
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("the ignore file ctx/.dockerignore is refused: “!” stands alone"))
    #expect(outcome.text.contains("(ctx/.dockerignore:2:1)"))
    let report = try JSONOutput(project.run("check", "web", "--context", "ctx", "--format", "json").output)
    #expect(report.places == ["0 syntax-error"])
    #expect(
      try project.run("check", "web", "--context", "ctx", "--format", "concise").text.contains(
        "ctx/.dockerignore:2:1: error: web/Dockerfile: "))
  }
}
