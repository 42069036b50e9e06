import Foundation
import Linting
import Testing

@testable import ImgPolicyKit

/// No report tells anything of a secret: neither the value nor a hash of it.
@Suite struct ConcealedSecretsTests {
  /// Dockerfiles with a place for a secret, each with two secrets that may stand there.
  static let samples: [(text: String, secrets: [String])] = [
    (
      "FROM node:latest\nENV GITHUB_TOKEN=¤\n",
      ["ghp_TDSEP9ndeDMc6pRSjjWknbiz2pykvFY9m0vz", "ghp_aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zZ1bC3"]
    ),
    (
      "FROM node:latest\nRUN cd /app && curl -u shop:¤ x\n",
      ["sk_live_1DVIX0kbRzdYqdPcrMf632Ur", "sk_live_Q7vB2nXc9LpZ4kRt8WmY3sHd"]
    ),
    ("FROM node:latest\nRUN cd /app && curl -u shop:¤ x && wget --password='¤' y\n", ["rabbit7", "tiger99"]),
    ("FROM node:latest\nRUN cd /app && git clone https://ci:¤@git.example.com/a\n", ["rabbit7", "tiger99"]),
    (
      "FROM node:latest\nRUN cd /app && curl -H 'Authorization: Bearer ¤' x\n",
      ["r8Wc3nYd0MqA5kSu9XnZ4t", "Lp4ZkRt8WmY3sHd6JfG1aE"]
    ),
    ("FROM node:latest\nENV PASSWORD=two ¤\nUSER root\n", ["rabbit7", "tiger99"]),
    ("FROM node:latest\nENV DATABASE_PASSWORD=¤ PORT=3000\n", ["rabbit7", "tiger99"]),
    ("FROM node:latest AS base\nONBUILD ENV DATABASE_PASSWORD=¤\n", ["rabbit7", "tiger99"]),
    ("# imgpolicy ignore=nothing\nENV DATABASE_PASSWORD=¤\n", ["rabbit7", "tiger99"]),
    ("FROM node:latest\nARG NPM_TOKEN \\\n  X\nENV API_KEY ¤\n", ["two words", "one  word"]),
    ("FROM node:latest\nARG A=1 DB_SECRET=\"¤\"\n", ["s€cret", "p€nnys"]),
    (
      "FROM node:latest\nRUN <<EOF\nexport api_token=¤\nsudo x\nEOF\n",
      ["r8Wc3nYd0MqA5kSu9XnZ4t", "Lp4ZkRt8WmY3sHd6JfG1aE"]
    ),
    (
      "# ghp_¤\nfrom node:latest\nRUN true\nRUN true\n",
      [
        "TDSEP9ndeDMc6pRSjjWknbiz2pykvFY9m0vz", "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zZ1bC3",
      ]
    ),
  ]

  @Test(arguments: samples.indices, ReportFormat.allCases)
  func reportsDoNotDependOnTheSecret(_ sample: Int, _ format: ReportFormat) throws {
    let (text, secrets) = Self.samples[sample]
    let tree = try TemporaryTree([:])
    var options = RunOptions()
    options.config = .none
    options.policies = ["strict"]
    options.extendSelect = ["all"]
    // Where it is installed, its findings stand on lines with secrets, too.
    options.shellCheck.use = "auto"
    options.shellCheck.usesCache = false
    options.shellCheck.environment = ProcessInfo.processInfo.environment
    let reports = try secrets.map { secret in
      try tree.write(
        Array(text.split(separator: "¤", omittingEmptySubsequences: false).joined(separator: secret).utf8),
        to: "Dockerfile")
      let report = try check([tree.path("Dockerfile").absolute], options: options)
      #expect(!report.findings.isEmpty)
      return String(decoding: format.render(report, style: TextStyle(width: 120)), as: UTF8.self)
    }
    #expect(reports.first == reports.last)
    for (report, secret) in zip(reports, secrets) { #expect(!report.contains(secret)) }
  }

  @Test("What only the policy calls a secret is concealed, too")
  func wordsOfThePolicy() throws {
    let tree = try TemporaryTree([
      "Dockerfile": "FROM node:22\nENV SIGNING_SEED=rabbit7\nONBUILD ENV OTHER_SEED=rabbit7\n",
      "policy.yaml": "rules: { secret-in-arg-or-env: { words: [seed] } }",
    ])
    var options = RunOptions()
    options.config = .none
    options.policies = [tree.path("policy.yaml").absolute]
    let report = try check([tree.path("Dockerfile").absolute], options: options)
    #expect(report.findings.filter { $0.finding.rule == "secret-in-arg-or-env" }.count == 2)
    for format in ReportFormat.allCases {
      let text = String(decoding: format.render(report, style: TextStyle(width: 120)), as: UTF8.self)
      #expect(!text.contains("rabbit7"))
    }
  }
}
