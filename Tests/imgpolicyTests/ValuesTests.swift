import TestSupport
import Testing

/// Helm values on the command line.
@Suite struct ValuesTests {
  private func project() throws -> SampleProject {
    let project = try SampleProject()
    try project.writeValues()
    try project.write("extends: default\nvalues: [{ path: host, required: true }]\n", to: "host.yaml")
    try project.write("host: todo\n", to: "install.yaml")
    return project
  }

  @Test(
    "What is judged, and how it ends",
    arguments: [
      (["check", "chart"], 0, "PASS"), (["check", "chart/values.yaml", "-f", "over.yaml"], 1, "over.yaml:1:1"),
      (["check", "over.yaml", "--kind", "values"], 0, "PASS"),
      (["check", "chart", "--policy", "host.yaml"], 1, "host is required"),
      (["check", "chart", "--policy", "host.yaml", "--values", "install.yaml"], 0, "PASS"),
      (["check", "chart", "--policy", "host.yaml", "--set", "host=a"], 0, "PASS"),
      // Later wins, and options after all files.
      (["check", "chart", "--policy", "host.yaml", "-f", "install.yaml", "--set", "host="], 1, "--set"),
      (["check", "chart", "--policy", "host.yaml", "--set", "host=null", "--set-string", "host=null"], 0, "PASS"),
      (["check", "chart", "--values", "nowhere.yaml"], 3, "nowhere.yaml"),
      (["check", "chart", "--set", "a.b"], 2, "--set has no value for `a.b`"),
      (["check", "chart", "--set", "image.tag.x=1"], 0, "PASS"),
      (
        ["check", "chart", "-f", "over.yaml", "--set", "replicasCount.x=1"], 2, "wants `replicasCount` to be a mapping"
      ),
      (["check", "good", "--values", "install.yaml"], 2, "none are judged"),
      (["check", "good", "--set", "a=b"], 2, "none are judged"),
    ] as [([String], Int32, String)])
  func runs(_ arguments: [String], _ status: Int32, _ says: String) throws {
    let outcome = try project().run(arguments)
    let text = outcome.text + outcome.errorLines.joined(separator: "\n")
    #expect(outcome.status == status && text.contains(says), "\(text)")
  }

  @Test("A file beside a chart is judged over the chart's own values, which are judged with it")
  func besideChart() throws {
    let project = try project()
    try project.write("replicasCount: 3\n", to: "chart/values-prod.yaml")
    let report = try JSONOutput(
      try project.run("check", "chart/values-prod.yaml", "--policy", "host.yaml", "--format", "json").output)
    #expect(report.inputs.map(\.path) == ["chart/values.yaml", "chart/values-prod.yaml"])
    #expect(report.findings.map(\.rule) == ["missing-required-value", "unknown-value-key"])
    // A directory is searched for the chart's own values alone: of others nobody knows what they are for.
    let found = try JSONOutput(try project.run("check", "chart", "--format", "json").output)
    #expect(found.inputs.map(\.path) == ["chart/values.yaml"])
  }

  @Test("Files that are laid over several charts are judged once")
  func severalCharts() throws {
    let project = try project()
    try project.write("apiVersion: v2\nname: other\n", to: "other/Chart.yaml")
    try project.write("image: { tag: v1 }\n", to: "other/values.yaml")
    try project.write("image: { tag: 1.10 }\n", to: "over.yaml")
    let report = try JSONOutput(
      try project.run("check", "chart", "other", "-f", "over.yaml", "--format", "json").output)
    #expect(report.inputs.map(\.path) == ["chart/values.yaml", "over.yaml", "other/values.yaml"])
    #expect(report.findings.map(\.rule) == ["yaml-float-as-string"])
  }

  @Test("What git ignores is how secrets get to an installation")
  func ignored() throws {
    let project = try project()
    try project.write("secrets: { token: plum-tree-orchard }\n", to: "chart/secret/install.yaml")
    let check = ["check", "chart", "-f", "chart/secret/install.yaml", "--ignore", "unknown-value-key"]
    #expect(try project.run(check).status == 1)
    try project.write("ref: refs/heads/main\n", to: ".git/HEAD")
    try project.write("secret/\n", to: ".gitignore")
    #expect(try project.run(check).status == 0)
  }

  @Test("Outside a repository, as in an archive of one, what its .gitignore says counts")
  func ignoredOutside() throws {
    let project = try project()
    try project.write("secrets: { token: plum-tree-orchard }\n", to: "chart/secret/install.yaml")
    try project.write("secret/\n", to: ".gitignore")
    let check = ["check", "chart", "-f", "chart/secret/install.yaml", "--ignore", "unknown-value-key"]
    #expect(try project.run(check).status == 0)
    try project.write("other/\n", to: ".gitignore")
    #expect(try project.run(check).status == 1)
  }

  @Test(
    "A file that is laid over a chart is not taken for the chart's own", arguments: ["values-prod.yaml", "values.yaml"])
  func lone(_ name: String) throws {
    let project = try project()
    try project.write(
      "values: [{ path: publicHost, required: true }]\nrules: { default-for-required-value: warning }\n",
      to: "required.yaml")
    try project.write("publicHost: todo.acme.test\n", to: "lone/\(name)")
    try project.write("publicHots: todo.acme.test\n", to: "lone/more.yaml")
    let report = try JSONOutput(
      try project.run(
        "check", "lone/\(name)", "-f", "lone/more.yaml", "--policy", "required.yaml", "--format", "json"
      ).output)
    let rules = ["default-for-required-value", "unknown-value-key"]
    #expect(report.findings.map(\.rule) == (name == "values.yaml" ? rules : []))
  }

  @Test("A schema may refer to other files of its chart, and a link leads nowhere else")
  func schemaFiles() throws {
    let project = try project()
    try project.write("colour: green\n", to: "chart/values.yaml")
    try project.write(
      "{\"properties\": {\"colour\": {\"$ref\": \"parts/colour.json\"}}}", to: "chart/values.schema.json")
    try project.write("{\"enum\": [\"red\"]}", to: "chart/parts/colour.json")
    let messages = {
      try JSONOutput(
        try project.run("check", "chart", "--select", "values-schema-violation", "--format", "json").output
      ).findings.map(\.message)
    }
    #expect(try messages() == ["`colour` is none of red"])
    try project.write("{\"$ref\": \"parts/nowhere.json\"}", to: "chart/values.schema.json")
    #expect(try messages().first?.contains("leads to nothing") == true)
  }

  @Test("Of a part that is switched off nothing is demanded")
  func switchedOff() throws {
    let project = try project()
    try project.write(
      "values: [{ path: web.replicaCount, minimum: 1 }, { path: web.host, required: true }, { path: \"*.port\", pattern: ^8 }]\n",
      to: "web.yaml")
    let status = { (enabled: String) in
      try project.write("web: { enabled: \(enabled), replicaCount: 0, port: 70 }\n", to: "values.yaml")
      return try JSONOutput(
        try project.run("check", "values.yaml", "--policy", "web.yaml", "--format", "json").output
      ).findings.count
    }
    #expect(try status("true") == 3)
    #expect(try status("\"false\"") == 3)
    #expect(try status("false") == 0)
  }

  @Test(
    "No report shows a secret",
    arguments: ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"])
  func concealed(_ format: String) throws {
    let project = try project()
    try project.write(
      "values: [{ path: secrets.token, pattern: ^x }, { path: db.password, pattern: ^x }]\n", to: "pattern.yaml")
    try project.write(
      "secrets: { token: plum-tree-orchard } # sk-plum\ndb: { password: 48151623, url: 'postgres://a:orchard-gate@db/x' }\n",
      to: "chart/values.yaml")
    let outcome = try project.run("check", "chart", "--policy", "pattern.yaml", "--format", format)
    #expect(outcome.status == 1)
    for secret in ["plum-tree", "48151623", "orchard-gate"] { #expect(!outcome.text.contains(secret)) }
    let option = try project.run(
      "check", "chart", "--policy", "pattern.yaml", "--set", "secrets.token=larch", "--format", format)
    #expect(!option.text.contains("larch"))
  }

  @Test("Comments suppress, and broken YAML is said where it stands")
  func comments() throws {
    let project = try project()
    try project.write(
      "image:\n  # imgpolicy ignore=yaml-float-as-string,number-as-text-value reason: read with quotes\n  tag: 1.10\n",
      to: "chart/values.yaml")
    #expect(try project.run("check", "chart").status == 0)
    try project.write("image:\n  tag: 1\n  tag: v2\nweb: {\n", to: "chart/values.yaml")
    let broken = try JSONOutput(try project.run("check", "chart", "--policy", "host.yaml", "--format", "json").output)
    #expect(broken.findings.map(\.rule) == ["yaml-syntax-error"])
    try project.write("image:\n  tag: v1\n  tag: v2\n", to: "chart/values.yaml")
    let twice = try JSONOutput(try project.run("check", "chart", "--format", "json").output)
    #expect(twice.places == ["3 yaml-duplicate-key"])
  }

  @Test("The chart's schema counts, and a broken one is a fault of the chart")
  func schema() throws {
    let project = try project()
    try project.write("{\"properties\": {\"replicaCount\": {\"maximum\": 1}}}", to: "chart/values.schema.json")
    let report = try JSONOutput(try project.run("check", "chart", "--format", "json").output)
    #expect(report.places == ["1 values-schema-violation"])
    #expect(try project.run("check", "chart", "--set", "replicaCount=1").status == 0)
    try project.write("{", to: "chart/values.schema.json")
    #expect(try project.run("check", "chart").text.contains("Helm refuses the chart"))
  }

  @Test("What is under the name of a subchart, or its alias, is that chart's")
  func subcharts() throws {
    let project = try project()
    try project.write(
      "apiVersion: v2\nname: web\ndependencies:\n  - { name: postgresql, alias: db }\n  - { name: redis }\n",
      to: "chart/Chart.yaml")
    try project.write("image: { tag: v1 }\ndb: { enabled: true }\nredis: { enabled: true }\n", to: "chart/values.yaml")
    try project.write("db: { auth: { database: shop } }\nredis: { size: 2 }\nimage: { tga: v2 }\n", to: "over.yaml")
    let report = try JSONOutput(try project.run("check", "chart", "-f", "over.yaml", "--format", "json").output)
    #expect(report.places == ["3 unknown-value-key"])
  }

  @Test("What an option sets is blamed on the option, and what is no mapping is told in Helm's words")
  func blame() throws {
    let project = try project()
    try project.write("{\"properties\": {\"replicaCount\": {\"type\": \"integer\"}}}", to: "chart/values.schema.json")
    let text = try project.run("check", "chart", "--set-string", "replicaCount=2").text
    #expect(text.contains("not this file: --set-string replicaCount"), "\(text)")
    let fault = try project.run("check", "chart", "-f", "over.yaml", "--set-string", "replicasCount.x=1")
    #expect(fault.errorLines.joined().contains("--set-string wants `replicasCount` to be a mapping"))
    try project.write("- a\n", to: "over.yaml")
    let list = try project.run("check", "chart", "-f", "over.yaml").text
    #expect(list.contains("helm template") && !list.contains("kubectl"), "\(list)")
  }

  @Test("Standard input may be values")
  func standardInput() throws {
    let outcome = try project().run(["check", "-", "--kind", "values"], input: "image: { tag: 1.10 }\n")
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("yaml-float-as-string"))
  }
}
