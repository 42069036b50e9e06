internal import Linting

/// What the comments of one source file want to hear nothing of, as far as the policy lets them.
package struct FileSuppressions: Sendable {
  /// In the order of the file.
  let all: [Suppression]
  /// For each unit, what is suppressed there.
  private var entries: [Key: [Entry]] = [:]
  let demands: SuppressionDemands
  private let lines: any SuppressionUnits

  private struct Key: Hashable {
    var unit: SuppressionScope.Unit
    var selector: RuleNames.Selector
  }

  private struct Entry {
    var firstLine: Int
    var tool: SuppressingTool
    var target: TargetIndex
  }

  /// One target of one suppression.
  struct TargetIndex: Sendable, Hashable {
    var suppression: Int
    var target: Int
  }

  /// nil when nothing in the file suppresses, or means to.
  init?(_ all: [Suppression], in lines: any SuppressionUnits, demands: SuppressionDemands) {
    guard !all.isEmpty else { return nil }
    self.all = all
    self.lines = lines
    self.demands = demands
    for (index, suppression) in all.enumerated() {
      for (target, value) in suppression.targets.enumerated() {
        enter(value, suppression.tool, TargetIndex(suppression: index, target: target))
      }
    }
  }

  /// Of one tool's comments that say the same, the first is enough: the others suppress nothing more.
  private mutating func enter(_ target: SuppressionTarget, _ tool: SuppressingTool, _ index: TargetIndex) {
    let key = Key(unit: target.scope.unit, selector: target.selector)
    let isKnown = entries[key]?.contains { $0.tool == tool && $0.firstLine <= target.scope.firstLine } ?? false
    guard !isKnown else { return }
    entries[key, default: []].append(Entry(firstLine: target.scope.firstLine, tool: tool, target: index))
  }

  /// What covers a finding, the narrowest first. `info` describes its rule.
  func targets(covering finding: Finding, _ info: RuleInfo?) -> [TargetIndex] {
    let line = finding.place?.line ?? finding.instruction?.line
    let units = units(at: line) + laterInstructions(of: finding)
    let selectors = RuleNames.selectors(meaning: finding, of: info)
    var found: [TargetIndex] = []
    for unit in units {
      for selector in selectors {
        for entry in entries[Key(unit: unit, selector: selector)] ?? [] where entry.firstLine <= line ?? 0 {
          found.append(entry.target)
        }
      }
    }
    return found
  }

  private func units(at line: Int?) -> [SuppressionScope.Unit] {
    guard let line else { return [.file] }
    return [.line(line)] + lines.units(at: line) + [.file]
  }

  private func laterInstructions(of finding: Finding) -> [SuppressionScope.Unit] {
    finding.notes.compactMap { note in
      guard note.path == nil, let line = note.place?.line else { return nil }
      return lines.laterUnit(at: line)
    }
  }
}

extension RuleNames {
  /// All selectors that mean a finding for one who wants to hear nothing of it, in whatever sense.
  static func selectors(meaning finding: Finding, of info: RuleInfo?) -> [Selector] {
    let rules = [finding.rule] + (info?.standsFor ?? [])
    var selectors: [Selector] = rules.map { .rule($0) } + finding.aliases.map { .alias($0) }
    selectors += (info?.groups ?? []).map { .group($0) }
    for origin in AliasOrigin.allCases where finding.aliases.contains(where: origin.owns) {
      selectors.append(.origin(origin))
    }
    return selectors + [.all]
  }
}
