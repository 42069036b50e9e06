import TestSupport
import Testing

/// What a run says of the waivers of its policies.
@Suite struct WaiverRunTests {
  private func idle(_ project: SampleProject, _ arguments: String...) throws -> [String] {
    let outcome = try project.run(arguments + ["--format", "json"])
    return try JSONOutput(outcome.output).findings.filter { $0.rule == "unused-suppression" }.map(\.message)
  }

  private func project(_ waivers: String) throws -> SampleProject {
    let project = try SampleProject()
    try project.write("extends: default\nwaivers:\n\(waivers)\n", to: "waiving.yaml")
    return project
  }

  @Test(
    "A waiver of what is not found is told, once, where the run has judged all that it may be for",
    arguments: [
      ("- { rule: latest-base-image, reason: soon }", true), ("- { rule: root-user }", false),
      ("- { rule: DL3007 }", true), ("- { rule: DL3002 }", false),
      // Images are not judged here, nor is what the policy has off.
      ("- { rule: setuid-file }", false), ("- { rule: missing-cache-mount }", false),
      // Another rule speaks in its place.
      ("- { rule: base-image-without-digest }", false), ("- { rule: latest-base-image, image: acme/web }", false),
      ("- { rule: latest-base-image, dockerfile: bad/Dockerfile }", true),
      ("- { rule: latest-base-image, dockerfile: other/Dockerfile }", false),
      ("- { rule: latest-base-image, path: other/Dockerfile }", false),
    ])
  func idle(_ waiver: String, _ isTold: Bool) throws {
    let told = try idle(project("  \(waiver)"), "check", "bad/Dockerfile", "--policy", "waiving.yaml")
    #expect(told.count == (isTold ? 1 : 0), "\(told)")
    #expect(told.allSatisfy { $0.contains("waives nothing") })
  }

  @Test("In a project a waiver may be for what this run does not judge, unless it says otherwise")
  func partial() throws {
    let project = try project(
      "  - { rule: latest-base-image }\n  - { rule: missing-user, dockerfile: bad/Dockerfile }\n  - { rule: root-user }"
    )
    try project.write(
      """
      version: 1
      targets:
        bad: { dockerfile: bad/Dockerfile, policy: waiving.yaml }
        good: { dockerfile: good/Dockerfile, policy: waiving.yaml }

      """, to: "imgpolicy.yaml")
    let named = "the waiver of missing-user waives nothing: there is no finding that it is for"
    let general = "the waiver of latest-base-image waives nothing: there is no finding that it is for"
    #expect(try idle(project, "check", "bad/Dockerfile") == [named])
    #expect(try idle(project, "gate", "bad") == [named])
    #expect(try idle(project, "check", "good/Dockerfile") == [])
    #expect(try Set(idle(project, "gate")) == [general, named])
    // Where a file could not be read, nobody can say.
    try project.write("FROM node\n", to: "imgpolicy-none")
    #expect(try idle(project, "check", "bad/Dockerfile", "nowhere/Dockerfile") == [])
  }

  @Test("diff tells of a waiver that has expired, and does not judge whether the others are of use")
  func compared() throws {
    let project = try project(
      "  - { rule: image-growth, expires: 2020-01-01 }\n  - { rule: setuid-file }")
    for (path, size) in [("old.tar", "10kB"), ("new.tar", "20kB")] {
      try project.write(image: "tag: web:v1\nlayer: COPY a /a\n  a \(size)\n", to: path)
    }
    let report = try JSONOutput(
      project.run("diff", "old.tar", "new.tar", "--policy", "waiving.yaml", "--format", "json").output)
    #expect(report.findings.map(\.rule) == ["expired-waiver"])
  }

  @Test("That a waiver has expired is in no baseline: it would never be told again")
  func notKnown() throws {
    let project = try project("  - { rule: root-user, expires: 2020-01-01 }")
    let options = ["check", "bad/Dockerfile", "--policy", "waiving.yaml", "--baseline", "known.json"]
    #expect(try project.run(options + ["--write-baseline"]).status == 1)
    let report = try JSONOutput(project.run(options + ["--format", "json"]).output)
    #expect(report.findings.filter { $0.suppressed == nil }.map(\.rule) == ["expired-waiver"])
  }

  @Test("Every name of an image is one that a waiver may use")
  func imageNames() throws {
    for name in ["acme/app:latest", "docker.io/acme/app:v1", "nginx:1.27", "library/nginx:1.27", "docker.io/nginx"] {
      let project = try project("  - { rule: root-image-user, image: \"\(name)\" }")
      try project.write(
        image: "tag: acme/app:v1\ntag: acme/app:latest\ntag: nginx:1.27\nuser: root\nlayer: COPY a /a\n  a 1kB\n",
        to: "app.tar")
      let report = try JSONOutput(
        project.run("inspect", "app.tar", "--policy", "waiving.yaml", "--format", "json").output)
      #expect(report.findings.first { $0.rule == "root-image-user" }?.suppressed?.by == "waiver", "\(name)")
    }
  }
}
