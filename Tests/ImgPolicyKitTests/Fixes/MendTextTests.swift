import ImgPolicyKit
import Linting
import Testing

/// The engine, with rules made for it: each letter that is named is a fault, and its fix puts another text in its place.
@Suite struct MendTextTests {
  /// A rule that finds a letter and replaces it.
  private struct Letter {
    var letter: Character
    var text: String
    var severity = Severity.warning
    var applicability = Fix.Applicability.safe
  }

  @Test("Fixes are applied in rounds until nothing is left")
  func rounds() throws {
    let outcome = try mend("a-a", [Letter(letter: "a", text: "b"), Letter(letter: "b", text: "c", severity: .info)])
    #expect(text(outcome) == "c-c")
    #expect(outcome.mended == 4)
    #expect(outcome.defects == [])
  }

  @Test("Fixes that touch wait for the next round, and the order of rules is of no account", arguments: [false, true])
  func overlaps(_ isReversed: Bool) throws {
    let rules = [Letter(letter: "a", text: "x"), Letter(letter: "b", text: "y"), Letter(letter: "c", text: "z")]
    let outcome = try mend("abcabc", isReversed ? rules.reversed() : rules)
    #expect(text(outcome) == "xyzxyz")
  }

  @Test("Rounds end")
  func endless() throws {
    let outcome = try mend("a", [Letter(letter: "a", text: "b"), Letter(letter: "b", text: "a")])
    // Each makes a finding of the other's: neither is written.
    #expect(text(outcome) == "a")
    #expect(outcome.defects.map(\.rule) == ["letter-a"])
  }

  @Test("A fix that adds a finding of its severity is found among others, and is the only one that is not applied")
  func culprit() throws {
    let rules = [Letter(letter: "a", text: "x"), Letter(letter: "b", text: "z"), Letter(letter: "c", text: "y")]
    let outcome = try mend("a b c a b c", rules + [Letter(letter: "z", text: "z", severity: .warning)])
    #expect(text(outcome) == "x b y x b y")
    #expect(Set(outcome.defects.map(\.rule)) == ["letter-b"])
    #expect(outcome.mended == 4)
  }

  @Test("A fix may add a finding that is milder than its own")
  func milder() throws {
    let rules = [
      Letter(letter: "a", text: "z"), Letter(letter: "z", text: "z", severity: .style, applicability: .display),
    ]
    #expect(text(try mend("a", rules)) == "z")
  }

  @Test("A fix that breaks the file is not applied")
  func faults() throws {
    let outcome = try mend("a b", [Letter(letter: "a", text: "!"), Letter(letter: "b", text: "c")])
    #expect(text(outcome) == "a c")
    #expect(outcome.defects.map(\.consequence) == ["the file would be refused"])
  }

  @Test("A fix that does not mend its finding is not applied")
  func withoutEffect() throws {
    let outcome = try mend("a", [Letter(letter: "a", text: "aa")])
    #expect(text(outcome) == "a")
    #expect(outcome.defects.map(\.rule) == ["letter-a"])
  }

  @Test("What may not be applied stays")
  func permission() throws {
    let rules = [Letter(letter: "a", text: "x", applicability: .unsafe), Letter(letter: "b", text: "y")]
    let outcome = try mend("ab", rules) { $0.finding.fix?.applicability == .safe }
    #expect(text(outcome) == "ay")
  }

  @Test("A fix that several findings share is applied once, and mends them all")
  func shared() throws {
    let source = SourceText(path: "f", text: "aa")
    let fix = Fix(.safe, edits: [Fix.Edit(place: source.editPlace(of: 0..<2), text: "")])
    let outcome = try MendText(mayApply: { _ in true }) { text throws(RunError) in
      let found = text.bytes.indices.map { self.judged(Letter(letter: "a", text: ""), $0, fix, text) }
      return MendText.Judgement(findings: found, counts: ["letter-a": found.count], faults: 0)
    }.mend(source)
    #expect(outcome.source.bytes == [])
    #expect(outcome.mended == 2)
  }

  @Test("Of findings that share a fix, those count as mended that are gone")
  func partlyShared() throws {
    let source = SourceText(path: "f", text: "aaa")
    let fix = Fix(.safe, edits: [Fix.Edit(place: source.editPlace(of: 0..<2), text: "")])
    let outcome = try MendText(mayApply: { _ in true }) { text throws(RunError) in
      let found = text.bytes.indices.map {
        self.judged(Letter(letter: "a", text: ""), $0, text.bytes.count == 3 ? fix : nil, text)
      }
      return MendText.Judgement(findings: found, counts: ["letter-a": found.count], faults: 0)
    }.mend(source)
    #expect(text(outcome) == "a")
    #expect(outcome.mended == 2)
  }

  @Test("However many fixes there are, few looks tell that they do no harm")
  func effort() throws {
    let rules = [
      Letter(letter: "a", text: "z"), Letter(letter: "z", text: "z", severity: .info),
      Letter(letter: "c", text: "d", severity: .style),
    ]
    var judgements = 0
    let outcome = try mend(String(repeating: "a c ", count: 100), rules) { _ in
      true
    } didJudge: {
      judgements += 1
    }
    #expect(text(outcome) == String(repeating: "z d ", count: 100))
    #expect(judgements == 3)
  }

  // MARK: The rules

  private func mend(
    _ text: String, _ rules: [Letter], mayApply: @escaping (JudgedFinding) -> Bool = { _ in true },
    didJudge: @escaping () -> Void = {}
  ) throws -> MendText.Outcome {
    let mending = MendText(mayApply: mayApply) { (source) throws(RunError) in
      didJudge()
      var found: [JudgedFinding] = []
      var counts: [String: Int] = [:]
      for rule in rules {
        for (offset, byte) in source.bytes.enumerated() where Character(Unicode.Scalar(byte)) == rule.letter {
          let fix = Fix(
            rule.applicability, edits: [Fix.Edit(place: source.editPlace(of: offset..<offset + 1), text: rule.text)])
          found.append(judged(rule, offset, rule.text == String(rule.letter) ? nil : fix, source))
          counts["letter-\(rule.letter)", default: 0] += 1
        }
      }
      let faults = source.bytes.count { $0 == UInt8(ascii: "!") }
      return MendText.Judgement(findings: found, counts: counts, faults: faults)
    }
    return try mending.mend(SourceText(path: "f", text: text))
  }

  private func judged(_ rule: Letter, _ offset: Int, _ fix: Fix?, _ source: SourceText) -> JudgedFinding {
    let info = RuleInfo(
      name: "letter-\(rule.letter)", groups: [], severity: .warning, summary: "", rationale: "", help: "", bad: [],
      good: [])
    var finding = Finding(info, "a letter", at: source.place(of: offset..<offset + 1))
    finding.fix = fix
    return JudgedFinding(
      finding: finding, severity: rule.severity, input: 0, path: "f", url: "",
      fingerprint: "\(rule.letter)\(offset)\(source.bytes.count)")
  }

  private func text(_ outcome: MendText.Outcome) -> String { String(decoding: outcome.source.bytes, as: UTF8.self) }
}
