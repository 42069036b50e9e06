import Linting
import Testing

@testable import ImgPolicyKit

/// Which findings a waiver means, and until when.
@Suite struct WaiverTests {
  private let day = CalendarDate("2026-11-15")
  private let dockerfile = Waiver.Subject(
    input: 0, kind: .dockerfile, paths: ["shop/web/Dockerfile", "web/Dockerfile"])
  private let image = Waiver.Subject(
    input: 1, kind: .image, paths: ["build/web.tar"],
    imageNames: Waiver.spellings(of: "docker.io/acme/web:v1") + ["build/web.tar"])

  private func waivers(_ text: String) throws -> [Waiver] {
    try PolicySamples.policy("waivers:\n  - { \(text) }\n").waivers
  }

  private func judged(_ rule: String, stage: String? = nil, file: String? = nil) -> JudgedFinding {
    var finding = PolicySamples.finding(rule)
    finding.stage = stage
    finding.file = file
    return JudgedFinding(finding: finding, severity: .error, input: 0, path: "", url: "", fingerprint: "")
  }

  /// The names of what is waived, and the inputs on which an expired waiver is told.
  private func outcome(
    _ waivers: [Waiver], _ findings: [JudgedFinding], in subject: Waiver.Subject
  ) throws -> (waived: [String], told: [Int]) {
    var findings = findings
    var ledger = WaiverLedger(PolicySamples.infos)
    ledger.apply(waivers, on: day, to: &findings, in: subject)
    return (
      findings.filter { $0.suppressed?.by == .waiver }.map(\.finding.rule), ledger.expired.map(\.input)
    )
  }

  @Test("Where nobody knows what day it is, a waiver holds, and none is told to have ended")
  func withoutDay() throws {
    var findings = [judged("root-user")]
    var ledger = WaiverLedger(PolicySamples.infos)
    ledger.apply(try waivers("rule: root-user, expires: 2026-11-01"), on: nil, to: &findings, in: dockerfile)
    #expect(findings.map(\.suppressed?.by) == [.waiver])
    #expect(ledger.expired.isEmpty)
  }

  @Test(
    "The scope narrows",
    arguments: [
      ("rule: root-user", true), ("rule: missing-user", false), ("rule: DL3002", true), ("rule: dl3002", true),
      ("rule: security", true), ("rule: pinning", false), ("rule: all", true),
      ("rule: root-user, stage: runner", true), ("rule: root-user, stage: Run*", true),
      ("rule: root-user, stage: deps", false), ("rule: root-user, dockerfile: web/Dockerfile", true),
      ("rule: root-user, dockerfile: shop/web/Dockerfile", true), ("rule: root-user, dockerfile: Dockerfile", true),
      ("rule: root-user, dockerfile: '*/Dockerfile'", true), ("rule: root-user, dockerfile: api/Dockerfile", false),
      ("rule: root-user, path: '**/Dockerfile'", true), ("rule: root-user, path: /usr/bin/su", false),
      ("rule: root-user, image: web", false), ("rule: root-user, dockerfile: ./web/Dockerfile", true),
      ("rule: root-user, dockerfile: web/", true), ("rule: root-user, dockerfile: web//Dockerfile", true),
      ("rule: root-user, path: ./shop/web/", true), ("rule: root-user, dockerfile: api/", false),
    ])
  func dockerfileScopes(_ text: String, _ isWaived: Bool) throws {
    let found = [judged("root-user", stage: "runner"), judged("unpinned-base-image", stage: "runner")]
    let waived = try outcome(waivers(text), found, in: dockerfile).waived
    #expect(waived.contains("root-user") == isWaived)
  }

  @Test(
    "A path is one in the image, a name one of the image's",
    arguments: [
      ("path: /usr/bin/su", true), ("path: usr/bin/su", true), ("path: '/usr/**'", true), ("path: su", true),
      ("path: ./usr/bin/su", true), ("path: /usr/", true), ("path: ./su", false),
      ("image: library/web", false), ("image: index.docker.io/acme/web:v1", true),
      ("path: bin/su", false), ("path: /su", false), ("image: 'acme/web:*'", true), ("image: acme/web", true),
      ("image: docker.io/acme/web:v1", true), ("image: web", true), ("image: web.tar", true),
      ("image: build/web.tar", true), ("image: 'acme/api:*'", false), ("dockerfile: '**'", false),
      ("image: acme/web, path: /bin/su", false),
    ])
  func imageScopes(_ text: String, _ isWaived: Bool) throws {
    let waived = try outcome(
      waivers("rule: wasted-bytes, \(text)"), [judged("wasted-bytes", file: "usr/bin/su")], in: image)
    #expect(waived.waived == (isWaived ? ["wasted-bytes"] : []))
  }

  @Test(
    "A waiver holds on its last day, and is told from the day after",
    arguments: [
      ("2026-11-15", true), ("2026-11-14", false), ("2030-01-01", true), ("2025-12-31", false),
    ])
  func lastDay(_ expires: String, _ holds: Bool) throws {
    let waivers = try waivers("rule: root-user, reason: soon, expires: \(expires)")
    let (waived, told) = try outcome(waivers, [judged("root-user")], in: dockerfile)
    #expect(waived == (holds ? ["root-user"] : []))
    #expect(told == (holds ? [] : [0]))
  }

  @Test("An expired waiver is told once, where it is missed")
  func toldOnce() throws {
    let waivers = try waivers("rule: root-user, expires: 2020-01-01")
    var ledger = WaiverLedger(PolicySamples.infos)
    for (input, rule) in ["missing-user", "root-user", "root-user"].enumerated() {
      var found = [judged(rule)]
      let subject = Waiver.Subject(input: input, kind: .dockerfile, paths: ["\(input)"])
      ledger.apply(waivers, on: day, to: &found, in: subject)
      #expect(found.allSatisfy { $0.suppressed == nil })
    }
    #expect(ledger.expired.map(\.input) == [1])
    let finding = try #require(ledger.expired.first?.finding)
    #expect(finding.message == "the waiver of root-user expired on 2020-01-01: it waives no longer")
    #expect(finding.notes.map(\.path) == ["acme.yaml"] && finding.notes.first?.place?.line == 2)
  }

  @Test("An expired waiver for another input is not told")
  func toldWhereItBelongs() throws {
    let told = { (text: String, subject: Waiver.Subject) in
      try outcome(waivers("rule: root-user, expires: 2020-01-01, \(text)"), [], in: subject).told
    }
    #expect(try told("dockerfile: web/Dockerfile", dockerfile) == [0])
    #expect(try told("dockerfile: api/Dockerfile", dockerfile) == [])
    #expect(try told("dockerfile: '**'", image) == [])
    #expect(try told("image: acme/web", image) == [1])
    #expect(try told("image: acme/api", image) == [])
  }

  @Test("A comment's suppression stays the comment's")
  func commentsFirst() throws {
    var found = [judged("root-user")]
    found[0].suppressed = .init(by: .comment, reason: "mine")
    var ledger = WaiverLedger(PolicySamples.infos)
    ledger.apply(try waivers("rule: root-user, reason: ours"), on: day, to: &found, in: dockerfile)
    #expect(found[0].suppressed == .init(by: .comment, reason: "mine"))
  }

  @Test(
    "What is no waiver is refused with its place",
    arguments: [
      ("waivers: 1", "acme.yaml:1:10: `waivers` is `1`: expected a list of waivers"),
      ("waivers: [a]", "acme.yaml:1:11: `waivers` is `a`: expected waivers such as"),
      ("waivers: [{}]", "acme.yaml:1:11: the waiver has no `rule`"),
      ("waivers: [{ rule: root-usr }]", "did you mean `root-user`?"),
      ("waivers: [{ rule: root-user, until: 2026-01-01 }]", "unknown key `until` in `waivers`"),
      ("waivers: [{ rule: root-user, expires: soon }]", "expected a day such as 2026-11-01"),
      ("waivers: [{ rule: root-user, expires: 2026-02-30 }]", "expected a day such as 2026-11-01"),
      ("waivers: [{ rule: root-user, path: [] }]", "expected a path"),
      ("waivers: [{ rule: root-user, path: '{a,b}/Dockerfile' }]", "a glob without braces"),
      ("waivers: [{ rule: root-user, image: 'acme/[ab' }]", "each `[` has its `]`"),
      ("waivers: [{ rules: root-user }]", "acme.yaml:1:13: unknown key `rules` in `waivers`: did you mean `rule`?"),
    ])
  func refused(_ text: String, _ says: String) {
    let faults = PolicySamples.faults(text).map(\.description)
    #expect(faults.count == 1)
    #expect(faults.first?.contains(says) == true, "\(faults)")
  }

  @Test(
    "Days since 1970 are days of the calendar",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (59, "1970-03-01"), (11_016, "2000-02-29"), (11_017, "2000-03-01"),
      (20_784, "2026-11-27"), (-719_162, "0001-01-01"), (2_932_896, "9999-12-31"),
    ])
  func days(_ days: Int, _ day: String) {
    #expect(CalendarDate(daysSinceEpoch: days)?.description == day)
  }

  @Test func thereAreDaysOutsideOfTheCalendar() {
    for days in [Int.min, -719_163, 2_932_897, Int.max] { #expect(CalendarDate(daysSinceEpoch: days) == nil) }
  }
}
