import Linting
import Testing

@testable import ImgPolicyKit

/// A policy that cannot be used: what is wrong with it, where, and in which words.
struct MalformedPolicy: Sendable, CustomTestStringConvertible {
  var text: String
  var line: Int?
  var column: Int?
  var words: [String]

  init(_ text: String, _ line: Int?, _ column: Int?, _ words: String...) {
    self.text = text
    self.line = line
    self.column = column
    self.words = words
  }

  var testDescription: String { text.split(separator: "\n").prefix(3).joined(separator: "⏎") }

  static let yaml: [MalformedPolicy] = [
    MalformedPolicy("", 1, 1, "the file is empty", "expected a mapping"),
    MalformedPolicy("# only a comment\n", 1, 1, "the file is empty"),
    MalformedPolicy("---\n", 1, 1, "the file has no value", "expected a mapping"),
    MalformedPolicy("~\n", 1, 1, "the file has no value"),
    MalformedPolicy("frontend\n", 1, 1, "the file is text", "expected a mapping"),
    MalformedPolicy("- frontend\n", 1, 1, "the file is a list", "expected a mapping"),
    MalformedPolicy("extends: default\n---\nextends: strict\n", 2, 1, "a second document", "expected one document"),
    MalformedPolicy("rules:\n\troot-user: error\n", 2, 1, "invalid YAML", "a tab"),
    MalformedPolicy("rules: [\n", 1, 10, "invalid YAML"),
    MalformedPolicy("rules: }\n", 1, 8, "invalid YAML"),
    MalformedPolicy("description: one: two\n", 1, 17, "invalid YAML", "mapping values are not allowed"),
    MalformedPolicy("description: \"no end\n", 1, 22, "invalid YAML", "unexpected end of stream"),
    MalformedPolicy("description: @home\n", 1, 14, "invalid YAML", "begins with `@` needs quotes"),
    MalformedPolicy(
      "layout:\n  bases: { a: *-alpine* }\n", 2, 23, "invalid YAML", "begins with `*` or `&` needs quotes"),
    MalformedPolicy("description: *nobody\n", 1, 14, "undefined alias"),
    MalformedPolicy("fail-on: error\nextends: default\nfail-on: info\n", 3, 1, "`fail-on` stands twice", "line 1"),
    MalformedPolicy("rules:\n  root-user: error\n  root-user: off\n", 3, 3, "`root-user` stands twice", "line 2"),
    MalformedPolicy("budgets: { image: {}, image: {} }\n", 1, 23, "`image` stands twice: first on line 1"),
    MalformedPolicy("[a, b]: c\n", 1, 1, "a key must be a plain word"),
    MalformedPolicy("? { a: b }\n: c\n", 1, 3, "a key must be a plain word"),
    MalformedPolicy("extends: !include other.yaml\n", 1, 10, "the tag `!include` has no meaning here"),
    MalformedPolicy("<<: { a: b }\n", 1, 1, "unknown key `<<`"),
    MalformedPolicy("description: a\u{1}b\n", 1, 15, "invalid YAML", "control characters"),
  ]

  static let keys: [MalformedPolicy] = [
    MalformedPolicy("budget:\n  image: {}\n", 1, 1, "unknown key `budget`", "did you mean `budgets`?"),
    MalformedPolicy("extend: default\n", 1, 1, "unknown key `extend`", "did you mean `extends`?"),
    MalformedPolicy("failon: error\n", 1, 1, "did you mean `fail-on`?"),
    MalformedPolicy("Rules: {}\n", 1, 1, "unknown key `Rules`", "did you mean `rules`?"),
    MalformedPolicy("colour: red\n", 1, 1, "unknown key `colour`: expected one of extends, description, fail-on"),
    MalformedPolicy("budgets:\n  images: { unpacked: 1MB }\n", 2, 3, "unknown key `images` in `budgets`", "`image`"),
    MalformedPolicy("budgets:\n  image: { unpaked: 1MB }\n", 2, 12, "`budgets.image`", "did you mean `unpacked`?"),
    MalformedPolicy("budgets:\n  layer: { rootfs: 1MB }\n", 2, 12, "unknown key `rootfs` in `budgets.layer`"),
    MalformedPolicy("budgets:\n  dead: { byte: 1MB }\n", 2, 11, "did you mean `bytes`?"),
    MalformedPolicy("layout:\n  stage: [a]\n", 2, 3, "unknown key `stage` in `layout`", "did you mean `stages`?"),
    MalformedPolicy("suppressions: { inlin: allowed }\n", 1, 17, "`suppressions`", "did you mean `inline`?"),
    MalformedPolicy("values: [{ path: a, minimun: 1 }]\n", 1, 21, "unknown key `minimun`", "did you mean `minimum`?"),
    MalformedPolicy("config: { age: 90 }\n", 1, 16, "`config.age` is `90`: expected a number of days such as 90d"),
    MalformedPolicy("config: { platform: amd64 }\n", 1, 21, "`amd64` is no platform: expected an operating system"),
    MalformedPolicy("config: { cmd: { a: b } }\n", 1, 16, "`config.cmd` is a mapping: expected a list of words"),
    MalformedPolicy("config: { entrypoint: [[a]] }\n", 1, 24, "is a list: expected a word of the command"),
    MalformedPolicy("config: { user: { numeric: 1 } }\n", 1, 28, "`config.user.numeric` is `1`: expected one of true"),
    MalformedPolicy("config: { port: [3000] }\n", 1, 11, "unknown key `port` in `config`", "did you mean `ports`?"),
    MalformedPolicy("labels: { shema: {} }\n", 1, 11, "unknown key `shema` in `labels`", "did you mean `schema`?"),
    MalformedPolicy("registry: docker.io\n", 1, 1, "unknown key `registry`"),
    MalformedPolicy("budgets:\n  contexts: 1MB\n", 2, 3, "did you mean `context`?"),
    MalformedPolicy("budgets:\n  growth: { percant: 1 }\n", 2, 13, "did you mean `percent`?"),
    MalformedPolicy("budgets:\n  layers: many\n", 2, 11, "`budgets.layers` is `many`: expected a whole number"),
  ]

  static let values: [MalformedPolicy] = [
    MalformedPolicy(
      "fail-on: fatal\n", 1, 10, "`fail-on` is `fatal`: expected one of none, style, info, warning or error"),
    MalformedPolicy(
      "suppressions: { reason: always }\n", 1, 25,
      "`suppressions.reason` is `always`: expected one of required or optional"),
    MalformedPolicy("suppressions: forbidden\n", 1, 15, "`suppressions` is `forbidden`: expected a mapping"),
    MalformedPolicy("fail-on: eror\n", 1, 10, "did you mean `error`?"),
    MalformedPolicy("fail-on: [error]\n", 1, 10, "`fail-on` is a list: expected one of"),
    MalformedPolicy("fail-on:\nrules: {}\n", 1, 1, "`fail-on` has no value: expected one of"),
    MalformedPolicy("extends: { a: b }\n", 1, 10, "`extends` is a mapping: expected the name of a policy"),
    MalformedPolicy("extends:\n  - default\n  - [strict]\n", 3, 5, "`extends` is a list: expected a name in the list"),
    MalformedPolicy("description: []\n", 1, 14, "`description` is a list: expected text"),
    MalformedPolicy("description: ''\n", 1, 14, "`description` is ``: expected text"),
    MalformedPolicy("shellcheck: maybe\n", 1, 13, "`shellcheck` is `maybe`: expected one of on, off or auto"),
    MalformedPolicy("budgets: 500MB\n", 1, 10, "`budgets` is `500MB`: expected a mapping"),
    MalformedPolicy("budgets:\n  image: 500MB\n", 2, 10, "`budgets.image` is `500MB`: expected a mapping"),
    MalformedPolicy("budgets:\n  image: { unpacked: 500M }\n", 2, 22, "`budgets.image.unpacked`", "500MB", "500MiB"),
    MalformedPolicy("budgets:\n  image: { unpacked: -1 }\n", 2, 22, "no size"),
    MalformedPolicy("budgets:\n  image: { unpacked: 99999999TB }\n", 2, 22, "too large"),
    MalformedPolicy("budgets:\n  image: { unpacked: [1MB] }\n", 2, 22, "is a list: expected a size such as 500MB"),
    MalformedPolicy("budgets:\n  image: { unpacked: }\n", 2, 12, "has no value: expected a size"),
    MalformedPolicy("budgets:\n  dead: { percent: 10% }\n", 2, 20, "`10%`: expected a whole number from 0 to 100"),
    MalformedPolicy("budgets:\n  dead: { percent: 101 }\n", 2, 20, "expected a whole number from 0 to 100"),
    MalformedPolicy("layout:\n  stages: { a: b }\n", 2, 11, "`layout.stages` is a mapping: expected a list of stage"),
    MalformedPolicy("layout:\n  stages: []\n", 2, 11, "`layout.stages` is an empty list"),
    MalformedPolicy("layout:\n  final: [runner]\n", 2, 10, "`layout.final` is a list: expected text"),
    MalformedPolicy("layout:\n  bases: [a]\n", 2, 10, "`layout.bases` is a list: expected a mapping of stages"),
    MalformedPolicy("layout:\n  copies: { runner: }\n", 2, 13, "`layout.copies.runner` has no value"),
    MalformedPolicy(
      "layout:\n  stages: [builder, runner]\n  final: runer\n", 3, 10, "the stage `runer`", "did you mean `runner`?"),
    MalformedPolicy(
      "layout:\n  stages: [builder, runner]\n  copies: { runner: [bilder] }\n", 3, 22, "did you mean `builder`?"),
    MalformedPolicy(
      "layout:\n  stages: [runner]\n  bases: { deps: node }\n", 3, 12, "the stage `deps` is not one of `layout.stages`"),
    MalformedPolicy("values: { a: b }\n", 1, 9, "`values` is a mapping: expected a list of entries"),
    MalformedPolicy("values: [{ required: true }]\n", 1, 10, "`values` has no `path`"),
    MalformedPolicy("values: [{ path: a }]\n", 1, 10, "demands nothing of `a`"),
    MalformedPolicy("values: [{ path: a..b, required: true }]\n", 1, 18, "is `a..b`: expected keys joined by dots"),
    MalformedPolicy("layout: { stages: [a, b, A] }\n", 1, 26, "`layout.stages` has the stage `A` twice"),
    MalformedPolicy("layout: { stages: 'a b' }\n", 1, 19, "`a b` is no name of a stage"),
    MalformedPolicy("layout: { copies: { a: [b, A] } }\n", 1, 28, "`A` cannot copy from itself"),
    MalformedPolicy(
      "config: { stop-signal: SIGFOO }\n", 1, 24, "`config.stop-signal` is `SIGFOO`: expected a signal such as SIGTERM"),
    MalformedPolicy(
      "config: { workdir: app }\n", 1, 20, "`config.workdir` is `app`: expected a directory such as /app"),
    MalformedPolicy(
      "config: { platform: lnux/amd64 }\n", 1, 21, "`lnux` of `lnux/amd64` is no operating system", "`linux`?"),
    MalformedPolicy(
      "config: { platform: [linux/amd46] }\n", 1, 22, "`amd46` of `linux/amd46` is no architecture", "`amd64`?"),
    MalformedPolicy(
      "config: { entrypoint: node server.js }\n", 1, 23, "is `node server.js`: expected a list of words such as"),
    MalformedPolicy("values: [{ path: a, minimum: 1Gi, maximum: 5Mi }]\n", 1, 10, "the minimum 1Gi of `a` is above"),
    MalformedPolicy("values: [{ path: a, at-most: a }]\n", 1, 10, "holds `a` against itself"),
    MalformedPolicy("ignored: [DL3008]\n", 1, 1, "`ignored` belongs into hadolint's configuration"),
    MalformedPolicy("targets: {}\n", 1, 1, "`targets` belongs into the project file, imgpolicy.yaml"),
    MalformedPolicy("values: [{ path: 'a[x].b', required: true }]\n", 1, 18, "is `a[x].b`: expected keys", "hosts[0]"),
    MalformedPolicy("values: [{ path: a, pattern: '(' }]\n", 1, 30, "the pattern has a `(` that nothing closes"),
    MalformedPolicy("values: [{ path: a, pattern: '(?=b)' }]\n", 1, 30, "looks around", "not supported"),
    MalformedPolicy("values: [{ path: a, minimum: few }]\n", 1, 30, "is `few`: expected a number, or an amount"),
    MalformedPolicy("values: [{ path: a, less-than: '*.b' }]\n", 1, 10, "not as many `*`"),
    MalformedPolicy("layout:\n  forbid-in-final: [compilers]\n", 2, 21, "unknown value `compilers`", "build-tools"),
    MalformedPolicy("files:\n  - { required: true }\n", 2, 5, "has no `path`"),
    MalformedPolicy(
      "files: [{ path: /, forbidden: true }]\n", 1, 17, "`files.path` is `/`: expected the path of a file"),
    MalformedPolicy(
      "files: [{ path: a/../../b, required: true }]\n", 1, 17, "expected the path of a file in the image"),
    MalformedPolicy("files:\n  - { path: /a }\n", 2, 5, "demands nothing: expected `required`, `forbidden`"),
    MalformedPolicy("files:\n  - { path: /a, forbidden: true, mode: 644 }\n", 2, 5, "forbids a file and demands it"),
    MalformedPolicy("files:\n  - { path: /a, mode: \"0888\" }\n", 2, 23, "three or four octal digits"),
    MalformedPolicy("files:\n  - { path: /a, owner: \"a:\" }\n", 2, 24, "a user such as 1001"),
    MalformedPolicy("files:\n  - { path: /a, sha256: abc }\n", 2, 25, "64 hexadecimal digits"),
    MalformedPolicy("files: { path: /a }\n", 1, 8, "`files` is a mapping: expected a list of entries"),
    MalformedPolicy("date: 1.11.2026\n", 1, 7, "`date` is `1.11.2026`: expected a day such as 2026-11-01"),
    MalformedPolicy("date: 2026-02-29\n", 1, 7, "`2026-02-29`: expected a day"),
    MalformedPolicy("date: today\n", 1, 7, "`today`: expected a day"),
    MalformedPolicy("registries: []\n", 1, 13, "`registries` is an empty list: expected a registry"),
    MalformedPolicy("registries: [https://ghcr.io]\n", 1, 14, "`https://ghcr.io` has a scheme"),
    MalformedPolicy("registries: [ghcr.io/acme/app:1]\n", 1, 14, "names an image: expected a registry"),
    MalformedPolicy("labels: { schema: [a] }\n", 1, 19, "`labels.schema` is a list: expected a mapping of labels"),
    MalformedPolicy(
      "labels: { schema: { a: uri } }\n", 1, 24, "`labels.schema.a` is `uri`: expected one of text, url, email, hash",
      "did you mean `url`?"),
    MalformedPolicy("labels: { strict: yes }\n", 1, 19, "`labels.strict` is `yes`: expected one of true or false"),
    MalformedPolicy("labels: { required: { a: b } }\n", 1, 21, "expected the key of a label, or a list of them"),
    MalformedPolicy("config: { ports: [http] }\n", 1, 19, "`config.ports`", "“http” is no port"),
    MalformedPolicy("config: { ports: [80/sctpp] }\n", 1, 19, "“sctpp” is no protocol"),
    MalformedPolicy("config: { ports: ['8080:80'] }\n", 1, 19, "an address or a port of the host"),
    MalformedPolicy("config: { env: [A] }\n", 1, 16, "`config.env` is a list: expected a mapping of variables"),
    MalformedPolicy("config: { env: { A=B: c } }\n", 1, 18, "`A=B` is no name of a variable"),
    MalformedPolicy("config: { env: { A: [b] } }\n", 1, 21, "`config.env.A` is a list: expected the value"),
    MalformedPolicy(
      "config: { healthcheck: true }\n", 1, 24, "`config.healthcheck` is `true`: expected `required`"),
    MalformedPolicy("budgets: { context: 50M }\n", 1, 21, "`budgets.context`", "50MB"),
  ]

  static let rules: [MalformedPolicy] = [
    MalformedPolicy("rules: [root-user]\n", 1, 8, "`rules` is a list: expected a mapping of rules to severities"),
    MalformedPolicy("rules:\n  rot-user: error\n", 2, 3, "`rot-user`", "did you mean `root-user`?"),
    MalformedPolicy("rules:\n  DL3060: error\n", 2, 3, "`DL3060`", "did you mean `DL3006`?"),
    MalformedPolicy("rules:\n  everything: off\n", 2, 3, "unknown rule, alias or group `everything`"),
    MalformedPolicy("rules:\n  root-user: false\n", 2, 14, "`rules.root-user` is `false`: expected one of off, style"),
    MalformedPolicy("rules:\n  root-user: Error\n", 2, 14, "is `Error`", "did you mean `error`?"),
    MalformedPolicy("rules:\n  root-user:\n", 2, 3, "`rules.root-user` has no value: expected one of off"),
    MalformedPolicy("rules:\n  root-user: { level: error }\n", 2, 16, "unknown option `level`: the rule `root-user`"),
    MalformedPolicy("rules:\n  root-user: {}\n", 2, 14, "`rules.root-user` has no `severity`"),
    MalformedPolicy("rules:\n  root-user: { severity: 2 }\n", 2, 26, "`rules.root-user.severity` is `2`"),
    MalformedPolicy(
      "rules: { secret-in-arg-or-env: { word: [a] } }\n", 1, 34,
      "unknown option `word`: the rule `secret-in-arg-or-env` has `severity`, `fix`, `words`", "did you mean `words`?"),
    MalformedPolicy(
      "rules: { DL3064: { words: [a] } }\n", 1, 20, "`DL3064` takes only `severity`", "`secret-in-arg-or-env`"),
    MalformedPolicy("rules: { pinning: { words: [a] } }\n", 1, 21, "`pinning` takes only `severity`", "own name"),
    MalformedPolicy(
      "rules: { secret-in-arg-or-env: { words: { a: b } } }\n", 1, 41,
      "`rules.secret-in-arg-or-env.words` is a mapping: expected a text, or a list of texts"),
    MalformedPolicy(
      "rules: { secret-in-arg-or-env: { limit: many } }\n", 1, 41, "is `many`: expected a whole number from 0 to"),
    MalformedPolicy("rules: { secret-in-arg-or-env: { on: 1 } }\n", 1, 38, "is `1`: expected one of true or false"),
    MalformedPolicy("rules: { secret-in-arg-or-env: { map: [a] } }\n", 1, 39, "expected a mapping of names to texts"),
    MalformedPolicy("rules: { secret-in-arg-or-env: { map: { a: } } }\n", 1, 41, "`rules.secret-in-arg-or-env.map.a`"),
  ]
}

@Suite struct PolicyMalformedTests {
  @Test(arguments: MalformedPolicy.yaml + MalformedPolicy.keys + MalformedPolicy.values + MalformedPolicy.rules)
  func namesThePlaceAndWhatWasExpected(_ sample: MalformedPolicy) throws {
    let fault = try #require(PolicySamples.faults(sample.text).first)
    #expect(fault.source == "acme.yaml")
    #expect(fault.place?.line == sample.line && fault.place?.column == sample.column, "\(fault)")
    for words in sample.words { #expect(fault.message.contains(words)) }
    #expect(!fault.description.contains("\n"))
  }

  @Test func gathersAllFaultsInTheOrderOfTheFile() {
    let faults = PolicySamples.faults(
      """
      layout: { stages: [a], final: b }
      rules:
        rot-user: error
        root-user: bad
      fail-on: never
      values: {}
      """)
    #expect(faults.map { $0.place?.line } == [1, 3, 4, 5, 6])
    #expect(PolicyError(faults).description.split(separator: "\n").count == 5)
  }

  @Test func whatAliasesRepeatIsToldOnce() {
    let faults = PolicySamples.faults("values: [&a { path: a, minimun: 1 }, *a, *a]\nfail-on: &b never\ndate: *b\n")
    #expect(faults.map { $0.place?.line } == [1, 2, 2])
  }

  @Test func columnsCountBytes() {
    #expect(PolicySamples.faults("rules: { größe: off }").first?.place?.column == 10)
    #expect(PolicySamples.faults("{ \"ä\": 1, x: 2 }").map { $0.place?.column } == [3, 12])
  }

  @Test func textThatIsNoUTF8IsRefused() {
    #expect(PolicySamples.faults([0xFF, 0xFE, 0x41, 0x00]).first?.message.contains("UTF-8") == true)
  }

  @Test func aFileThatIsTooLargeIsRefused() {
    let text = "description: " + String(repeating: "x", count: 1 << 20)
    #expect(PolicySamples.faults(text).first?.message.contains("larger than 1 MiB") == true)
  }

  @Test(arguments: [65, 999, 100_000])
  func deepNestingIsRefused(_ depth: Int) {
    let flow = "rules: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(!PolicySamples.faults(flow).isEmpty)
    #expect(!PolicySamples.faults(String(repeating: "- ", count: depth) + "a").isEmpty)
    #expect(!PolicySamples.faults(String(repeating: "? ", count: depth) + "a").isEmpty)
  }

  /// Ten aliases a level, as a value and as a key, which the parser hashes.
  @Test(arguments: ["", "? *l7\n: x\n", "{ [*l7]: x }\n"])
  func aliasBombsAreRefused(_ use: String) {
    let levels = (1...7).map { level in
      "l\(level): &l\(level) [\(Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", "))]"
    }
    let faults = PolicySamples.faults("l0: &l0 [x]\n" + levels.joined(separator: "\n") + "\n" + use)
    #expect(faults.first?.message.contains("more than 16 aliases") == true)
    #expect(faults.first?.place?.line == 3)
  }

  @Test("Many aliases of single values are nothing to refuse")
  func manyAliases() throws {
    let waivers = (1...40).map { "  - { rule: root-user, dockerfile: app\($0)/Dockerfile, expires: *day }\n" }
    let text = "date: &day 2026-11-01\nwaivers:\n" + waivers.joined()
    #expect(try PolicySamples.policy(text).waivers.count == 40)
  }

  @Test func aliasesThatGrowTooMuchAreRefused() {
    let items = Array(repeating: "x", count: 30_000).joined(separator: ",")
    let faults = PolicySamples.faults("a: &a [\(items)]\nb: [*a, *a, *a, *a]\n")
    #expect(faults.first?.message.contains("once aliases are written out") == true)
  }

  @Test func noPrefixAndNoChangedByteTraps() {
    let text = Array(
      "extends: [a, ./b]\nbudgets: &b\n  image: { unpacked: 500MB }\nrules: {x: *b}\nlayout:\n  stages: [é]\n".utf8)
    for end in text.indices { _ = PolicySamples.faults(Array(text[..<end])) }
    for index in text.indices {
      for byte: UInt8 in [0, 9, 10, 0x22, 0x2A, 0x3A, 0x5B, 0x7B, 0x7D, 0xC3] {
        var changed = text
        changed[index] = byte
        for fault in PolicySamples.faults(changed) { #expect(!fault.message.isEmpty) }
      }
    }
  }
}
