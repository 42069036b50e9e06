import TestSupport
import Testing

/// What the README shows is what the program takes.
@Suite struct ReadmeTests {
  private let text: String

  init() throws { text = try Fixtures.text(ofProjectFile: "README.md") }

  /// The contents of the fenced blocks of YAML.
  private var samples: [String] {
    text.split(separator: "```yaml\n").dropFirst().map { String($0.prefix { $0 != "`" }) }
  }

  @Test("Each sample of a policy or a project file is one")
  func samplesAreTaken() throws {
    let project = try SampleProject()
    #expect(samples.count > 10)
    for sample in samples {
      let isProject = ["version", "paths"].contains(String(sample.prefix { $0 != ":" }))
      let text = isProject && !sample.hasPrefix("version") ? "version: 1\n" + sample : sample
      try project.write(text, to: "sample.yaml")
      let outcome = try project.run("check", "good", isProject ? "--config" : "--policy", "sample.yaml")
      #expect(outcome.status < 2, "\(outcome.errorLines) in\n\(sample)")
    }
  }

  @Test(
    "Every command and each of its options is there",
    arguments: ["check", "inspect", "gate", "diff", "rules", "explain", "init", "schema", "parse"])
  func options(_ command: String) throws {
    #expect(text.contains("`imgpolicy \(command)"))
    let help = try runProgram([command, "--help"], in: "/").text
    let words = help.split { !$0.isLetter && $0 != "-" }.filter { $0.hasPrefix("--") && $0.count > 2 }
    let missing = Set(words).subtracting(["--help", "--version"]).filter { !text.contains($0) }
    #expect(missing.sorted() == [])
  }
}
