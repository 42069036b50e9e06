import TestSupport
import Testing

/// The budget of a build context, from the policy to the verdict.
@Suite struct ContextBudgetTests {
  private func project() throws -> SampleProject {
    let project = try SampleProject()
    try project.write("extends: []\nfail-on: warning\nbudgets: { context: 1kB }\n", to: "context.yaml")
    try project.write("FROM node:20-alpine\nCOPY . .\n", to: "app/Dockerfile")
    try project.write(String(repeating: "x", count: 900), to: "app/src/a.txt")
    try project.write(String(repeating: "x", count: 900), to: "app/node_modules/b.txt")
    return project
  }

  @Test("What COPY sends is measured, the ignore file applied")
  func measured() throws {
    let project = try project()
    let arguments = ["check", "app/Dockerfile", "--policy", "context.yaml", "--context", "app", "--format", "json"]
    let outcome = try project.run(arguments)
    #expect(outcome.status == 1)
    #expect(try JSONOutput(outcome.output).places == ["2 oversized-context"])
    try project.write("node_modules\n", to: "app/.dockerignore")
    #expect(try project.run(arguments).status == 0)
  }

  @Test("Without a context there is nothing to measure")
  func withoutContext() throws {
    #expect(try project().run("check", "app/Dockerfile", "--policy", "context.yaml").status == 0)
  }
}
