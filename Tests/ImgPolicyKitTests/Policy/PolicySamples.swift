import Linting
import Rules

@testable import ImgPolicyKit

/// Rules that exist for these tests only.
enum PolicySamples {
  static let infos = [
    info(
      "root-user", ["DL3002", "DS-0002", "CKV_DOCKER_8", "CIS-4.1", "CIS-DI-0001"], ["security", "user"], .warning),
    info("missing-user", ["DS-0002", "CKV_DOCKER_3", "semgrep:missing-user"], ["security", "user"], .warning),
    info("unpinned-base-image", ["DL3006", "DS-0001"], ["pinning"], .warning),
    info("latest-base-image", ["DL3007"], ["pinning"], .warning, silences: ["unpinned-base-image"]),
    info(
      "secret-in-arg-or-env", ["DL3064", "SecretsUsedInArgOrEnv"], ["security", "secrets"], .warning,
      options: [
        RuleInfo.Option("words", .textList, ""), RuleInfo.Option("limit", .integer, ""),
        RuleInfo.Option("on", .flag, ""), RuleInfo.Option("map", .textMap, ""), RuleInfo.Option("one", .text, ""),
      ]),
    info("oversized-image", [], ["size"], .error),
    info("oversized-layer", [], ["size"], .warning),
    info("wasted-bytes", ["dive:highestWastedBytes"], ["size", "waste"], .warning),
    info("missing-required-stage", [], ["layout"], .warning),
    info("misordered-stages", [], ["layout"], .warning),
    info("unexpected-stage-base", [], ["layout"], .warning),
    info("missing-stage-copy", [], ["layout"], .warning),
    info("build-tools-in-final-stage", ["CIS-4.3"], ["layout", "size"], .warning),
    info("source-tree-in-final-stage", [], ["layout"], .info),
  ]

  static let names = RuleNames(infos)

  static func info(
    _ name: String, _ aliases: [String], _ groups: [String], _ severity: Severity, silences: [String] = [],
    options: [RuleInfo.Option] = []
  ) -> RuleInfo {
    RuleInfo(
      name: name, aliases: aliases, groups: groups, severity: severity, summary: "", rationale: "", help: "", bad: [],
      good: [], silences: silences, options: options, references: ["https://example.org/\(name)"])
  }

  static func info(_ name: String) -> RuleInfo { infos.first { $0.name == name } ?? info(name, [], [], .error) }

  static func policy(_ text: String) throws(PolicyError) -> Policy {
    try Policy.decode(Array(text.utf8), path: "acme.yaml", names: names)
  }

  /// What is wrong with a policy; empty when nothing is.
  static func faults(_ text: String) -> [PolicyError.Fault] { faults(Array(text.utf8)) }

  static func faults(_ bytes: [UInt8]) -> [PolicyError.Fault] {
    do throws(PolicyError) {
      _ = try Policy.decode(bytes, path: "acme.yaml", names: names)
      return []
    } catch {
      return error.faults
    }
  }

  static func finding(_ rule: String, _ message: String = "", line: Int? = nil, aliases: [String]? = nil) -> Finding {
    let place = line.map { Place(line: $0, column: 1, endLine: $0, endColumn: 2) }
    return Finding(info(rule), message, at: place, aliases: aliases)
  }

  static func finding(_ rule: String, at place: Place) -> Finding { Finding(info(rule), "", at: place) }
}

/// The rules that exist, but for those that `PolicySamples` has of its own.
enum BuiltInRules {
  static let infos = Catalog().infos.filter { info in !PolicySamples.infos.contains { $0.name == info.name } }
}
