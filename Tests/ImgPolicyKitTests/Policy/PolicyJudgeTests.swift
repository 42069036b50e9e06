import Linting
import Testing

@testable import ImgPolicyKit

@Suite struct PolicyJudgeTests {
  private let judge = Judge(PolicySamples.infos)
  private let everything = Selection(layers: [[Policy.Grade(.all, .on(.warning))]])

  private func input(_ text: String? = nil, path: String = "Dockerfile", variant: String? = nil) -> Judge.Input {
    Judge.Input(index: 3, path: path, variant: variant, source: text.map { SourceText(path: path, text: $0) })
  }

  private func imageFinding(layer: Int, file: String?, createdBy: String = "RUN x") -> Finding {
    var finding = PolicySamples.finding("wasted-bytes")
    finding.layer = Finding.LayerReference(index: layer, diffID: "sha256:0", createdBy: createdBy)
    finding.file = file
    return finding
  }

  @Test func keepsWhatCountsInOrder() {
    let selection = Selection(layers: [[Policy.Grade(.all, .on(.warning)), Policy.Grade(.rule("missing-user"), .off)]])
    let findings = [
      PolicySamples.finding("root-user", "b", line: 9), PolicySamples.finding("root-user", "a", line: 9),
      PolicySamples.finding("missing-user", line: 1), PolicySamples.finding("oversized-image"),
      PolicySamples.finding("missing-stage-copy", line: 9),
    ]
    let judged = judge.judge(findings, of: input("FROM a\n"), by: selection)
    #expect(judged.map(\.finding.rule) == ["oversized-image", "missing-stage-copy", "root-user", "root-user"])
    #expect(judged.map(\.finding.message) == ["", "", "a", "b"])
    #expect(judged.allSatisfy { $0.input == 3 && $0.path == "Dockerfile" && $0.suppressed == nil })
    #expect(judged.last?.url == "https://example.org/root-user")
    let reversed = judge.judge(findings.reversed(), of: input("FROM a\n"), by: selection)
    #expect(reversed.map(\.finding) == judged.map(\.finding))
    #expect(reversed.map(\.fingerprint) == judged.map(\.fingerprint))
  }

  @Test func aFindingOfAnUnknownRuleCountsInFull() {
    let judged = judge.judge(
      [PolicySamples.finding("never-described")], of: input(), by: Selection(layers: []))
    #expect(judged.map(\.severity) == [.error])
  }

  @Test func theSpecialRuleSilencesTheGeneralOneOnTheSameSpot() {
    let findings = [
      PolicySamples.finding("latest-base-image", line: 2), PolicySamples.finding("unpinned-base-image", line: 2),
      PolicySamples.finding("unpinned-base-image", line: 3),
    ]
    let judged = judge.judge(findings, of: input(), by: everything)
    #expect(judged.map(\.finding.rule) == ["latest-base-image", "unpinned-base-image"])
    #expect(judged.last?.finding.place?.line == 3)
  }

  @Test func whereBothPointAtOneWordTheOthersOfTheLineStay() {
    let places = [6, 12].map { Place(line: 2, column: $0, endLine: 2, endColumn: $0 + 4) }
    let general = places.map { PolicySamples.finding("unpinned-base-image", at: $0) }
    let exact = [PolicySamples.finding("latest-base-image", at: places[1])] + general
    #expect(judge.judge(exact, of: input(), by: everything).map(\.finding.place?.column) == [6, 12])
    let elsewhere = Place(line: 2, column: 1, endLine: 2, endColumn: 5)
    let besides = [PolicySamples.finding("latest-base-image", at: elsewhere)] + general
    #expect(judge.judge(besides, of: input(), by: everything).map(\.finding.rule) == ["latest-base-image"])
  }

  @Test func whatOnlyAForeignCheckSaysSilencesNothing() {
    var foreign = PolicySamples.finding("latest-base-image", line: 2)
    foreign.isOwn = false
    foreign.aliases = ["DL3007"]
    let selection = Selection(layers: [
      [Policy.Grade(.all, .on(.warning)), Policy.Grade(.alias("DL3007"), .on(.warning))]
    ])
    let judged = judge.judge(
      [foreign, PolicySamples.finding("unpinned-base-image", line: 2)], of: input(), by: selection)
    #expect(judged.map(\.finding.rule) == ["latest-base-image", "unpinned-base-image"])
  }

  @Test func aRuleThatDoesNotCountSilencesNothing() {
    let selection = Selection(layers: [[Policy.Grade(.rule("unpinned-base-image"), .on(.info))]])
    let findings = ["latest-base-image", "unpinned-base-image"].map { PolicySamples.finding($0, line: 2) }
    #expect(judge.judge(findings, of: input(), by: selection).map(\.finding.rule) == ["unpinned-base-image"])
  }

  @Test func spotsOfImagesAreLayerAndFile() {
    let judge = Judge([
      PolicySamples.info("special", [], [], .error, silences: ["wasted-bytes"]), PolicySamples.info("wasted-bytes"),
    ])
    var special = imageFinding(layer: 1, file: "usr/bin/su")
    special.rule = "special"
    let findings = [
      special, imageFinding(layer: 1, file: "usr/bin/su"), imageFinding(layer: 2, file: "usr/bin/su"),
      imageFinding(layer: 1, file: "usr/bin/sudo"), imageFinding(layer: 1, file: nil),
    ]
    let judged = judge.judge(findings, of: input(), by: everything)
    #expect(judged.filter { $0.finding.rule == "wasted-bytes" }.count == 3)
  }

  @Test func fingerprintsSurviveMovedLines() {
    let before = judge.judge([PolicySamples.finding("root-user", line: 1)], of: input("USER root\n"), by: everything)
    let after = judge.judge(
      [PolicySamples.finding("root-user", "other words", line: 3)], of: input("# new\n\n\tUSER root  \r\n"),
      by: everything)
    #expect(before.map(\.fingerprint) == after.map(\.fingerprint))
    #expect(before.first?.fingerprint.utf8.count == 16)
  }

  @Test func fingerprintsOfDifferentFaultsDiffer() {
    let text = "USER root\nUSER root\nUSER 0\n"
    let findings = (1...3).map { PolicySamples.finding("root-user", line: $0) }
    let other = [PolicySamples.finding("missing-user", line: 1)]
    let all =
      judge.judge(findings + other, of: input(text), by: everything)
      + judge.judge(findings, of: input(text, path: "b/Dockerfile"), by: everything)
      + judge.judge([imageFinding(layer: 0, file: "a")], of: input(path: "i.tar", variant: "a:1"), by: everything)
      + judge.judge([imageFinding(layer: 0, file: "a")], of: input(path: "i.tar", variant: "b:1"), by: everything)
      + judge.judge([imageFinding(layer: 0, file: nil)], of: input(path: "i.tar"), by: everything)
      + judge.judge([imageFinding(layer: 0, file: nil, createdBy: "COPY")], of: input(path: "i.tar"), by: everything)
    #expect(Set(all.map(\.fingerprint)).count == 11)
  }

  /// Written down, because baselines outlive versions of the program.
  @Test func fingerprintsNeverChange() {
    let judged = judge.judge([PolicySamples.finding("root-user", line: 1)], of: input("USER root\n"), by: everything)
    #expect(judged.map(\.fingerprint) == ["697e687c827f16ec"])
  }

  private func judged(_ severity: Severity, input: Int = 0, suppressed: Bool = false) -> JudgedFinding {
    JudgedFinding(
      finding: PolicySamples.finding("root-user"), severity: severity, input: input, path: "", url: "", fingerprint: "",
      suppressed: suppressed ? JudgedFinding.Suppression(by: .comment) : nil)
  }

  private func input(failOn: Severity?) -> Report.Input {
    var input = Report.Input(path: "a", kind: .dockerfile)
    input.failOn = failOn
    return input
  }

  @Test(arguments: [
    (Severity.error, Severity?.some(.warning), Report.Verdict.fail), (.warning, .warning, .fail),
    (.info, .warning, .pass), (.style, .style, .fail), (.error, nil, .pass),
  ])
  func theThresholdDecides(severity: Severity, failOn: Severity?, verdict: Report.Verdict) {
    #expect(Report.Verdict(inputs: [input(failOn: failOn)], findings: [judged(severity)]) == verdict)
  }

  @Test func eachInputHasItsOwnThreshold() {
    let verdict = { (thresholds: [Severity?]) in
      Report.Verdict(inputs: thresholds.map { input(failOn: $0) }, findings: [judged(.warning, input: 1)])
    }
    #expect(verdict([.warning, .error]) == .pass)
    #expect(verdict([.error, .warning]) == .fail)
    #expect(verdict([]) == .fail)
  }

  @Test func suppressedFindingsDoNotFail() {
    let findings = [judged(.error, suppressed: true)]
    #expect(Report.Verdict(inputs: [input(failOn: .style)], findings: findings) == .pass)
  }

  @Test func whatCannotBeReadBeatsEverything() {
    var input = input(failOn: nil)
    input.error = InputError(kind: "truncated-archive", message: "")
    let verdict = Report.Verdict(inputs: [input], findings: [judged(.error)])
    #expect(verdict == .unreadable)
    #expect(ExitStatus(verdict).rawValue == 3)
    #expect(ExitStatus(.pass).rawValue == 0 && ExitStatus(.fail).rawValue == 1 && ExitStatus.usage.rawValue == 2)
  }
}
