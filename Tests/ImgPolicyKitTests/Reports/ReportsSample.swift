import ImgPolicyKit
import Linting

/// Reports made by hand, in which every field is used once.
enum SampleReport {
  static let frontend = SourceText(
    path: "frontend/Dockerfile",
    text: """
      FROM node AS deps
      WORKDIR /app
      COPY package.json ./
      RUN npm install && cd /tmp && curl -k https://example.com/install.sh | sh

      FROM node:20-alpine AS runner
      ENV API_TOKEN=changeme
      COPY --from=deps /app/node_modules ./node_modules
      RUN apt-get update && \\
      \tapt-get install -y curl ca-certificates
      CMD ["node", "server.js"]

      """)

  static let backend = SourceText(
    path: "backend/Dockerfile", text: "FROM python\nUSER root\nCMD [\"python\", \"-m\", \"app\"]\n")

  /// Two Dockerfiles with faults and one that cannot be read.
  static var check: Report {
    var missing = Report.Input(path: "worker/Dockerfile", kind: .dockerfile, policies: ["default"])
    missing.error = InputError(kind: "no-such-file", message: "no such file; expected a Dockerfile")
    return Report(
      verdict: .unreadable,
      inputs: [
        input(frontend, target: "frontend", policies: ["frontend"]),
        input(backend, target: "backend", policies: ["backend"]), missing,
      ],
      findings: frontendFindings + backendFindings)
  }

  /// One archive with a large image and a root file system, and an archive that breaks off.
  static var inspect: Report {
    var image = Report.Input(path: "build/frontend.tar", kind: .image, policies: ["frontend"])
    image.image = frontendImage
    var rootfs = Report.Input(path: "build/rootfs.tar", kind: .image, policies: ["frontend"])
    rootfs.image = rootFileSystem
    var broken = Report.Input(path: "build/broken.tar", kind: .image, policies: ["frontend"])
    broken.error = InputError(
      kind: "truncated-archive", message: "the archive breaks off in layer 2; copy it again", offset: 1_048_576)
    return Report(verdict: .unreadable, inputs: [image, rootfs, broken], findings: imageFindings)
  }

  /// A project with one target of each kind.
  static var gate: Report {
    var image = Report.Input(path: "build/frontend.tar", kind: .image, target: "frontend", policies: ["frontend"])
    image.image = frontendImage
    let source = input(frontend, target: "frontend", policies: ["frontend"])
    return Report(
      verdict: .fail, inputs: [image, source],
      findings: imageFindings + frontendFindings.prefix(2).map { with($0) { $0.input = 1 } },
      targets: [
        .init(
          name: "frontend", dockerfile: .fail(failing: 1, other: 1), image: .fail(failing: 2, other: 0),
          size: (ByteSize(512_300_000), ByteSize(500_000_000))),
        .init(name: "backend", dockerfile: .pass, image: .pass, size: (ByteSize(187_000_000), ByteSize(300_000_000))),
        .init(name: "worker", dockerfile: .pass, image: .notBuilt),
        .init(name: "migrations", dockerfile: .absent, image: .unreadable, size: (ByteSize(12_000_000), nil)),
      ])
  }

  /// Everything at once: what a JSON report can say.
  static var complete: Report {
    let check = check
    let inspect = inspect
    let moved = inspect.findings.map { with($0) { $0.input += check.inputs.count } }
    return Report(
      verdict: .unreadable, inputs: check.inputs + inspect.inputs, findings: check.findings + moved,
      targets: gate.targets, rules: [describedRule, setuidRule], baseline: BaselineOutcome(path: "known.json", stale: 2)
    )
  }

  /// Nothing found in a Dockerfile and an image.
  static var clean: Report {
    let source = input(frontend, target: nil, policies: ["default"])
    return Report(verdict: .pass, inputs: [source], findings: [])
  }

  static func input(_ source: SourceText, target: String? = nil, policies: [String] = ["default"]) -> Report.Input {
    var input = Report.Input(path: source.path, kind: .dockerfile, target: target, policies: policies)
    input.source = source
    return input
  }

  /// Two rules with all that reports tell of a rule.
  private static let describedRule = RuleInfo(
    name: "secret-in-arg-or-env", aliases: ["SecretsUsedInArgOrEnv", "DL3064"], groups: ["security", "secrets"],
    severity: .error, summary: "An ARG or ENV key names a secret.",
    rationale: "Everybody who can pull the image can read it.", help: "Mount it where it is needed.",
    bad: [.init("FROM a\nENV ‹API_TOKEN›=x\n")], good: [.init("FROM a\n")],
    references: ["https://docs.docker.com/build/building/secrets/", "https://example.com/more"])

  private static let setuidRule = RuleInfo(
    name: "setuid-file", aliases: (1...30).map { "CIS-\($0)" }, groups: ["security"], severity: .warning,
    status: .preview(since: "0.1.0"), summary: String(repeating: "summary ", count: 200), rationale: "", help: "",
    bad: [], good: [])

  /// A rule that exists only here.
  static func rule(_ name: String, _ aliases: [String] = [], help: String = "") -> RuleInfo {
    RuleInfo(
      name: name, aliases: aliases, groups: ["test"], severity: .warning, summary: "", rationale: "", help: help,
      bad: [], good: [])
  }

  static func judged(
    _ finding: Finding, _ severity: Severity = .warning, input: Int = 0, path: String = frontend.path
  ) -> JudgedFinding {
    JudgedFinding(
      finding: finding, severity: severity, input: input, path: path, url: "https://example.com/\(finding.rule)",
      fingerprint: "5f1c0a7e")
  }

  static func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
  }

  static func place(_ line: Int, _ columns: Range<Int>) -> Place {
    Place(line: line, column: columns.lowerBound, endLine: line, endColumn: columns.upperBound)
  }
}
