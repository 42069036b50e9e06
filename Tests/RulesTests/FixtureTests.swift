import Dockerfile
import ImgPolicyKit
import Linting
import Rules
import Testing
import TestSupport

/// A file that a rule judges.
struct FixtureCase: Sendable, CustomTestStringConvertible {
  var subject: Subject
  var rule: String
  /// Below `fixtures`, without the suffix.
  var path: String

  var testDescription: String { String(path.dropFirst("rules/".count)) }
}

/// `fixtures/rules/<rule>/<case>`: what each rule says of a whole file.
///
/// A case is the rule alone, with the settings of `<case>.policy.yaml` beside it and the rule's own severity; or, when the
/// file begins with `# policy: NAME`, the rule under that built-in policy. `<case>.dockerignore` is the context's, and
/// `<case>.context` lists the files of the context, `<case>.base` is the listing of the base image that is given, and
/// `<case>.image` that of the image which is said to be built from the Dockerfile or which the manifest runs,
/// `<case>.dockerfile` is the Dockerfile of that image, `<case>.baseline` the listing of an earlier build. `<case>.chart` is the
/// chart's values.yaml that Helm values are laid over, and `<case>.schema.json` its schema.
/// What only another tool would report is marked with `~`.
@Suite struct FixtureTests {
  static let cases: [FixtureCase] = Subject.allCases.flatMap { subject in
    let rules = Set(subject.infos().map(\.name))
    return Fixtures.files {
      $0.hasPrefix("rules/") && $0.hasSuffix(subject.fixtureSuffix) && !$0.hasSuffix(".policy.yaml")
    }.compactMap {
      (file) -> FixtureCase? in
      let rule = file.split(separator: "/").dropFirst().first.map(String.init) ?? ""
      guard rules.contains(rule) else { return nil }
      return FixtureCase(subject: subject, rule: rule, path: String(file.dropLast(subject.fixtureSuffix.count)))
    }
  }

  @Test(
    "Findings are as the golden file has them",
    arguments: cases.filter { InstalledShellCheck.canJudge($0.rule) })
  func findings(_ fixture: FixtureCase) throws {
    let text = try Fixtures.bytes(fixture.path + fixture.subject.fixtureSuffix)
    let lines = try judged(fixture, text).map { $0 + "\n" }
    expectGolden(Array(lines.joined().utf8), at: fixture.path + ".expected")
  }

  @Test("Each rule has a folder with a bad and a good case", arguments: Catalog().infos.map(\.name))
  func folders(_ rule: String) throws {
    let expected = Self.cases.filter { $0.rule == rule }.map { $0.path + ".expected" }
    // A finding in a foreign sense alone is marked by a tilde: the rule itself has nothing to say there.
    let counts = try expected.map { path in
      String(decoding: try Fixtures.bytes(path), as: UTF8.self).split(separator: "\n").count { !$0.contains(" ~") }
    }
    #expect(counts.contains { $0 > 0 }, "no bad case in fixtures/rules/\(rule)")
    #expect(counts.contains(0), "no good case in fixtures/rules/\(rule)")
  }

  @Test("Each folder is that of a rule")
  func strayFolders() {
    let rules = Catalog().infos.map(\.name)
    #expect(Fixtures.names(inProjectDirectory: "fixtures/rules").filter { !rules.contains($0) } == [])
  }

  private static let sidecars = [
    ".expected", ".policy.yaml", ".dockerignore", ".context", ".base", ".image", ".dockerfile", ".baseline", ".chart",
    ".schema.json",
  ]

  @Test("Each file in the folders belongs to a case")
  func strayFiles() {
    let known = Self.cases.flatMap { fixture in
      ([fixture.subject.fixtureSuffix] + Self.sidecars).map { fixture.path + $0 }
    }
    let files = Fixtures.files { $0.hasPrefix("rules/") && $0.split(separator: "/").count > 2 }
    #expect(Set(files).subtracting(known).sorted() == [])
  }

  // MARK: Judging

  private func judged(_ fixture: FixtureCase, _ text: [UInt8]) throws -> [String] {
    let named = policyName(in: text)
    let policyText = (try? Fixtures.bytes(fixture.path + ".policy.yaml")).map { String(decoding: $0, as: UTF8.self) }
    let sidecar = { (suffix: String) in
      (try? Fixtures.bytes(fixture.path + suffix)).map { String(decoding: $0, as: UTF8.self) }
    }
    let catalog: Catalog
    let selection: Selection?
    if let named {
      var policy = try PolicyStack(ruleNames: RuleNames(Catalog().infos)).effective([.builtIn(named)])
      try policy.settings.take(base: sidecar(".base"), baseline: sidecar(".baseline"))
      catalog = Catalog(policy.settings).filter { $0.name == fixture.rule }
      selection = Selection(layers: policy.layers)
    } else {
      catalog = try Catalog(
        only: fixture.rule, policy: policyText, base: sidecar(".base"), baseline: sidecar(".baseline"))
      selection = nil
    }
    let info = try #require(catalog.infos.first, "\(fixture.rule) is no rule")
    let findings = try fixture.subject.findings(
      of: catalog, in: text, ignoreFile: sidecar(".dockerignore"), contextFiles: sidecar(".context"),
      base: sidecar(".base"), image: sidecar(".image"), dockerfile: sidecar(".dockerfile"), chart: sidecar(".chart"),
      schema: sidecar(".schema.json"), policy: policyText,
      shellCheck: fixture.rule == ShellScriptFault.info.name)
    return findings.sorted { Self.key($0) < Self.key($1) }.compactMap { finding in
      let severity = selection.map { $0.severity(of: finding, info: info) } ?? info.severity
      return severity.map { Self.line(finding, min($0, finding.highestSeverity ?? $0)) }
    }
  }

  /// The policy that a first line such as `# policy: frontend` names.
  private func policyName(in text: [UInt8]) -> String? {
    let line = String(decoding: text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    guard line.hasPrefix("# policy: ") else { return nil }
    return String(line.dropFirst("# policy: ".count))
  }

  private static func key(_ finding: Finding) -> (Int, Int, String) {
    (finding.place?.line ?? 0, finding.place?.column ?? 0, line(finding, .error))
  }

  private static func line(_ finding: Finding, _ severity: Severity) -> String {
    let standing = finding.place.map(describe) ?? finding.layer.map { "layer \($0.index)" } ?? "-"
    var line = "\(standing) \(finding.isOwn ? "" : "~")\(severity.rawValue) \(finding.message)"
    if !finding.aliases.isEmpty { line += " [\(finding.aliases.joined(separator: ", "))]" }
    if let file = finding.file { line += "\n  file: \(file)" }
    if let measured = finding.measured, let limit = finding.limit {
      line += "\n  measured: \(measured.value) \(measured.unit), limit: \(limit.value) \(limit.unit)"
    }
    for note in finding.notes {
      line += "\n  note: " + (note.place.map { describe($0) + " " } ?? "") + note.message
    }
    return line
  }

  private static func describe(_ place: Place) -> String {
    "\(place.line):\(place.column)-\(place.endLine):\(place.endColumn)"
  }
}
