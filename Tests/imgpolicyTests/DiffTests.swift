import Foundation
import TestSupport
import Testing

@Suite struct DiffTests {
  private static let old = """
    tag: shop/web:v1
    user: 1001
    env: TOKEN=before-secret
    healthcheck: ["CMD", "true"]
    layer: FROM base
      0644 0:0 etc/os-release "ID=alpine\\n"
    layer: COPY app /app
      0644 1001:1001 app/server.js "listen(3000)\\n"
      0644 1001:1001 app/old.css 3kB

    """
  private static let new = """
    tag: shop/web:v2
    user: 1002
    env: TOKEN=after-secret
    env: NODE_ENV=production
    healthcheck: ["CMD", "true"]
    layer: FROM base
      0644 0:0 etc/os-release "ID=alpine\\n"
    layer: COPY app /app
      0644 1001:1001 app/server.js "listen(3001)\\n"
      0644 1001:1001 app/node_modules/a/index.js 60kB
      0644 1001:1001 app/node_modules/b/index.js 30kB

    """

  private func project() throws -> SampleProject {
    let project = try SampleProject()
    try project.write(image: Self.old, to: "old.tar")
    try project.write(image: Self.new, to: "new.tar")
    try project.write("extends: []\nbudgets: { growth: { bytes: 50kB } }\n", to: "tight.yaml")
    try project.write("extends: []\nbudgets: { growth: { percent: 5000 } }\n", to: "wide.yaml")
    return project
  }

  private func comparison(_ outcome: ProgramOutcome) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    return try #require((object?["comparisons"] as? [[String: Any]])?.first)
  }

  @Test("The report for people has all that differs, biggest growth first, and no value of a variable")
  func text() throws {
    let outcome = try project().run("diff", "old.tar", "new.tar")
    #expect(outcome.status == 0)
    let lines = outcome.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    for line in [
      "old shop/web:v1 old.tar, linux/amd64", "new shop/web:v2 new.tar, linux/amd64",
      "unpacked 3 kB 90 kB +87 kB +2877.9 %", "layers 1 shared, 1 removed, 1 added", "user 1001 → 1002",
      "env added NODE_ENV", "env changed TOKEN",
      "files 5 added (+90 kB), 1 removed (-3 kB), 1 changed",
      "+ +90 kB layer 1 app/node_modules/ (4 inside)", "- -3 kB layer 1 app/old.css", "~ layer 1 app/server.js",
    ] { #expect(lines.contains(line), "\(line) in\n\(outcome.text)") }
    #expect(!outcome.text.contains("secret"))
    let growths = lines.filter { $0.hasPrefix("+ +") || $0.hasPrefix("~ ") || $0.hasPrefix("- -3") }
    #expect(growths.map { $0.prefix(1) } == ["+", "~", "-"])
  }

  @Test("The JSON report has every file, and the same bytes every time")
  func json() throws {
    let project = try project()
    let outcome = try project.run("diff", "old.tar", "new.tar", "--format", "json")
    #expect(try outcome.output == project.run("diff", "old.tar", "new.tar", "--format", "json", "--jobs", "1").output)
    #expect(!outcome.text.contains("secret"))
    let comparison = try comparison(outcome)
    #expect(comparison["old"] as? Int == 0 && comparison["new"] as? Int == 1)
    let size = (comparison["size"] as? [String: [String: Any]])?["unpacked"]
    #expect(size?["old"] as? Int == 3023 && size?["new"] as? Int == 90023 && size?["change"] as? Int == 87000)
    let changes = try #require(comparison["changes"] as? [[String: Any]])
    #expect(
      changes.map { "\($0["change"] ?? "") \($0["path"] ?? "") \($0["bytes"] ?? "")" } == [
        "added app/node_modules/a/index.js 60000", "added app/node_modules/b/index.js 30000",
        "added app/node_modules 0", "added app/node_modules/a 0", "added app/node_modules/b 0",
        "changed app/server.js 0", "removed app/old.css -3000",
      ])
  }

  @Test(
    "Growth budgets are judged against the old image, or against the baseline that is given",
    arguments: [
      (["old.tar", "new.tar", "--policy", "tight.yaml"], 1), (["new.tar", "old.tar", "--policy", "tight.yaml"], 0),
      (["old.tar", "new.tar", "--policy", "wide.yaml"], 0), (["new.tar", "new.tar", "--policy", "tight.yaml"], 0),

      (["old.tar", "new.tar", "--policy", "tight.yaml", "--ignore", "image-growth"], 0),
      (["new.tar", "new.tar", "--policy", "tight.yaml", "--baseline-image", "old.tar"], 1),
      (["old.tar", "new.tar", "--policy", "tight.yaml", "--baseline-image", "new.tar"], 0),
      // No other rule is asked: this policy objects to the images for other reasons.
      (["old.tar", "new.tar", "--policy", "strict"], 0),
    ] as [([String], Int32)])
  func growth(_ arguments: [String], _ status: Int32) throws {
    let outcome = try project().run(["diff"] + arguments)
    #expect(outcome.status == status, "\(outcome.text)")
    #expect(outcome.text.contains("image-growth") == (status == 1))
  }

  @Test("inspect measures growth against an image or a report of an earlier run")
  func baselines() throws {
    let project = try project()
    try project.write(
      String(decoding: project.run("inspect", "old.tar", "--format", "json").output, as: UTF8.self), to: "old.json")
    for baseline in ["old.tar", "old.json"] {
      let grown = try project.run("inspect", "new.tar", "--policy", "tight.yaml", "--baseline-image", baseline)
      #expect(grown.status == 1)
      #expect(grown.text.contains("image-growth"), "\(grown.text)")
      #expect(try project.run("inspect", "old.tar", "--policy", "tight.yaml", "--baseline-image", baseline).status == 0)
    }
  }

  @Test("gate measures each target against its own in the report of an earlier gate")
  func gateBaseline() throws {
    let project = try project()
    try project.write(
      """
      version: 1
      targets:
        web: { image: web.tar, policy: tight.yaml }
        api: { image: api.tar, policy: tight.yaml }

      """, to: "imgpolicy.yaml")
    // The images have names alike, so that only the target tells them apart.
    try project.write(image: Self.old, to: "web.tar")
    try project.write(image: Self.new, to: "api.tar")
    let before = try project.run("gate", "--format", "json")
    try project.write(String(decoding: before.output, as: UTF8.self), to: "before.json")
    #expect(try project.run("gate", "--baseline-image", "before.json").status == 0)
    try project.write(image: Self.new, to: "web.tar")
    let grown = try project.run("gate", "--baseline-image", "before.json", "--format", "json")
    #expect(grown.status == 1)
    #expect(try JSONOutput(grown.output).findings.map { "\($0.path) \($0.rule)" } == ["web.tar image-growth"])
  }

  @Test("A baseline records sizes, and growth is judged against them without the earlier image")
  func recordedSizes() throws {
    let project = try project()
    let options = ["inspect", "web.tar", "--policy", "tight.yaml", "--baseline", "known.json", "--format", "json"]
    try project.write(image: Self.old, to: "web.tar")
    #expect(try project.run(options + ["--write-baseline"]).status == 0)
    #expect(try project.run(options).status == 0)
    try project.write(image: Self.new, to: "web.tar")
    let grown = try project.run(options)
    #expect(grown.status == 1)
    #expect(try JSONOutput(grown.output).findings.map(\.rule) == ["image-growth"])
    // What is named on the command line comes first.
    #expect(try project.run(options + ["--baseline-image", "new.tar"]).status == 0)
    #expect(try project.run(options + ["--prune-baseline"]).status == 1)

    // Another image is new, and those that a run has not read keep their sizes.
    let other = "tag: shop/other:v1\nlayer: COPY x /x\n  x 1kB\n"
    try project.write(image: other, to: "other.tar")
    let others = ["inspect", "other.tar"] + options.dropFirst(2)
    #expect(try project.run(others).status == 0)
    #expect(try project.run(others + ["--write-baseline"]).status == 0)
    #expect(try project.run(options).status == 1)

    // The present size becomes the measure, and not a known finding.
    #expect(try project.run(options + ["--write-baseline"]).status == 0)
    let again = try project.run(options)
    #expect(again.status == 0)
    #expect(try JSONOutput(again.output).findings.isEmpty)
    let written = String(decoding: try project.contents(of: "known.json"), as: UTF8.self)
    #expect(written.split(separator: "\n").count { $0.contains("\"unpacked\"") } == 2)
    for (text, says) in [("1", "no list"), ("[{}]", "images[0] is no image")] {
      try project.write("{\"version\": 1, \"findings\": [], \"images\": \(text)}", to: "known.json")
      let refused = try project.run(options)
      #expect(refused.status == 2)
      #expect(refused.errorLines.first?.contains(says) == true, "\(refused.errorLines)")
    }
  }

  @Test("Of archives with several images, one can be chosen on both sides")
  func chosen() throws {
    let project = try project()
    try project.write(
      image: Self.old.replacing("tag: shop/web:v1\n", with: "tag: shop/web:v1\nplatform: linux/arm64\n"), to: "arm.tar")
    #expect(try project.run("diff", "arm.tar", "arm.tar", "--platform", "linux/arm64").status == 0)
    let other = try project.run("diff", "arm.tar", "old.tar", "--platform", "linux/arm64")
    #expect(other.status == 2)
    #expect(other.errorLines.contains { $0.contains("old.tar") && $0.contains("linux/amd64") }, "\(other.errorLines)")
    #expect(try project.run("diff", "old.tar", "new.tar", "--image", "0").status == 0)
    #expect(try project.run("diff", "old.tar", "new.tar", "--image", "shop/web:v1").status == 2)
  }

  @Test(
    "A side that cannot be read is status 3, and what is known of the other is shown",
    arguments: [
      ["diff", "nowhere.tar", "new.tar"], ["diff", "new.tar", "nowhere.tar"], ["diff", "cut.tar", "new.tar"],
      ["diff", "old.tar", "new.tar", "--policy", "tight.yaml", "--baseline-image", "nowhere.tar"],
      ["inspect", "new.tar", "--baseline-image", "nowhere.tar"],
      ["inspect", "new.tar", "--baseline-image", "tight.yaml"],
    ])
  func unreadable(_ arguments: [String]) throws {
    let project = try project()
    try project.write(image: Self.old + "fault: truncate 3000\n", to: "cut.tar")
    let outcome = try project.run(arguments)
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("shop/web:v2"), "\(outcome.text)")
    #expect(outcome.text.contains("UNREADABLE"))
  }

  @Test(
    "Wrong usage is status 2",
    arguments: [
      ["diff", "old.tar"], ["diff", "-", "-"], ["diff", "old.tar", "new.tar", "--top", "0"],
      ["inspect", "new.tar", "--top", "1001"],
    ])
  func usage(_ arguments: [String]) throws {
    let outcome = try project().run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output == [])
  }

  @Test("inspect --top lists as many files and directories")
  func top() throws {
    let project = try project()
    let text = try project.run("inspect", "new.tar", "--top", "1", "--no-config").text
    #expect(text.contains("app/node_modules/a/index.js") && !text.contains("app/node_modules/b/index.js"))
    let json = try project.run("inspect", "new.tar", "--top", "2", "--format", "json").text
    #expect(json.contains(#"{"path": "app", "bytes": 90013, "own": 13, "layer": 1}"#))
    #expect(json.contains(#"{"path": "app/node_modules/b/index.js", "bytes": 30000, "layer": 1}"#))
    #expect(try !project.run("inspect", "new.tar", "--format", "json").text.contains("\"top\""))
  }
}
