import Linting
import Rules
import Testing
import TestSupport

/// An example of a rule.
struct ExampleCase: Sendable, CustomTestStringConvertible {
  var subject: Subject
  var rule: String
  var number: Int
  var example: RuleInfo.Example

  var testDescription: String { "\(rule) \(number)" }
}

/// The examples in the rules' metadata are true.
@Suite struct ExampleTests {
  static let badExamples = cases(\.bad)
  static let goodExamples = cases(\.good)

  private static func cases(_ examples: KeyPath<RuleInfo, [RuleInfo.Example]>) -> [ExampleCase] {
    Subject.allCases.flatMap { subject in
      subject.infos().filter { InstalledShellCheck.canJudge($0.name) }.flatMap { info in
        info[keyPath: examples].enumerated().map {
          ExampleCase(subject: subject, rule: info.name, number: $0.offset + 1, example: $0.element)
        }
      }
    }
  }

  @Test("A bad example has a finding at each mark and nowhere else", arguments: badExamples)
  func bad(_ bad: ExampleCase) throws {
    let text = try MarkedText(bad.example.text)
    let findings = try findings(bad, text)
    if text.ranges.isEmpty {
      #expect(!findings.isEmpty)
      return
    }
    let source = SourceText(path: "example", bytes: text.bytes)
    let found = findings.map { $0.place.map(Self.describe) ?? "without a place" }.sorted()
    let marked = text.ranges.map { Self.describe(source.place(of: $0)) }.sorted()
    #expect(found == marked)
  }

  @Test("A good example has no finding", arguments: goodExamples)
  func good(_ good: ExampleCase) throws {
    let text = try MarkedText(good.example.text)
    #expect(text.ranges.isEmpty)
    let messages = try findings(good, text).map(\.message)
    #expect(messages == [])
  }

  private func findings(_ example: ExampleCase, _ text: MarkedText) throws -> [Finding] {
    let catalog = try Catalog(
      only: example.rule, policy: example.example.policy, base: example.example.base,
      baseline: example.example.baseline)
    // What only another tool would report is no finding of the rule itself.
    return try example.subject.findings(
      of: catalog, in: text.bytes, ignoreFile: example.example.ignoreFile, contextFiles: example.example.contextFiles,
      base: example.example.base, image: example.example.image, dockerfile: example.example.dockerfile,
      chart: example.example.chart, schema: example.example.schema, policy: example.example.policy,
      shellCheck: example.rule == ShellScriptFault.info.name
    ).filter(\.isOwn)
  }

  private static func describe(_ place: Place) -> String {
    "\(place.line):\(place.column)-\(place.endLine):\(place.endColumn)"
  }
}
