import Foundation
import Linting
import Rules

/// Whether the policy `hadolint` says what hadolint says, code by code, and where it differs, why.
struct HadolintAgreement: ComparisonSection {
  static let name = "hadolint"
  static let title = "Findings: imgpolicy check --policy hadolint --select hadolint, against hadolint"

  private static let seed: UInt64 = 2026
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func run() throws -> Bool {
    let all = try ComparedText.examples() + ComparedText.fixtures() + ComparedText.generated(400, seed: Self.seed)
    let plain = all.filter { !$0.hasForeignSuppression }
    let labelled = ComparedText.labelled(60, seed: Self.seed)
    var tally = AgreementTally()
    try compare(plain, in: "plain", config: Self.plainConfig, &tally)
    try compare(labelled, in: "labelled", config: Self.labelledConfig, &tally)
    print(
      "\(plain.count + labelled.count) Dockerfiles; \(all.count - plain.count) more have comments that hadolint does not know"
    )
    return tally.report()
  }

  /// The two codes that are off by themselves are compared as well.
  private static let plainConfig = "override:\n  info: [DL1001, DL3057]\n"

  private static let labelledConfig = """
    \(plainConfig)trustedRegistries: [docker.io, ghcr.io, "*.example.org"]
    strict-labels: true
    label-schema:
      title: text
      url: url
      commit: hash
      version: semver
      created: rfc3339
      license: spdx
      mail: email

    """

  private func compare(
    _ texts: [ComparedText], in folder: String, config: String, _ tally: inout AgreementTally
  ) throws {
    let config = try comparison.write(config, to: "\(folder)/hadolint.yaml")
    for text in texts { _ = try comparison.write(text.text, to: "\(folder)/\(text.name)") }
    let directory = comparison.directory.appending(path: folder)
    let ours = try own(texts, in: directory, config: config)
    let (theirs, crashed) = try foreign(texts, in: directory, config: config)
    for text in texts {
      guard !crashed.contains(text.name) else {
        tally.crashed.append(text.name)
        continue
      }
      tally.add(text, ours: ours[text.name] ?? [], theirs: theirs[text.name] ?? [])
    }
  }

  private func own(
    _ texts: [ComparedText], in directory: URL, config: String
  ) throws -> [String: Set<ForeignFinding>] {
    let arguments =
      ["check", "--policy", "hadolint", "--select", "hadolint", "--config", config, "--format", "json"]
      + OwnSwitches.withoutShellCheck + texts.map(\.name)
    let run = try ToolRun.run(comparison.imgpolicy, arguments, in: directory)
    guard let report = try? JSONDecoder().decode(OwnReport.self, from: run.output) else {
      throw Failure("imgpolicy wrote no report: \(String(decoding: run.errors.prefix(500), as: UTF8.self))")
    }
    var found: [String: Set<ForeignFinding>] = [:]
    for finding in report.findings where finding.suppressed == nil {
      let file = report.inputs[finding.input].path
      found[file, default: []].formUnion(finding.foreign(in: file))
    }
    return found
  }

  /// What hadolint finds; and the files that end it without a report, which it then owes for all the others of the run.
  private func foreign(
    _ texts: [ComparedText], in directory: URL, config: String
  ) throws -> (found: [String: Set<ForeignFinding>], crashed: Set<String>) {
    let program = try comparison.peer("hadolint")
    let arguments = ["--no-color", "--no-fail", "--format", "json", "--config", config]
    let names = texts.map(\.name)
    let run = try ToolRun.run(program, arguments + names, in: directory)
    var reports = HadolintFinding.report(run.output).map { [$0] } ?? []
    var crashed: Set<String> = []
    if reports.isEmpty {
      for name in names {
        let run = try ToolRun.run(program, arguments + [name], in: directory)
        if let report = HadolintFinding.report(run.output) { reports.append(report) } else { crashed.insert(name) }
      }
    }
    var found: [String: Set<ForeignFinding>] = [:]
    for finding in reports.joined() where finding.code.hasPrefix("DL") {
      found[finding.file, default: []].insert(
        ForeignFinding(file: finding.file, code: finding.code, line: finding.line))
    }
    return (found, crashed)
  }
}
