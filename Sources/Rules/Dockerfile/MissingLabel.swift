package import Dockerfile
package import Linting

/// The stage that is built lacks a label that the policy requires.
package struct MissingLabel: Rule {
  package static let info = RuleInfo(
    name: "missing-label",
    aliases: ["DL3049"],
    groups: ["labels"], severity: .warning,
    summary: "The stage that is built lacks a label that the policy requires.",
    rationale: """
      A label tells where an image comes from, who answers for it and under which licence; without it nobody can ask. A
      label of the base image does not count: it speaks of the base. Silent without required labels in the policy, and
      where the key of a label depends on an unknown variable. DL3049 also selects the stages that only hadolint minds.
      """,
    help: "Set the label with LABEL in the stage that is built, or in one that it is built on.",
    bad: [
      RuleInfo.Example(
        """
        FROM ‹node:20-alpine›
        LABEL org.opencontainers.image.vendor=Acme
        """, policy: "labels: { required: [org.opencontainers.image.source] }"),
      RuleInfo.Example(
        "FROM ‹node:20-alpine›", policy: "config: { labels: { org.opencontainers.image.source: url } }"),
    ],
    good: [
      RuleInfo.Example(
        """
        FROM node:20-alpine AS base
        LABEL org.opencontainers.image.source=https://example.org/shop
        FROM base
        """, policy: "labels: { required: [org.opencontainers.image.source] }")
    ],
    deviations: [
      RuleInfo.Deviation(
        "DL3049",
        "hadolint excuses a stage whose label a later stage sets only if that one has no name of its own, and one that is "
          + "copied from only if it is named as it is spelt; here building on it and copying from it count by whatever name."
      )
    ],
    references: [
      "https://github.com/hadolint/hadolint/wiki/DL3049",
      "https://specs.opencontainers.org/image-spec/annotations/",
    ])

  private let required: [String]

  package init(_ settings: RuleSettings) { required = settings.requiredLabels }

  package func check(_ file: BuildModel) -> [Finding] {
    guard !required.isEmpty else { return [] }
    let target = file.target?.index
    let copied = file.stages.flatMap(\.copies).compactMap(\.from.stage)
    return required.flatMap { key in
      let settled = excused(from: key, in: file).union(copied)
      return file.stages.compactMap { stage -> Finding? in
        let isOwn = stage.index == target && lacks(key, stage, in: file)
        let isHadolint = !settled.contains(stage.index)
        guard isOwn || isHadolint else { return nil }
        var finding = Finding(Self.info, message(stage, key), onFromOf: stage, in: file)
        finding.aliases = isHadolint ? Self.info.aliases : []
        finding.isOwn = isOwn
        return finding
      }
    }
  }

  private func lacks(_ key: String, _ stage: Stage, in file: BuildModel) -> Bool {
    let mayHoldAny = file.chain(of: stage).flatMap(\.labels).contains { label in
      if case .uncertain = label.expandedName { true } else { false }
    }
    return !mayHoldAny && stage.config.labels[key] == nil
  }

  /// The stages of which hadolint does not want a label: those that have it, and the bases of such. It sees no triggers.
  /// Nor does it want one of stages that are copied from.
  private func excused(from key: String, in file: BuildModel) -> Set<Int> {
    let setting = file.stages.filter { $0.labels.contains { !$0.isTriggered && $0.plainName == key } }.map(\.index)
    var having = Set(setting)
    for stage in file.stages {
      if let base = stage.baseStage, having.contains(base) { having.insert(stage.index) }
    }
    return file.withBases(of: setting).union(having)
  }

  private func message(_ stage: Stage, _ key: String) -> String { "\(stage.title) has no label \(key)" }
}
