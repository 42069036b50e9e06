import Dockerfile
import ImgPolicyKit
import Linting
import Policies
import Rules
import TestSupport
import Testing

/// What BuildKit refuses fails the verdict, whether a rule of its own says it or `syntax-error`.
@Suite struct NamedFaultTests {
  private static let infos = Catalog().infos
  /// The rules that say faults by their own name.
  private static let named = infos.filter { $0.silences.contains("syntax-error") }.map(\.name)

  static let files = Fixtures.dockerfiles.filter { path in
    (try? Fixtures.bytes(path)).map { !model($0, path).faults.isEmpty } ?? false
  }

  @Test func thereAreCases() {
    #expect(Self.files.count > 20)
    #expect(Self.named.count >= 5)
  }

  @Test("Each fault is said once, as an error, whichever of the named rules are off", arguments: files)
  func eachFault(_ path: String) throws {
    let model = Self.model(try Fixtures.bytes(path), path)
    let faults = model.faults.map { model.source.place(of: $0.range) }
    for off in [[]] + Self.named.map({ [$0] }) + [Self.named] {
      let judged = try Self.judged(model, off: off)
      let errors = Set(judged.filter { $0.severity == .error }.compactMap(\.finding.place))
      #expect(Set(faults).subtracting(errors) == [], "\(path), without \(off)")
      let general = judged.filter { $0.finding.rule == "syntax-error" }.compactMap(\.finding.place)
      let special = judged.filter { Self.named.contains($0.finding.rule) && $0.finding.isOwn }
        .compactMap(\.finding.place)
      #expect(Set(general).intersection(special) == [], "\(path), without \(off)")
      if off == Self.named { #expect(general.sorted() == faults.sorted(), "\(path)") }
    }
  }

  @Test("A file that BuildKit refuses passes no built-in policy", arguments: files)
  func everyPolicy(_ path: String) throws {
    let model = Self.model(try Fixtures.bytes(path), path)
    for name in BuiltInPolicies.names {
      let policy = try PolicyStack(ruleNames: RuleNames(Self.infos)).effective([.builtIn(name)])
      let fails = try Self.judged(model, policy: name, off: []).contains { $0.reaches(policy.failOn) }
      #expect(fails, "\(path) under \(name)")
    }
  }

  @Test(
    "One fault is said by one rule, and by a foreign code alone where that is selected",
    arguments: [
      ("FROM alpine:$T\n", "undefined-from-variable", "UndefinedArgInFrom"),
      ("FROM $T\n", "undefined-from-variable", "InvalidDefaultArgInFrom"),
      ("FROM --platform=$P alpine:3\n", "undefined-from-variable", "UndefinedArgInFrom"),
      ("ARG T\nFROM alpine:$T\n", "invalid-base-image-default", "InvalidDefaultArgInFrom"),
      ("ARG P\nFROM --platform=$P alpine:3\n", "syntax-error", "lint:invalid_format"),
      ("FROM Alpine\n", "syntax-error", "InvalidDefaultArgInFrom"),
      ("FROM scratch\nCMD run me\n", "shell-form-in-scratch", "JSONArgsRecommended"),
      ("FROM alpine:3\nUSER 1\nCMD ['run', 'me']\n", "broken-json-form", "DL3025"),
    ])
  func oneRule(_ text: String, _ rule: String, _ alias: String) throws {
    let model = Self.model(Array(text.utf8), "Dockerfile")
    let about = [
      "syntax-error", "undefined-from-variable", "invalid-base-image-default", "shell-form-command", rule,
    ]
    let said = try Self.judged(model, off: []).map(\.finding.rule).filter(about.contains)
    #expect(said == [rule])
    let selected = try Self.judged(model, off: [], select: [alias])
    #expect(selected.contains { $0.finding.aliases.contains(alias) })
  }

  @Test(
    "What fails the build is an error, whatever grade the rule has that names it, and hides no other fault of the line",
    arguments: [
      ("FROM alpine:$T\n", "undefined-from-variable", 1),
      ("FROM --junk alpine:$T\n", "undefined-from-variable", 2),
      ("FROM --junk alpine:${T:-1}\n", "undefined-from-variable", 1),
      ("FROM Alpine:${T:-1}\n", "undefined-from-variable", 1),
      ("ARG T\nFROM --junk alpine:$T\n", "invalid-base-image-default", 2),
      ("FROM alpine:3\nEXPOSE 70000\n", "port-out-of-range", 1),
    ])
  func severity(_ text: String, _ rule: String, _ errors: Int) throws {
    let model = Self.model(Array(text.utf8), "Dockerfile")
    let judged = try Self.judged(model, off: [], grades: ["\(rule)=info"])
    #expect(judged.count { $0.severity == .error } == errors)
    #expect(judged.contains { $0.finding.rule == rule })
  }

  @Test(
    "A password that is written out is said by one rule",
    arguments: [
      "RUN docker login -u a -p bcdefgh1", "RUN git clone https://ci:hunter2@git.example.com/a.git",
      "ENV URL=https://u:hunter2@h/", "ARG DB_PASSWORD=https://u:hunter2@h/",
    ])
  func onePassword(_ line: String) throws {
    let about = ["credential-command", "secret-in-arg-or-env", "secret-value"]
    for (policy, isGeneric) in [("default", false), ("strict", true)] {
      let model = Self.model(Array("FROM alpine:3.23\n\(line)\n".utf8), "Dockerfile")
      let said = try Self.judged(model, policy: policy, off: []).map(\.finding.rule).filter(about.contains)
      #expect(said.count == 1, "\(policy): \(said)")
      #expect((said.first == "secret-value") == isGeneric, "\(policy): \(said)")
    }
  }

  @Test("A download over plain HTTP is an unverified one as well: https:// alone does not mend that")
  func plainDownload() throws {
    let model = Self.model(Array("FROM alpine:3.23\nADD http://example.com/a.tgz /a\n".utf8), "Dockerfile")
    let said = try Self.judged(model, policy: "strict", off: []).map(\.finding.rule)
    #expect(said.filter { $0.hasSuffix("-download") } == ["plain-http-download", "unverified-download"])
  }

  private static func model(_ bytes: [UInt8], _ path: String) -> BuildModel {
    BuildModel(source: SourceText(path: path, bytes: bytes))
  }

  /// What counts under a policy when some rules are switched off, or some alone selected.
  private static func judged(
    _ model: BuildModel, policy name: String = "default", off: [String], select: [String] = [], grades: [String] = []
  ) throws -> [JudgedFinding] {
    let names = RuleNames(infos)
    let policy = try PolicyStack(ruleNames: names).effective([.builtIn(name)])
    let selection = Selection(
      layers: policy.layers + [off.map { Policy.Grade(.rule($0), .off) }],
      commandLine: try Selection.CommandLine(select: select, severity: grades, names: names))
    let findings = Catalog(policy.settings).dockerfile.flatMap { $0.check(model) }
    let input = Judge.Input(index: 0, path: model.source.path, source: model.source)
    return Judge(infos).judge(findings, of: input, by: selection)
  }
}
