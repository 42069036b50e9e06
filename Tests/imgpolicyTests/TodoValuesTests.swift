import Foundation
import TestSupport
import Testing

/// The chart of `fixtures/todo` under the policy `todo-values`: nothing is said of it, and each row of the validation table that
/// is violated gives its message on its line.
@Suite struct TodoValuesTests {
  private static let secrets =
    "secrets:\n  databaseUrl: postgresql://todo:pear-orchard@db/todo\n  openaiApiKey: sk-harbour-lantern\n  betterAuthSecret: brass-kettle-weather\n"

  /// A copy of the chart in a repository that ignores the file of the installation.
  private func project() throws -> SampleProject {
    let project = try SampleProject()
    for name in ["Chart.yaml", "values.yaml", "values.schema.json"] {
      let text = String(decoding: try Fixtures.bytes("todo/chart/\(name)"), as: UTF8.self)
      try project.write(text, to: "todo/chart/\(name)")
    }
    try project.write("ref: refs/heads/main\n", to: ".git/HEAD")
    try project.write("/install-values.yaml\n", to: "todo/.gitignore")
    try project.write(Self.secrets, to: "todo/install-values.yaml")
    return project
  }

  private struct Outcome: Equatable {
    var found: [String]
    var status: Int32
  }

  private func findings(_ project: SampleProject, _ more: String...) throws -> Outcome {
    let outcome = try project.run(
      ["check", "chart", "-f", "install-values.yaml", "--policy", "todo-values", "--format", "json"] + more, in: "todo")
    let report = try JSONOutput(outcome.output)
    return Outcome(found: report.findings.map { "\($0.path):\($0.line ?? 0) \($0.message)" }, status: outcome.status)
  }

  @Test("The values have no finding, with a file or with options")
  func good() throws {
    let project = try project()
    #expect(try findings(project) == Outcome(found: [], status: 0))
    let options = [
      "--set", "secrets.databaseUrl=postgresql://db/todo,secrets.openaiApiKey=sk-1", "--set-string",
      "secrets.betterAuthSecret=12",
    ]
    let outcome = try project.run(["check", "chart/values.yaml", "--policy", "todo-values"] + options, in: "todo")
    #expect(outcome.status == 0, "\(outcome.text)")
  }

  /// What is put in the place of what in which file, and what is said on which of its lines; 0 where there is none.
  struct Row: Sendable, CustomTestStringConvertible {
    var file: String
    var old: String
    var new: String
    var says: String

    init(_ file: String, _ old: String, _ new: String, _ says: String) {
      (self.file, self.old, self.new, self.says) = (file, old, new, says)
    }

    var testDescription: String { "\(old) → \(new)" }
  }

  private static let rows = [
    Row(
      "install-values.yaml", "postgresql://todo:pear-orchard@db/todo", "\"\"",
      "install-values.yaml:2 Database URL is required"),
    Row(
      "install-values.yaml", "postgresql://todo:pear-orchard@db/todo", "null",
      "install-values.yaml:2 Database URL is required"),
    // Without a word of the installation, the empty text of the chart counts.
    Row(
      "install-values.yaml", "  databaseUrl: postgresql://todo:pear-orchard@db/todo\n", "",
      "chart/values.yaml:46 Database URL is required"),
    Row("install-values.yaml", "sk-harbour-lantern", "", "install-values.yaml:3 Valid OpenAI API key required"),
    Row(
      "install-values.yaml", "sk-harbour-lantern", "pk-harbour-lantern",
      "install-values.yaml:3 Valid OpenAI API key required"),
    Row(
      "install-values.yaml", "brass-kettle-weather", "' '", "install-values.yaml:4 secrets.betterAuthSecret is required"
    ),
    Row(
      "chart/values.yaml", "frontend:\n  enabled: true\n  replicaCount: 2",
      "frontend:\n  enabled: true\n  replicaCount: 0", "chart/values.yaml:7 At least 1 frontend replica required"),
    Row(
      "chart/values.yaml", "frontend:\n  enabled: true\n  replicaCount: 2",
      "frontend:\n  enabled: true\n  replicaCount: \"2\"", "chart/values.yaml:7 At least 1 frontend replica required"),
    Row(
      "chart/values.yaml", "backend:\n  enabled: true\n  replicaCount: 2",
      "backend:\n  enabled: true\n  replicaCount: -1", "chart/values.yaml:28 At least 1 backend replica required"),
    Row("chart/values.yaml", "memory: 128Mi", "memory: 512Mi", "chart/values.yaml:18 Request cannot exceed limit"),
    Row("chart/values.yaml", "memory: 128Mi", "memory: 1Gi", "chart/values.yaml:18 Request cannot exceed limit"),
    Row("chart/values.yaml", "memory: 256Mi", "memory: 0.5Gi", "chart/values.yaml:38 Request cannot exceed limit"),
    // The line is that of the file that won.
    Row(
      "install-values.yaml", "secrets:\n", "backend: { replicaCount: 0 }\nsecrets:\n",
      "install-values.yaml:1 At least 1 backend replica required"),
    Row(
      "install-values.yaml", "secrets:\n", "frontend: { resources: { requests: { memory: 2Gi } } }\nsecrets:\n",
      "install-values.yaml:1 Request cannot exceed limit"),
  ]

  @Test("Each row of the validation table that is violated gives its message on its line", arguments: rows)
  func violated(_ row: Row) throws {
    let project = try project()
    let text = String(decoding: try project.contents(of: "todo/\(row.file)"), as: UTF8.self)
    let changed = text.replacing(row.old, with: row.new, maxReplacements: 1)
    #expect(changed != text)
    try project.write(changed, to: "todo/\(row.file)")
    #expect(try findings(project) == Outcome(found: [row.says], status: 1))
  }

  @Test("A key that nothing has is missed where it belongs")
  func missingKeys() throws {
    let project = try project()
    try project.write("secrets:\n  openaiApiKey: sk-1\n  betterAuthSecret: x\n", to: "todo/install-values.yaml")
    let text = String(decoding: try project.contents(of: "todo/chart/values.yaml"), as: UTF8.self)
    try project.write(text.replacing("  databaseUrl: \"\"\n", with: ""), to: "todo/chart/values.yaml")
    #expect(try findings(project) == Outcome(found: ["install-values.yaml:1 Database URL is required"], status: 1))
  }

  @Test("The faulty twin has the faults of its description that this policy knows")
  func faulty() throws {
    let outcome = try runProgram(
      ["check", "chart/values.yaml", "--policy", "todo-values", "--format", "json"],
      in: Fixtures.root.appending(path: "todo/faulty").path)
    #expect(outcome.status == 1)
    #expect(
      try Set(JSONOutput(outcome.output).places) == [
        "7 out-of-range-value", "10 yaml-float-as-string", "14 node-port-clash", "18 misordered-values",
        "23 browser-given-cluster-address", "27 out-of-range-value", "30 mutable-image-tag", "37 misordered-values",
        "44 literal-secret-in-values", "45 literal-secret-in-values", "45 malformed-value",
        "46 missing-required-value",
      ])
    #expect(!outcome.text.contains("todo:todo@") && !outcome.text.contains("pk-not"))
  }
}
