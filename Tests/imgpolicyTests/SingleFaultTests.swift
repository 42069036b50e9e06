import TestSupport
import Testing

/// One fault in one input of the reference application.
struct SingleFault: Sendable, CustomTestStringConvertible {
  /// The input that is changed.
  var path: String
  var old: String
  var new: String
  /// The rule that says what is wrong.
  var rule: String
  /// A text on the line where it speaks; nil for an image, which has no lines.
  var line: String?
  /// The input in which it speaks; nil for the one that is changed.
  var other: String?
  /// The other rules that fail because of the same fault.
  var besides: Set<String>

  init(
    _ path: String, _ old: String, _ new: String, _ rule: String, at line: String? = nil, of other: String? = nil,
    besides: Set<String> = []
  ) {
    self.path = path
    self.old = old
    self.new = new
    self.rule = rule
    self.line = line
    self.other = other
    self.besides = besides
  }

  var testDescription: String { "\(path): \(rule)" }
}

/// What `gate` says of the whole reference application, and that it fails for the right reason when one of its four inputs has one
/// fault: a Dockerfile, an image, the values or a manifest.
@Suite struct SingleFaultTests {
  @Test("The project passes: one table, and nothing prevents its rollouts")
  func good() throws {
    let project = TodoProject()
    let outcome = try project.gate()
    #expect(outcome.status == 0, "\(outcome.text)")
    for words in ["target", "frontend", "backend", "of 500 MB", "of 300 MB", "PASS"] {
      #expect(outcome.text.contains(words), "\(outcome.text)")
    }
    for name in ["todo-frontend", "todo-backend"] {
      #expect(outcome.text.contains("Deployment/\(name): no finding prevents it"), "\(outcome.text)")
    }
    #expect(try JSONOutput(project.gate("--format", "json").output).places == [])
  }

  @Test("There are faults enough of each input")
  func numbers() {
    for faults in [SingleFault.inDockerfiles, SingleFault.inImages, SingleFault.inValues, SingleFault.inManifests] {
      #expect(faults.count >= 8)
    }
  }

  @Test(
    "A single fault fails the project, for its reason and where it is",
    arguments: SingleFault.inDockerfiles + SingleFault.inImages + SingleFault.inValues + SingleFault.inManifests)
  func fault(_ fault: SingleFault) throws {
    var project = TodoProject()
    try project.replace(fault.old, with: fault.new, in: fault.path)
    let outcome = try project.gate("--format", "json")
    #expect(outcome.status == 1)
    let path = fault.other ?? fault.path
    let line = fault.line.flatMap { project.line(of: $0, in: path) }
    #expect((line == nil) == (fault.line == nil))
    let failing = try JSONOutput(outcome.output).findings.filter {
      ["error", "warning"].contains($0.severity) && $0.suppressed == nil
    }
    let places = failing.map { "\($0.path):\($0.line ?? 0) \($0.rule): \($0.message)" }
    #expect(
      failing.contains { $0.rule == fault.rule && $0.path == path && $0.line == line },
      "expected \(fault.rule) in \(path):\(line ?? 0), found \(places)")
    #expect(Set(failing.map(\.rule)) == fault.besides.union([fault.rule]), "\(places)")
  }
}
