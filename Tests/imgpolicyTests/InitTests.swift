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
    #expect(report.inputs.map(\.target) == ["bad", "empty", "good", "good-dev"])
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
    (".dockleignore", "# why\nCIS-DI-0006\nDKL-NONE-1\n", ["  CIS-DI-0006: off"], ["DKL-NONE-1"]),
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
}
