import Foundation
import TestSupport
import Testing

/// What the command line and its reports promise to scripts, beyond the exit status.
@Suite struct ContractTests {
  private static let image = """
    tag: shop/web:v1
    user: root
    healthcheck: ["CMD", "/bin/true"]
    cmd: ["/bin/true"]
    layer: the base
      0755 0:0 bin/true 90kB

    """

  private func object(_ outcome: ProgramOutcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
  }

  @Test("A context that is not there costs no finding")
  func missingContext() throws {
    let project = try SampleProject()
    try project.write(
      "version: 1\ntargets:\n  web: { dockerfile: bad/Dockerfile, context: nosuch }\n", to: "imgpolicy.yaml")
    let report = try JSONOutput(try project.run("gate", "--format", "json").output)
    #expect(report.verdict == "unreadable")
    #expect(report.inputs.map { $0.error?.message } == ["the build context nosuch is no directory"])
    #expect(report.places == ["1 unpinned-base-image", "2 root-user"])
  }

  @Test("What the project file ignores is listed as suppressed by it; the command line leaves out")
  func ignoredByConfiguration() throws {
    let project = try SampleProject()
    try project.write("version: 1\nignore: [DL3002]\n", to: "imgpolicy.yaml")
    let told = try JSONOutput(try project.run("check", "bad", "--format", "json").output)
    #expect(told.places == ["1 unpinned-base-image", "2 root-user"])
    #expect(told.findings.map { $0.suppressed?.by } == [nil, "config"])
    #expect(told.summary["suppressed"] == 1 && told.summary["warning"] == 1)
    let sarif = String(decoding: try project.run("check", "bad", "--format", "sarif").output, as: UTF8.self)
    #expect(sarif.contains(#""suppressions": [{"kind": "external"}]"#))
    let left = try JSONOutput(
      try project.run("check", "bad", "--ignore", "root-user", "--format", "json").output)
    #expect(left.places == ["1 unpinned-base-image"])
  }

  @Test("A finding about an image alone says which image, in every place that SARIF has for it")
  func imageLocations() throws {
    let project = try SampleProject()
    try project.write(image: Self.image, to: "web.tar")
    let outcome = try project.run("inspect", "web.tar", "--format", "sarif", "--select", "root-image-user")
    #expect(outcome.status == 1)
    #expect(outcome.text.contains(#""logicalLocations": [{"name": "image shop/web:v1", "kind": "resource"}]"#))
  }

  @Test("Where the line is known that made what is found, checkstyle and concise point at it, too")
  func placesInDockerfile() throws {
    let project = try SampleProject()
    try project.write("FROM alpine:3.20\nCOPY model /app/model\nUSER root\nCMD [\"/bin/true\"]\n", to: "Dockerfile")
    let layers = "layer: COPY model /app/model # buildkit\n  0644 0:0 app/model 900kB\n"
    try project.write(image: Self.image + layers, to: "web.tar")
    try project.write("extends: []\nbudgets: { file: 500kB }\n", to: "tight.yaml")
    let options = ["inspect", "web.tar", "--dockerfile", "Dockerfile", "--policy", "tight.yaml", "--format"]
    let concise = try project.run(options + ["concise"])
    #expect(concise.text.contains("Dockerfile:2:1: warning: web.tar: "), "\(concise.text)")
    let checkstyle = try project.run(options + ["checkstyle"])
    #expect(
      checkstyle.text.contains("<file name=\"Dockerfile\">\n    <error line=\"2\" column=\"1\""), "\(checkstyle.text)")
  }

  @Test("--statistics with --format json has a row a rule, and what could not be read")
  func statistics() throws {
    let outcome = try SampleProject().run("check", "bad", "nowhere", "--statistics", "--format", "json")
    #expect(outcome.status == 3)
    let report = try object(outcome)
    #expect(report["verdict"] as? String == "unreadable")
    let rows = try #require(report["statistics"] as? [[String: Any]])
    #expect(rows.map { $0["rule"] as? String } == ["root-user", "unpinned-base-image"])
    #expect(rows.allSatisfy { $0["findings"] as? Int == 1 && $0["severity"] as? String == "warning" })
    #expect((report["errors"] as? [[String: Any]])?.map { $0["path"] as? String } == ["nowhere"])
  }

  @Test("What tells of stale entries of a baseline is no new finding")
  func baselineDeltas() throws {
    let project = try SampleProject()
    #expect(try project.run("check", "bad", "--baseline", "b.json", "--write-baseline").status == 0)
    try project.write(SampleProject.bad.replacing("USER root", with: "USER 1001"), to: "bad/Dockerfile")
    let outcome = try project.run("check", "bad", "--baseline", "b.json", "--format", "markdown")
    #expect(outcome.text.contains("Against the baseline: 0 new, 1 known, 1 no longer found."), "\(outcome.text)")
  }

  @Test("One image of a comparison may come from standard input", arguments: [["-", "web.tar"], ["web.tar", "-"]])
  func comparedStream(_ images: [String]) throws {
    let project = try SampleProject()
    try project.write(image: Self.image, to: "web.tar")
    let outcome = try runProgram(
      ["diff"] + images + ["--stdin-filename", "piped.tar", "--format", "json"], in: project.directory.path,
      input: try project.contents(of: "web.tar"))
    #expect(outcome.status == 0)
    #expect(try JSONOutput(outcome.output).inputs.map(\.path) == images.map { $0 == "-" ? "piped.tar" : $0 })
  }

  @Test("An option that sets one key leaves the keys beside it where they are written")
  func settingsKeepPlaces() throws {
    let project = try SampleProject()
    try project.write("replicaCount: 1\nsecrets:\n  a: \"\"\n  b: \"\"\n", to: "chart/values.yaml")
    try project.write("extends: []\nvalues: [{ path: secrets.c, required: true }]\n", to: "p.yaml")
    let options = ["check", "chart", "--policy", "p.yaml", "--format", "json"]
    let plain = try JSONOutput(try project.run(options).output)
    let set = try JSONOutput(try project.run(options + ["--set-string", "secrets.a=x"]).output)
    #expect(plain.places.count == 1)
    #expect(set.places == plain.places)
  }

  @Test("An alias that several rules bear is explained by all of them, named first")
  func sharedAlias() throws {
    let text = try SampleProject().run("explain", "CIS-4.3").text
    let head = try #require(text.split(separator: "\n\n").first)
    #expect(head.hasPrefix("6 rules bear CIS-4.3: "), "\(head)")
    let names = head.split(separator: ":").last.map { $0.split { " ,\n".contains($0) } } ?? []
    #expect(names.count == 6)
    for name in names { #expect(text.contains("\n\(name) (")) }
  }

  @Test("What is explained fits a page", arguments: ["DL3009", "oversized-image", "SC2086"])
  func width(_ rule: String) throws {
    let lines = try SampleProject().run("explain", rule).text.split(separator: "\n")
    let prose = lines.filter { !$0.hasPrefix("    ") || $0.contains("hadolint") }
    #expect(prose.allSatisfy { $0.count <= 100 || !$0.dropFirst(100).contains(" ") })
  }
}
