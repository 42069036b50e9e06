import TestSupport
import Testing

/// `imgpolicy init`: a project file that the gate takes, and other tools' configurations as a policy.
@Suite struct InitTests {
  @Test("The Dockerfiles of a directory become targets that gate judges")
  func targets() throws {
    let project = try SampleProject()
    try project.write(SampleProject.good, to: "good/Dockerfile.dev")
    let outcome = try project.run("init")
    #expect(outcome.status == 0)
    #expect(outcome.text == "wrote imgpolicy.yaml\n")
    let report = try JSONOutput(project.run("gate", "--format", "json").output)
    #expect(report.inputs.map(\.target) == ["bad", "empty", "good", "good-dev", "manifests", "manifests"])
    let again = try project.run("init")
    #expect(again.status == 2)
    #expect(again.errorLines.first?.contains("imgpolicy.yaml is there already") == true)
    #expect(try project.run("init", in: "nothing").status == 2)
  }

  static let configurations: [(name: String, text: String, says: [String], remarks: [String])] = [
    (
      ".hadolint.yaml",
      """
      ignored: [DL3006]
      override: { error: [DL3002], style: [SC2086] }
      trustedRegistries: [docker.io, "*.example.org"]
      label-schema: { maintainer: text, source: url }
      strict-labels: true
      failure-threshold: error
      """,
      [
        "extends: [hadolint]", "fail-on: error", "registries: [docker.io, \"*.example.org\"]", "  strict: true",
        "    maintainer: text", "  DL3006: off", "  DL3002: error", "  SC2086: style",
      ], []
    ),
    (
      ".dive-ci",
      "rules:\n  lowestEfficiency: 0.95\n  highestWastedBytes: 20MB\n  highestUserWastedPercent: 0.29\n",
      ["budgets: { dead: { bytes: 20MB, percent: 29 } }", "  low-efficiency: { percent: 95 }"],
      ["highestUserWastedPercent"]
    ),
    (
      ".dockleignore", "# why\nCIS-DI-0006\nCIS-DI-0008\nDKL-NONE-1\n",
      ["  CIS-DI-0008: off", "  - { rule: CIS-DI-0006, image: \"*\", reason: \"listed in .dockleignore\" }"],
      ["DKL-NONE-1"]
    ),
    (
      "structure.yaml",
      """
      schemaVersion: 2.0.0
      metadataTest:
        envVars: [{ key: NODE_ENV, value: "on: \\"x\\"" }, { key: A, value: ".*", isRegex: true }]
        exposedPorts: ["3000"]
        labels: [{ key: source, value: x }]
        user: app
        workdir: /app
        entrypoint: []
        cmd: [node, "server.js"]
        volumes: [/data]
      fileExistenceTests:
        - { name: a, path: /app/server.js, permissions: "-rw-r--r--", uid: 1001, gid: -1 }
        - { name: b, path: "/app/[id].js", shouldExist: true, uid: 0, gid: 0, isExecutableBy: any }
        - { name: c, path: /root/.ssh, shouldExist: false }
        - { name: d, path: /bin/su, permissions: "urwxr-xr-x", gid: 5 }
        - { name: e, path: /tmp, permissions: rwx }
      fileContentTests:
        - { name: f, path: /etc/os-release, expectedContents: [".*ID=alpine.*", 'a\\.b', "a.b"], excludedContents: [debian] }
      licenseTests: [{ debian: true }]
      commandTests: [{ name: b, command: ls }]
      """,
      [
        "  entrypoint: []", "  cmd: [node, server.js]", "  workdir: /app",
        "  - { path: /app/server.js, required: true, mode: \"0644\", owner: \"1001\" }",
        "  - { path: \"/app/\\\\[id].js\", required: true, owner: \"0:0\" }",
        "  - { path: /root/.ssh, forbidden: true }", "  - { path: /bin/su, required: true, mode: \"4755\" }",
        "  - { path: /tmp, required: true }",
        "  - { path: /etc/os-release, required: true, contains: [\"ID=alpine\", a.b], lacks: [debian] }",
        "  user: { non-root: true }", "  ports: [\"3000\"]", "    NODE_ENV: \"on: \\\"x\\\"\"", "    source: text",
      ],
      [
        "env A", "exposedPorts", "label source", "user app", "volumes", "isExecutableBy any", "/bin/su: gid",
        "/tmp: permissions rwx", "a.b is a pattern", "licenseTests", "commandTests",
      ]
    ),
  ]

  @Test(
    "Another tool's configuration becomes a policy, and what has no equal is said", arguments: configurations.indices)
  func imports(_ index: Int) throws {
    let (name, text, says, remarks) = Self.configurations[index]
    let project = try SampleProject()
    try project.write(text, to: "good/\(name)")
    let outcome = try project.run("init", "--from", name, in: "good")
    #expect(outcome.status == 0, "\(outcome.errorLines)")
    let policy = String(decoding: try project.contents(of: "good/imgpolicy-policy.yaml"), as: UTF8.self)
    let lines = policy.split(separator: "\n").map(String.init)
    for line in says { #expect(lines.contains(line), "\(line) is not in\n\(policy)") }
    let told = outcome.text.split(separator: "\n").filter { $0.hasPrefix("without an equal: ") }
    #expect(told.count == remarks.count)
    for (line, remark) in zip(told, remarks) { #expect(line.contains(remark)) }
    // The policy can be used at once.
    #expect(try project.run("gate", in: "good").status < 2)
  }

  @Test("What hadolint found is found by the policy that its configuration becomes, as gravely and by the same codes")
  func sameVerdict() throws {
    let project = try SampleProject()
    try project.write("FROM debian:12.5\nLABEL a=\"\" other=x url=y\nUSER 1\n", to: "nothing/Dockerfile")
    try project.write(
      "trustedRegistries: [ghcr.io]\nlabel-schema: { a: text, b: text, url: url }\nstrict-labels: true\n",
      to: "nothing/.hadolint.yaml")
    let check = ["check", "Dockerfile", "--shellcheck", "off", "--format", "json"]
    let found = {
      try JSONOutput(project.run(check, in: "nothing").output).findings.map { "\($0.aliases) \($0.severity)" }
    }
    let before = try found()
    #expect(before.contains("[\"DL3026\", \"CIS-4.2\"] error") && before.count > 3, "\(before)")
    #expect(try project.run("init", "--from", ".hadolint.yaml", in: "nothing").status == 0)
    #expect(try found() == before)
  }

  @Test("A configuration of hadolint that no longer counts is told of")
  func replaced() throws {
    let project = try SampleProject()
    try project.write("ignored: [DL3006]\n", to: "good/.hadolint.yaml")
    let outcome = try project.run("init", in: "good")
    #expect(outcome.text.contains(".hadolint.yaml does not count any more"), "\(outcome.text)")
    #expect(outcome.text.contains("imgpolicy init --from .hadolint.yaml"))
    try project.write("ignored: [DL3006]\n", to: "bad/.hadolint.yaml")
    #expect(try !project.run("init", "--from", ".hadolint.yaml", in: "bad").text.contains("does not count"))
  }

  @Test("dockle judges images, so what it ignores is waived for images alone")
  func images() throws {
    let project = try SampleProject()
    try project.write("CIS-DI-0001\n", to: "bad/.dockleignore")
    try project.write(image: "tag: web:v1\nuser: root\nlayer: COPY a /a\n  a 1kB\n", to: "bad/web.tar")
    #expect(try project.run("init", "--from", ".dockleignore", in: "bad").status == 0)
    let policy = ["--policy", "imgpolicy-policy.yaml", "--format", "json"]
    let source = try JSONOutput(project.run(["check", "Dockerfile"] + policy, in: "bad").output)
    #expect(source.findings.contains { $0.rule == "root-user" && $0.suppressed == nil })
    let image = try JSONOutput(project.run(["inspect", "web.tar"] + policy, in: "bad").output)
    #expect(image.findings.first { $0.rule == "root-image-user" }?.suppressed?.by == "waiver")
  }

  @Test("Several at once, and none that is unknown")
  func several() throws {
    let project = try SampleProject()
    for (name, text, _, _) in Self.configurations { try project.write(text, to: "good/\(name)") }
    let names = Self.configurations.map(\.name)
    #expect(try project.run(["init", "--from"] + names, in: "good").status == 0)
    #expect(try project.run("gate", in: "good").status < 2)
    for name in ["readme.txt", "nowhere.yaml"] {
      #expect(try project.run("init", "--from", name, in: "nothing").status == 2)
    }
  }

  @Test("Manifests and charts are listed: with the only Dockerfile, else as targets of their own")
  func deployments() throws {
    let project = try SampleProject()
    for path in ["one/Dockerfile", "two/a/Dockerfile", "two/b/Dockerfile"] {
      try project.write(SampleProject.good, to: path)
    }
    for path in ["one/deploy/web.yaml", "one/deploy/api.yaml", "two/deploy/web.yaml", "two/a/deploy/web.yaml"] {
      try project.write("apiVersion: v1\nkind: Service\nmetadata: { name: web }\n", to: path)
    }
    for path in ["one/chart", "two"] {
      try project.write("apiVersion: v2\nname: web\n", to: "\(path)/Chart.yaml")
      try project.write("replicaCount: 2\n", to: "\(path)/values.yaml")
    }
    for (folder, targets) in [
      ("one", ["app", "app", "app", "app"]), ("two", ["a", "b", "deploy", "deploy-2", "chart"]),
      ("two/deploy", ["manifests"]),
    ] {
      #expect(try project.run("init", in: folder).status == 0)
      let outcome = try project.run("gate", "--format", "json", "--no-cache", in: folder)
      #expect(try JSONOutput(outcome.output).inputs.compactMap(\.target).sorted() == targets.sorted())
    }
  }

  /// Each with what the program says of it.
  static let odd: [(name: String, text: String, says: [String])] = [
    (".dive-ci", "rules: [{ lowestEfficiency: 0.9 }]\n", ["`rules` is a list, so nothing is taken over"]),
    (".dive-ci", "rule: {}\n", ["rule is not known here", "there are no `rules`"]),
    (
      ".dive-ci",
      "rules: { lowestefficiency: [0.9], highestWastedBytes: 20Q, highestUserWastedPercent: 20, other: x, a: disabled }\n",
      ["is a list, expected a single value", "20Q is no size", "20 is no share", "other: x is not known"]
    ),
    (".dive-ci", "rules: { HIGHESTWASTEDBYTES: 20mb, lowestEfficiency: disabled }\n", []),
    (".hadolint.yaml", "override: { error: [DL3008], info: [DL3008] }\nignored: [DL3008, DL3008]\n", []),
    (".hadolint.yaml", "trustedRegistries: ['docker.io/', '*']\nlabel-schema: { a: text }\n", []),
    (".dockleignore", "CIS-DI-0001\nCIS-DI-0001\n", []),
    (
      "structure.yaml",
      """
      schemaVersion: 2.0.0
      fileExistenceTests:
        - { name: root, path: /, shouldExist: true }
        - { name: root, path: / , shouldExist: false }
        - { name: up, path: /a/../../b }
        - { name: blank, path: "" }
        - { name: none }
        - { name: line, path: "/a\\nb\\t\\u0001: #x" }
      fileContentTests:
        - { name: root, path: /, expectedContents: [a] }
        - { name: odd, path: "/é/*[x]", expectedContents: ["", "'\\"", "a: b # c", "- x"] }
        - not a test
      metadataTest:
        env: [{ key: "", value: x }, { key: "A=B", value: x }, { key: "yes", value: "no" }, { key: A }, { key: A }]
        exposedPorts: [http, "8080:80", 99999, 80, "80", 53/udp, 8000-8002]
        labels: [{ key: a, value: b }, { key: a, value: c }, { key: "", value: d }]
        entrypoint: ["", "- a", "{}", "\\u2028"]
        cmd: node
        workdir: "/a b: c"
      """,
      [
        "a test of / has no equal: `files.path` is `/`", "a test of / has no equal",
        "a test of /a/../../b has no equal",
        "a test of  has no equal", "has no path", "test of / has no equal", "expectedContents", "has no path",
        "`A=B` is no name of a variable", "“http” is no port", "an address or a port of the host", "99999",
      ]
    ),
    ("structure.yaml", "schemaVersion: 2.0.0\nmetadataTest: [a]\nfileExistenceTests: { a: b }\n", []),
  ]

  @Test("Whatever a configuration holds, the program accepts the policy that it becomes", arguments: odd.indices)
  func accepted(_ index: Int) throws {
    let (name, text, says) = Self.odd[index]
    let project = try SampleProject()
    try project.write(text, to: "good/\(name)")
    let outcome = try project.run("init", "--from", name, in: "good")
    #expect(outcome.status == 0, "\(outcome.errorLines)")
    for words in says { #expect(outcome.text.contains(words), "\(words) is not in\n\(outcome.text)") }
    let judged = try project.run("check", "--policy", "imgpolicy-policy.yaml", in: "good")
    #expect(judged.status < 2, "\(judged.errorLines)")
  }
}
