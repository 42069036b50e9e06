import TestSupport
import Testing

/// The exit statuses of the command line contract, and that each error is one line that says what was expected.
@Suite struct ExitStatusTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var status: Int32
    /// A part of what is said: on standard output for a judged or unreadable input, else on standard error.
    var says: String

    init(_ arguments: String, _ status: Int32, _ says: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.status = status
      self.says = says
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(
    "What could be judged ends with 0 or 1, what could not with 3, on standard output",
    arguments: [
      Row("check good", 0, "PASS"), Row("check good/Dockerfile --quiet", 0, ""),
      Row("check bad", 1, "FAIL: 2 warnings in 1 file"),
      Row("check . --format concise", 1, "bad/Dockerfile:2:6: warning: USER is root"),
      Row("check empty.Dockerfile", 1, "the Dockerfile is empty: expected at least FROM"),
      Row("check bad --fail-on error", 0, "PASS"), Row("check bad --fail-on none", 0, "PASS"),
      Row("check bad --policy small.yaml", 1, "error: USER is root"),
      Row("check bad --policy small.yaml --ignore root-user", 0, "info: the image node"),
      Row("check bad --select missing-user", 0, "PASS"),
      Row("check good nowhere", 3, "nowhere: no such file or directory"), Row("check nowhere", 3, "UNREADABLE"),
      Row("check manifest.yaml", 0, "PASS"), Row("check privileged.yaml", 1, "privileged-container"),
      Row("check chart/templates/web.yaml", 3, "helm template CHART"),
      Row("check archive.tar", 3, "judged by `imgpolicy inspect`"),
      Row("check --kind image nothing/readme.txt", 3, "no archive, though --kind says image"),
      Row("check bad --context nosuch --format concise", 3, "bad/Dockerfile:2:6: warning: USER is root"),
      Row("check bad --context nosuch", 3, "the build context nosuch is no directory"),
      Row("check bad --jobs 2", 1, "FAIL"),
      Row("check --kind dockerfile nothing/readme.txt", 1, "unknown instruction: hello"),
      Row("inspect image.tar", 0, "PASS"), Row("inspect root.tar", 1, "the image runs as root"),
      Row("inspect image.tar --no-verify", 0, "unverified"),
      Row("inspect nowhere.tar", 3, "nowhere.tar: no such file"),
      Row("inspect nothing/readme.txt", 3, "expected an image archive"),
      Row("inspect empty.Dockerfile", 3, "is empty"), Row("inspect zip.tar", 3, "expected an image archive"),
      Row("inspect cut.tar", 3, "UNREADABLE"),
      Row("inspect flipped.tar", 3, "digest"), Row("inspect without-layer.tar", 3, "is not in the archive"),
      Row("inspect nothing", 3, "nothing: "),
      Row("inspect -", 3, "is empty"), Row("inspect null-manifest.tar", 3, "null-manifest.tar: "),
    ])
  func judged(_ row: Row) throws {
    let outcome = try project(with: row.arguments).run(row.arguments)
    #expect(outcome.status == row.status)
    #expect(row.says.isEmpty || outcome.text.contains(row.says), "\(outcome.text)")
    #expect(outcome.errors == [])
  }

  @Test(
    "A wrong call or configuration ends with 2 and one line on standard error",
    arguments: [
      Row("check nothing", 2, "nothing to judge in nothing: found no Dockerfile"),
      Row("check bad --policy fronted", 2, "did you mean `frontend`?"),
      Row("check bad --policy nowhere.yaml", 2, "nowhere.yaml: this policy cannot be read"),
      Row("check bad --policy unknown-key.yaml", 2, "unknown-key.yaml:2:1: unknown key `rulez`: did you mean `rules`?"),
      Row("check bad --policy wrong-type.yaml", 2, "wrong-type.yaml:2:8: `rules` is a list: expected a mapping"),
      Row("check bad --policy no-yaml.yaml", 2, "no-yaml.yaml:"),
      Row(
        "check bad --policy unknown-rule.yaml", 2,
        "unknown-rule.yaml:1:10: unknown rule, alias or group `root-usr`: did you mean `root-user`?"),
      Row("check bad --policy unknown-level.yaml", 2, "unknown-level.yaml:1:21: "),
      Row("check bad --policy two-spellings.yaml", 2, "500MB (powers of 1000) or 500MiB"),
      Row("check bad --policy unknown-base.yaml", 2, "unknown-base.yaml:1:10: unknown policy `fronted`"),
      Row(
        "check bad --select root-usr", 2, "--select: unknown rule, alias or group `root-usr`: did you mean `root-user`?"
      ), Row("check bad --ignore DL9999", 2, "--ignore: unknown"),
      Row("check bad --extend-select x-y-z", 2, "--extend-select: unknown"),
      Row("check bad --severity root-user=fatal", 2, "--severity: unknown level `fatal`: expected one of"),
      Row("check bad --severity root-user", 2, "expected RULE=LEVEL"),
      Row("check bad --fail-on fatal", 2, "unknown level `fatal` of --fail-on"),
      Row("check bad --format jsn", 2, "unknown format `jsn` of --format: did you mean `json`?"),
      Row("rules --format tex", 2, "unknown format `tex` of --format: did you mean `text`?"),
      Row("schema polcy", 2, "unknown kind `polcy` of schema: did you mean `policy`?"),
      Row("schema everything", 2, "unknown kind `everything` of schema: expected one of policy, project or report"),
      Row("check bad --output json=a --output sarif=./a", 2, "two reports are to be written to ./a"),
      Row("check bad --output json=good", 2, "the report cannot be written to good"),
      Row("check bad --write-baseline", 2, "--write-baseline needs the file: add --baseline FILE"),
      Row("check bad --prune-baseline", 2, "--prune-baseline needs the file: add --baseline FILE"),
      Row("check bad --baseline nowhere.json", 2, "--write-baseline writes a new one"),
      Row("check bad --baseline no-yaml.yaml", 2, "this baseline cannot be read"),
      Row("check bad --baseline later.json", 2, "later.json: no baseline of version 1"),
      Row("check bad --baseline entries.json", 2, "entries.json: findings[0] is no entry of a baseline"),
      Row(
        "check bad --baseline nowhere/b.json --write-baseline", 2, "the baseline cannot be written to nowhere/b.json"),
      Row(
        "check bad --policy waiver.yaml", 2,
        "waiver.yaml:1:19: unknown rule, alias or group `root-usr`: did you mean `root-user`?"),
      Row("check bad --format xml", 2, "unknown format `xml` of --format"),
      Row("check bad --output xml=a", 2, "unknown format `xml` of --output"),
      Row("check bad --output json", 2, "--output json names no file"),
      Row("check bad --output json=-", 2, "standard output gets the report of --format"),
      Row("check bad --jobs 0", 2, "expected 1 or more"), Row("check bad --jobs -1", 2, "expected 1 or more"),
      Row("inspect image.tar --top -1", 2, "--top -1 is out of range: expected 1 to"),
      Row("inspect image.tar --image -1", 2, "image.tar: "),
      Row(
        "check bad --target nope", 2, "--target nope: bad/Dockerfile has no such stage: none of its stages has a name"),
      Row("check staged.Dockerfile --target biuld", 2, "did you mean “build”? it has build, final"),
      Row("inspect image.tar --dockerfile staged.Dockerfile --target nope", 2, "it has build, final"),
      Row("parse staged.Dockerfile --model --target nope", 2, "it has build, final"),
      Row("check bad --config paths.yaml", 2, "paths.yaml:2:13: unknown policy `fronted`: did you mean `frontend`?"),
      Row("diff - -", 2, "standard input holds one archive"),
      Row("check bad --output json=nowhere/a.json", 2, "nowhere/a.json"),
      Row("check bad --color blue", 2, "unknown value `blue` of --color"),
      Row("check bad --kind tarball", 2, "unknown kind `tarball` of --kind"),
      Row("check bad --build-arg =A", 2, "expected NAME=VALUE or NAME"),
      Row("check bad --diff --format json", 2, "--diff prints a unified diff"),
      Row("check bad --select SC2086 --shellcheck off", 2, "--select SC2086 asks for ShellCheck"),
      Row("check bad --config nowhere.yaml", 2, "nowhere.yaml"),
      Row("check bad --config project.yaml", 2, "project.yaml:2:1: unknown key `path`: did you mean `paths`?"),
      Row("check bad --config small.yaml --no-config", 2, "exclude each other"),
      Row("inspect image.tar --jobs 0", 2, "expected 1 or more"),
      Row("gate", 2, "no imgpolicy.yaml here or in a directory above"),
      Row("explain root-usr", 2, "did you mean `root-user`?"),
    ])
  func refused(_ row: Row) throws {
    let outcome = try project(with: row.arguments).run(row.arguments)
    #expect(outcome.status == row.status)
    #expect(outcome.output == [])
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errorLines.first?.contains(row.says) == true, "\(outcome.errorLines)")
    #expect(outcome.errorLines.first?.hasPrefix("imgpolicy: ") == true)
  }

  @Test(
    "What the argument parser refuses ends with 2 and names the fault in its first line",
    arguments: [
      Row("check --nope", 2, "--nope"), Row("check --policy", 2, "--policy"), Row("nope", 2, "nope"),
      Row("inspect", 2, "images"), Row("inspect a.tar --jobs many", 2, "many"),
      Row("explain", 2, "rule"), Row("check --changed main", 2, "--changed goes with `imgpolicy gate` alone"),
      Row("gate --stdn", 2, "--stdn"), Row("inspect a.tar --from x", 2, "--from goes with `imgpolicy init` alone"),
    ])
  func usage(_ row: Row) throws {
    let outcome = try runProgram(row.arguments, in: "/")
    #expect(outcome.status == row.status)
    #expect(outcome.output == [])
    #expect(outcome.errorLines.first?.contains(row.says) == true, "\(outcome.errorLines)")
  }

  @Test(
    "One list of options serves all commands that judge: what means nothing to one is left alone",
    arguments: ["check good", "inspect image.tar", "gate", "diff image.tar archive.tar"])
  func sharedOptions(_ command: String) throws {
    let options =
      "--build-arg A=1 --context good --shellcheck off --stdin-filename x --baseline-image image.tar --fail-on none"
    let arguments = (command + " " + options).split(separator: " ").map(String.init)
    let project = try project(with: arguments + ["archive.tar"])
    try project.write("version: 1\ntargets: { web: { dockerfile: good/Dockerfile } }\n", to: "imgpolicy.yaml")
    #expect(try project.run(arguments).errors == [])
    #expect(try project.run(arguments).status == 0)
    guard command.hasPrefix("inspect") || command.hasPrefix("diff") else { return }
    let values = ["--values", "values.yaml", "--set", "a=b", "--set-string", "c=d", "--base", "node:22=image.tar"]
    #expect(try project.run(arguments + values.dropLast(command.hasPrefix("diff") ? 0 : 2)).status == 0)
  }

  @Test("An archive is no Dockerfile to parse")
  func parsedArchive() throws {
    let outcome = try project(with: ["image.tar"]).run("parse", "image.tar")
    #expect(outcome.status == 3)
    #expect(outcome.output == [])
    #expect(
      outcome.errorLines == [
        "imgpolicy: image.tar: an archive, not a Dockerfile: built images are read by `imgpolicy inspect`"
      ])
  }

  @Test(
    "Help, version, rules and explanations are answers",
    arguments: ["--help", "help", "check --help", "--version", "rules", "explain DL3002"])
  func answers(_ arguments: String) throws {
    let outcome = try runProgram(arguments.split(separator: " ").map(String.init), in: "/")
    #expect(outcome.status == 0)
    #expect(!outcome.output.isEmpty)
    #expect(outcome.errors == [])
  }

  @Test("All faults of a policy are told, one a line")
  func allFaults() throws {
    let project = try SampleProject()
    try project.write("rulez: 1\nfail-on: maybe\nrules: { nope: error }\n", to: "many.yaml")
    let outcome = try project.run("check", "bad", "--policy", "many.yaml")
    #expect(outcome.status == 2)
    let lines = outcome.errorLines.map { $0.prefix { $0 != " " } + $0.dropFirst("imgpolicy: ".count).prefix(13) }
    #expect(lines == ["imgpolicy:many.yaml:1:1", "imgpolicy:many.yaml:2:1", "imgpolicy:many.yaml:3:1"])
  }

  /// The sample project, with the archives that the arguments name.
  private func project(with arguments: [String]) throws -> SampleProject {
    let project = try SampleProject()
    let good = """
      tag: shop/web:v1
      user: 1001
      healthcheck: ["CMD", "true"]
      layer: COPY app /app
        0644 1001:1001 app/server.js "listen(3000)"
        0755 0:0 bin/true "ELF"

      """
    let listings = [
      "image.tar": good, "archive.tar": good, "root.tar": good.replacing("user: 1001", with: "user: root"),
      "cut.tar": good + "fault: truncate 4000\n",
      "flipped.tar": good + "fault: flip layer 0\n", "without-layer.tar": good + "fault: missing layer 0\n",
    ]
    for (path, listing) in listings where arguments.contains(path) { try project.write(image: listing, to: path) }
    let texts = [
      "later.json": #"{"version": 2, "findings": []}"#, "entries.json": #"{"version": 1, "findings": [{}]}"#,
      "waiver.yaml": "waivers: [{ rule: root-usr }]\n",
      "paths.yaml": "version: 1\npaths: { x: fronted }\n",
      "staged.Dockerfile": "FROM node:22 AS build\nFROM node:22 AS final\nCOPY --from=build /app /app\nUSER 1001\n",
    ]
    for (path, text) in texts where arguments.contains(path) { try project.write(text, to: path) }
    if arguments.contains("zip.tar") {
      try project.write("PK\u{3}\u{4}" + String(repeating: "z", count: 2000), to: "zip.tar")
    }
    if arguments.contains("null-manifest.tar") {
      var tar = TarBuilder()
      tar.add(TarBuilder.Member("manifest.json", content: Array("null".utf8)))
      tar.end()
      try project.directory.write(tar.bytes, to: "null-manifest.tar")
    }
    return project
  }
}
