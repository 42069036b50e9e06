import TestSupport
import Testing

/// A Dockerfile and the image that is said to be built from it.
@Suite struct ReleaseTests {
  private static let dockerfile = """
    FROM alpine:3.20
    # the model
    COPY model /app/model
    RUN adduser -D app && \\
        chown app /app
    USER 1001
    HEALTHCHECK CMD ["/bin/true"]
    CMD ["/bin/true"]

    """

  private static let image = """
    tag: shop/web:v1
    user: 1001
    healthcheck: ["CMD", "/bin/true"]
    cmd: ["/bin/true"]
    layer: the base
      0755 0:0 bin/true 90kB
    layer: COPY model /app/model # buildkit
      0644 0:0 app/model 900kB
    layer: RUN /bin/sh -c adduser -D app &&     chown app /app # buildkit
      0644 0:0 etc/passwd "app:x:1001:1001::/:/bin/sh\\n"

    """

  private func project(image: String = image, dockerfile: String = dockerfile) throws -> SampleProject {
    let project = try SampleProject()
    try project.write(dockerfile, to: "web/Dockerfile")
    try project.write(image: image, to: "build/web.tar")
    try project.write(
      "version: 1\ntargets:\n  web: { dockerfile: web/Dockerfile, image: build/web.tar, policy: web.yaml }\n",
      to: "imgpolicy.yaml")
    try project.write("extends: default\n", to: "web.yaml")
    return project
  }

  @Test("Each layer is traced to its line, and the base's to none")
  func trace() throws {
    let outcome = try project().run(
      "inspect", "build/web.tar", "--dockerfile", "web/Dockerfile", "--policy", "web.yaml", "--format", "json")
    #expect(outcome.status == 0, "\(outcome.text)")
    let report = try JSONOutput(outcome.output)
    #expect(report.inputs.map(\.kind) == ["dockerfile", "image"])
    #expect(report.inputs.last?.image?.layers.map(\.dockerfile?.line) == [nil, 3, 4])
  }

  @Test("A directory that WORKDIR did not make is no part of the next layer, and a layer of several steps has no line")
  func workdir() throws {
    let dockerfile = Self.dockerfile.replacing("# the model\n", with: "WORKDIR /app\n")
    let image = Self.image.replacing("layer: COPY model", with: "history: WORKDIR /app\nlayer: COPY model")
    let squashed = image.replacing(
      "layer: COPY model /app/model # buildkit\n  0644 0:0 app/model 900kB\n",
      with: "history: COPY model /app/model # buildkit\n")
    let lines = try [image, squashed].map { image in
      let outcome = try project(image: image, dockerfile: dockerfile).run(
        "inspect", "build/web.tar", "--dockerfile", "web/Dockerfile", "--policy", "web.yaml", "--format", "json")
      return try JSONOutput(outcome.output).inputs.last?.image?.layers.map(\.dockerfile?.line)
    }
    #expect(lines == [[nil, 3, 4], [nil, nil]])
  }

  @Test("A finding about the config has a note of the instruction that sets it")
  func settings() throws {
    let dockerfile = Self.dockerfile.replacing("USER", with: "EXPOSE 22\nVOLUME /etc\nENV API_TOKEN=q7Vb2nXc9LpZ\nUSER")
    let image = Self.image.replacing(
      "user: 1001\n", with: "user: 1001\nexpose: 22/tcp\nvolume: /etc\nenv: API_TOKEN=q7Vb2nXc9LpZ\n")
    let text = try project(image: image, dockerfile: dockerfile).run(
      "inspect", "build/web.tar", "--dockerfile", "web/Dockerfile", "--policy", "web.yaml"
    ).text
    for (line, keyword) in [(6, "EXPOSE"), (7, "VOLUME"), (8, "ENV")] {
      #expect(text.contains("web/Dockerfile:\(line)"), "\(text)")
      #expect(text.contains("this \(keyword) sets it"), "\(text)")
    }
  }

  @Test("The text report shows the lines with what they cost")
  func costs() throws {
    let text = try project().run("inspect", "build/web.tar", "--dockerfile", "web/Dockerfile", "--policy", "web.yaml")
      .text
    #expect(text.contains("90 kB           1  FROM alpine:3.20"), "\(text)")
    #expect(text.contains("900 kB           3  COPY model /app/model"))
  }

  /// A layer whose bytes a later line deletes, with a cache and a key.
  private static let wasteful = """
    tag: shop/web:v1
    user: 1001
    healthcheck: ["CMD", "/bin/true"]
    cmd: ["/bin/true"]
    layer: the base
      0755 0:0 bin/true 90kB
      0644 0:0 var/cache/apk/APKINDEX.1.tar.gz 50kB
    layer: COPY model /app/model # buildkit
      0644 0:0 app/model 30MB
      0600 0:0 root/.ssh/id_ed25519 "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZ\\n"
      0644 0:0 var/cache/apk/APKINDEX.2.tar.gz 50kB
    layer: RUN /bin/sh -c adduser -D app &&     chown app /app # buildkit
      delete app/model
      delete root/.ssh

    """

  @Test("Bytes that are dead, caches and keys are blamed on the lines that brought them and on those that deleted them")
  func deadBytes() throws {
    let project = try project(image: Self.wasteful)
    let options = ["--policy", "default", "--extend-select", "file-deleted-in-later-layer,package-cache-in-image"]
    let report = try JSONOutput(project.run(["gate", "--format", "json"] + options).output)
    let lines = Dictionary(grouping: report.findings, by: \.rule).mapValues { found in
      found.map { $0.notes.compactMap { note in note.path.map { "\($0):\(note.line ?? 0)" } } }
    }
    let (writer, deleter, base) = ("web/Dockerfile:3", "web/Dockerfile:4", "web/Dockerfile:1")
    #expect(lines["wasted-bytes"] == [[writer, deleter, writer, deleter]])
    #expect(lines["file-deleted-in-later-layer"] == [[writer, deleter], [writer, deleter]])
    #expect(lines["secret-in-deleted-file"] == [[writer, deleter]])
    #expect(lines["package-cache-in-image"] == [[base], [writer]])
    // A reviewer sees them beside the line that has to change.
    let annotations = try project.run(["gate", "--format", "github"] + options).text
    #expect(annotations.contains("file=web/Dockerfile,line=3,endLine=3,"), "\(annotations)")
    let listing = try project.run(
      ["inspect", "build/web.tar", "--dockerfile", "web/Dockerfile"] + options
    ).text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(listing.contains("30 MB 30 MB 3 COPY model /app/model"), "\(listing)")
    #expect(listing.contains("0 B 30 MB 4 RUN adduser -D app && \\"), "\(listing)")
  }

  @Test("What disagrees turns the gate red, on its line")
  func drift() throws {
    let outcome = try project(image: Self.image.replacing("user: 1001\n", with: "")).run("gate", "--format", "json")
    #expect(outcome.status == 1)
    let report = try JSONOutput(outcome.output)
    let drift = try #require(report.findings.first { $0.rule == "drifted-user" })
    #expect(drift.path == "web/Dockerfile" && drift.line == 6 && drift.severity == "error")
    #expect(report.inputs[drift.input].kind == "dockerfile")
  }

  @Test("Every budget that is broken is told by line, in place of the image's own finding")
  func budget() throws {
    let project = try project()
    try project.write("extends: default\nbudgets: { image: { unpacked: 500kB } }\n", to: "web.yaml")
    let report = try JSONOutput(project.run("gate", "--format", "json").output)
    #expect(report.findings.map(\.rule) == ["over-budget-release"])
    let text = try project.run("gate").text
    #expect(text.contains("COPY model /app/model adds 900 kB"), "\(text)")
    #expect(text.contains("✗ 1 finding"))
  }

  @Test("A layer that is over its budget is told on its line, and not of the image again")
  func layerBudget() throws {
    let project = try project()
    try project.write("extends: default\nbudgets: { layer: { unpacked: 500kB } }\n", to: "web.yaml")
    for arguments in [
      ["gate"], ["inspect", "build/web.tar", "--dockerfile", "web/Dockerfile", "--policy", "web.yaml"],
    ] {
      let report = try JSONOutput(project.run(arguments + ["--format", "json"]).output)
      #expect(report.findings.map(\.rule) == ["oversized-instruction"], "\(arguments)")
    }
  }

  @Test(
    "What is said of a budget of images is said of the releases, too",
    arguments: [
      ("waivers: [{ rule: oversized-image }, { rule: oversized-layer }]", ["waived", "waived"]),
      (
        "waivers: [{ rule: oversized-image, image: shop/web }, { rule: oversized-layer, image: web.tar }]",
        ["waived", "waived"]
      ),
      ("waivers: [{ rule: size, image: shop/api }]", ["error", "warning"]),
      ("waivers: [{ rule: over-budget-release }, { rule: oversized-instruction }]", ["waived", "waived"]),
      ("rules: { oversized-image: off, oversized-layer: off }", []),
      ("rules: { oversized-image: info, oversized-layer: info }", ["info", "info"]),
      ("rules: { oversized-image: info, over-budget-release: error }", ["error", "warning"]),
      ("rules: { over-budget-release: info, oversized-image: error }", ["info", "warning"]),
    ])
  func standIns(_ text: String, _ expected: [String]) throws {
    let project = try project()
    try project.write(
      "extends: []\nbudgets: { image: { unpacked: 500kB }, layer: { unpacked: 500kB } }\n\(text)\n", to: "web.yaml")
    let report = try JSONOutput(project.run("gate", "--format", "json").output)
    let found = report.findings.filter { ["over-budget-release", "oversized-instruction"].contains($0.rule) }
    #expect(
      found.map { $0.suppressed == nil ? $0.severity : "waived" }.sorted() == expected, "\(report.findings.map(\.rule))"
    )
    let others = report.findings.filter { $0.suppressed == nil && $0.rule != "unused-suppression" }
    #expect(others.count == found.count { $0.suppressed == nil }, "\(report.findings.map(\.rule))")
  }

  @Test("Who the container runs as is told once, by whoever knows it best")
  func user() throws {
    let userless = Self.dockerfile.replacing("USER 1001\n", with: "")
    let rootImage = Self.image.replacing("user: 1001\n", with: "user: root\n")
    let cases = [
      (Self.dockerfile, rootImage, ["drifted-user"]),
      (userless, Self.image.replacing("user: 1001\n", with: ""), ["root-image-user"]),
      // The base sets it, as the history shows.
      (userless, Self.image.replacing("layer: the base", with: "history: USER 1001\nlayer: the base"), []),
      // Where it does not, the image may be of a Dockerfile that had it still.
      (userless, Self.image, ["missing-user"]),
    ]
    for (dockerfile, image, rules) in cases {
      let report = try JSONOutput(project(image: image, dockerfile: dockerfile).run("gate", "--format", "json").output)
      #expect(report.findings.map(\.rule) == rules)
    }
    let selected = try project(dockerfile: userless).run("gate", "--format", "json", "--select", "CKV_DOCKER_3")
    #expect(try JSONOutput(selected.output).findings.map(\.rule) == ["missing-user"])
  }

  @Test("A comment suppresses a disagreement, and is idle only where the two were compared")
  func suppression() throws {
    let comment = "# imgpolicy ignore=drifted-user reason: set at run time\nUSER 1001"
    let commented = Self.dockerfile.replacing("USER 1001", with: comment)
    let drifted = Self.image.replacing("user: 1001\n", with: "user: app\n")
    #expect(try project(image: drifted, dockerfile: commented).run("gate").status == 0)
    let idle = try JSONOutput(project(dockerfile: commented).run("gate", "--format", "json").output)
    #expect(idle.findings.map(\.rule) == ["unused-suppression"])
    let alone = try JSONOutput(
      project(dockerfile: commented).run("check", "web/Dockerfile", "--format", "json").output)
    #expect(alone.findings.map(\.rule) == [])
  }

  @Test("A Dockerfile that cannot be read is no pass")
  func unreadable() throws {
    let outcome = try project().run("inspect", "build/web.tar", "--dockerfile", "nowhere", "--policy", "web.yaml")
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("nowhere"))
  }
}
