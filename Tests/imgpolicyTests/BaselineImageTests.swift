import TestSupport
import Testing

/// What a baseline knows of images.
@Suite struct BaselineImageTests {
  private func image(_ setting: String) -> String {
    "tag: shop/web:v1\n\(setting)\nlayer: COPY app /app\n  app/main.js \"serve()\"\n"
  }

  private func news(_ outcome: ProgramOutcome) throws -> [String] {
    try JSONOutput(outcome.output).findings.filter { $0.suppressed == nil }.map(\.rule)
  }

  @Test(
    "Another fault of a config is new",
    arguments: [
      ("env: NPM_TOKEN=s3cr3t-value-1", "env: AWS_SECRET_ACCESS_KEY=s3cr3t-value-1", "secret-in-image-env"),
      ("user: bob", "user: eve", "unknown-image-user"),
    ])
  func faultsOfTheConfig(_ known: String, _ new: String, _ rule: String) throws {
    let project = try SampleProject()
    let options = [
      "inspect", "i.tar", "--no-config", "--select", rule, "--baseline", "known.json", "--format", "json",
    ]
    try project.write(image: image(known), to: "i.tar")
    #expect(try project.run(options + ["--write-baseline"]).status == 0)
    #expect(try project.run(options).status == 0)
    try project.write(image: image(new), to: "i.tar")
    let outcome = try project.run(options)
    #expect(outcome.status == 1)
    #expect(try news(outcome).contains(rule))
  }
}
