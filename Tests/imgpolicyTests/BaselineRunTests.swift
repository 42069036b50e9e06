import Foundation
import TestSupport
import Testing

/// A project of faults adopts a baseline, and hears of new faults only.
@Suite struct BaselineRunTests {
  private static let faults = "FROM node\nRUN cd /app && make\nUSER root\nCMD node\n"

  private func project() throws -> SampleProject {
    let project = try SampleProject()
    try project.write(Self.faults, to: "shop/Dockerfile")
    return project
  }

  private func findings(_ outcome: ProgramOutcome) throws -> [JSONOutput.Finding] {
    try JSONOutput(outcome.output).findings.filter { $0.suppressed == nil }
  }

  @Test("What is known is green, and one new fault is red with that fault alone, whatever was added above")
  func adopts() throws {
    let project = try project()
    let options = ["check", "shop", "--baseline", "known.json", "--format", "json"]
    #expect(try project.run("check", "shop").status == 1)
    let written = try project.run(options + ["--write-baseline"])
    #expect(written.status == 0)
    #expect(try findings(written).isEmpty)
    #expect(try JSONOutput(written.output).findings.allSatisfy { $0.suppressed?.by == "baseline" })
    #expect(try project.run(options).status == 0)

    let moved = "# new\n\nARG VERSION=1\n\n" + Self.faults
    try project.write(moved.replacing("USER root", with: "# here\nEXPOSE 99999\nUSER root"), to: "shop/Dockerfile")
    let red = try project.run(options)
    #expect(red.status == 1)
    #expect(try findings(red).map(\.rule) == ["port-out-of-range"])
  }

  @Test("What is known stays known when fixes change its text, and is not mended; the rest is")
  func mended() throws {
    let project = try project()
    let text = "FROM debian:12-slim\nUSER 1\nRUN apt-get update && apt-get install curl\nRUN apt-get install git\n"
    try project.write(text, to: "shop/Dockerfile")
    let options = ["check", "shop", "--baseline", "known.json", "--no-config", "--unsafe-fixes"]
    _ = try project.run(
      "check", "shop", "--baseline", "known.json", "--no-config", "--select", "recommended-packages", "--write-baseline"
    )
    let known = try project.contents(of: "known.json")
    _ = try project.run(options + ["--diff"])
    #expect(try project.contents(of: "known.json") == known)
    let outcome = try project.run(options + ["--fix", "--format", "json"])
    let mended = String(decoding: try project.contents(of: "shop/Dockerfile"), as: UTF8.self)
    #expect(mended.contains("install -y curl") && mended.contains("install -y git"), "\(mended)")
    #expect(try JSONOutput(outcome.output).findings.count { $0.suppressed?.by == "baseline" } == 2)
    #expect(try findings(outcome).map(\.rule).contains("unused-suppression") == false)
    #expect(outcome.errorLines.isEmpty, "\(outcome.errorLines)")
    // The next run knows them, too.
    let again = try project.run("check", "shop", "--baseline", "known.json", "--no-config", "--format", "json")
    #expect(try findings(again).map(\.rule) == findings(outcome).map(\.rule))
    #expect(try project.contents(of: "known.json") != known)
  }

  @Test("With --write-baseline, what is left when all is mended is known")
  func mendedAndWritten() throws {
    let project = try project()
    try project.write("FROM debian:12-slim\nMAINTAINER Jane\nUSER root\nRUN sudo make\n", to: "shop/Dockerfile")
    let outcome = try project.run(
      "check", "shop", "--baseline", "known.json", "--write-baseline", "--fix", "--no-config")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("1 mended"), "\(outcome.text)")
    let entries = String(decoding: try project.contents(of: "known.json"), as: UTF8.self)
    #expect(entries.contains("sudo-command") && !entries.contains("deprecated-maintainer"))
  }

  @Test("A second fault of the same text is new")
  func equalFaults() throws {
    let project = try project()
    try project.write("FROM node:20\nUSER 1\nHEALTHCHECK NONE\nRUN sudo make\n", to: "shop/Dockerfile")
    let options = ["check", "shop", "--baseline", "known.json", "--format", "json", "--select", "sudo-command"]
    #expect(try project.run(options + ["--write-baseline"]).status == 0)
    try project.write("FROM node:20\nUSER 1\nRUN sudo make\nRUN sudo make\n", to: "shop/Dockerfile")
    let outcome = try project.run(options)
    #expect(try findings(outcome).count == 1)
    #expect(try JSONOutput(outcome.output).findings.count == 2)
  }

  @Test("An entry that matches nothing any more is told, and can be pruned; what did not run is left alone")
  func stale() throws {
    let project = try project()
    let options = ["check", "shop", "--baseline", "known.json", "--format", "json"]
    #expect(try project.run(options + ["--write-baseline"]).status == 0)
    let before = try project.contents(of: "known.json")
    try project.write(Self.faults.replacing("USER root", with: "USER 1001"), to: "shop/Dockerfile")
    let told = try project.run(options)
    #expect(told.status == 0)
    #expect(try findings(told).map(\.rule) == ["unused-suppression"])
    #expect(try project.contents(of: "known.json") == before)
    // Rules that do not run, and files that are not judged, say nothing of the baseline.
    #expect(try findings(project.run(options + ["--select", "unpinned-base-image"])).isEmpty)
    #expect(try findings(project.run("check", "good", "--baseline", "known.json", "--format", "json")).isEmpty)
    let pruned = try project.run(options + ["--prune-baseline"])
    #expect(try findings(pruned).isEmpty)
    let after = String(decoding: try project.contents(of: "known.json"), as: UTF8.self)
    #expect(!after.contains("root-user") && after.contains("unpinned-base-image"))
  }

  @Test("The entries of a file that is gone are stale where it would have been found")
  func deleted() throws {
    let project = try project()
    let options = ["--baseline", "known.json", "--format", "json"]
    #expect(try project.run(["check", "shop", "good"] + options + ["--write-baseline"]).status == 0)
    try FileManager.default.removeItem(atPath: "\(project.directory.path)/shop/Dockerfile")
    try project.write("FROM scratch\n", to: "shop/Containerfile")
    _ = try project.run(["check", "good", "--prune-baseline"] + options)
    #expect(String(decoding: try project.contents(of: "known.json"), as: UTF8.self).contains("shop/Dockerfile"))
    _ = try project.run(["check", "shop", "--prune-baseline"] + options)
    #expect(!String(decoding: try project.contents(of: "known.json"), as: UTF8.self).contains("shop/Dockerfile"))
  }

  @Test("The entries of a file that is gone are told, in every format, and so are those of a target that is no more")
  func gone() throws {
    let project = try project()
    let targets = "version: 1\ntargets:\n  good: { dockerfile: good/Dockerfile }\n"
    try project.write(targets + "  shop: { dockerfile: shop/Dockerfile }\n", to: "imgpolicy.yaml")
    let options = ["--baseline", "known.json"]
    #expect(try project.run(["gate", "--write-baseline"] + options).status == 0)
    try project.write(targets, to: "imgpolicy.yaml")
    // It may be another command that judges what no target names.
    #expect(try !project.run(["gate"] + options).text.contains("is gone"))
    try FileManager.default.removeItem(atPath: "\(project.directory.path)/shop/Dockerfile")
    for format in ReportOutputTests.formats {
      let text = try project.run(["gate", "--format", format] + options).text
      #expect(
        text.contains("shop/Dockerfile is gone") || format == "github" || format == "markdown", "\(format): \(text)")
    }
    #expect(try !project.run(["gate", "good", "--changed", "HEAD"] + options).text.contains("is gone"))
    #expect(try project.run(["gate", "--prune-baseline"] + options).status == 0)
    #expect(!String(decoding: try project.contents(of: "known.json"), as: UTF8.self).contains("shop/Dockerfile"))
  }

  @Test("Files that were not judged keep their entries when the baseline is written again")
  func otherFiles() throws {
    let project = try project()
    #expect(try project.run("check", "shop", "--baseline", "known.json", "--write-baseline").status == 0)
    #expect(try project.run("check", "bad", "--baseline", "known.json", "--write-baseline").status == 0)
    #expect(try project.run("check", "bad", "shop", "--baseline", "known.json").status == 0)
  }

  @Test("No baseline lifts a 3")
  func unreadable() throws {
    let project = try project()
    let options = ["check", "shop", "nowhere", "--baseline", "known.json"]
    #expect(try project.run(options + ["--write-baseline"]).status == 3)
    #expect(try project.run(options).status == 3)
  }

  @Test(
    "A baseline that cannot be used is a usage error",
    arguments: [
      (["--baseline", "none.json"], "--write-baseline writes a new one"), (["--write-baseline"], "--baseline FILE"),
      (["--prune-baseline"], "--baseline FILE"), (["--baseline", "small.yaml"], "small.yaml"),
      (["--baseline", "nowhere/known.json", "--write-baseline"], "nowhere/known.json"),
    ])
  func refused(_ options: [String], _ says: String) throws {
    let outcome = try project().run(["check", "shop", "--quiet"] + options)
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errorLines.first?.contains(says) == true, "\(outcome.errorLines)")
  }

  @Test("What BuildKit refuses is waived by who waives that, and not by the name of the fault")
  func failingBuild() throws {
    let project = try project()
    try project.write("ARG V\nFROM alpine:$V\nUSER 1001\nHEALTHCHECK CMD [\"true\"]\n", to: "shop/Dockerfile")
    for (rule, status) in [("invalid-base-image-default", 1), ("syntax-error", 0)] as [(String, Int32)] {
      try project.write("waivers: [{ rule: \(rule), reason: tried }]\n", to: "waived.yaml")
      #expect(try project.run("check", "shop", "--policy", "waived.yaml").status == status, "\(rule)")
    }
  }

  @Test("A waiver waives to its last day, and the policy says which day it is")
  func waivers() throws {
    let project = try project()
    for (day, status, rules) in [("2026-10-31", 0, []), ("2026-11-01", 1, ["expired-waiver", "root-user"])] {
      try project.write(
        """
        extends: []
        date: \(day)
        rules: { root-user: error }
        waivers: [{ rule: DL3002, dockerfile: shop/*, reason: until the release, expires: 2026-10-31 }]
        """, to: "waiving.yaml")
      let outcome = try project.run("check", "shop", "--policy", "waiving.yaml", "--format", "json")
      #expect(outcome.status == status)
      #expect(try findings(outcome).map(\.rule) == rules)
    }
  }
}
