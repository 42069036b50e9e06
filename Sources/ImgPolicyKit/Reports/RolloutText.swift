internal import Linting

/// Writes the verdict of each rollout: where it stays, what comes next, what an install and an upgrade do, and what to do about it.
func writeRollouts(_ report: Report, to out: inout TerminalText) {
  for rollout in report.rollouts {
    out.write(rollout.workload, .strong)
    out.write(": ")
    out.write(rollout.words, rollout.style)
    out.endLine()
    for blocker in rollout.blockers { write(blocker, "", report, to: &out) }
    for blocker in rollout.afterFix { write(blocker, "next, once that is mended: ", report, to: &out) }
    if !rollout.plan.install.isEmpty { writeLine("first install: \(rollout.plan.install)", to: &out) }
    if !rollout.plan.upgrade.isEmpty { writeLine("upgrade: \(rollout.plan.upgrade)", to: &out) }
    for help in report.helps(for: rollout) { writeLine("fix: \(help)", to: &out) }
  }
  if !report.rollouts.isEmpty { out.endLine() }
}

private func writeLine(_ text: String, to out: inout TerminalText) {
  out.write("  \(text)")
  out.endLine()
}

private func write(_ blocker: RolloutVerdict.Blocker, _ lead: String, _ report: Report, to out: inout TerminalText) {
  out.write("  \(lead)\(blocker.message)")
  let places = report.placesToMend(blocker.finding)
  if !places.isEmpty { out.write(" (\(places.joined(separator: ", ")))", .faint) }
  out.endLine()
}

extension RolloutVerdict {
  /// The verdict as people read it.
  fileprivate var words: String {
    switch outcome {
    case .rejected: "rejected, the API refuses it"
    case .degraded:
      isCertain ? "degraded, it will not become available" : "degraded, likely: it may not become available"
    case .atRisk:
      isUseless ? "available, but not all of it works" : "at risk: available, and something goes wrong later"
    case .noFinding: "no finding prevents it"
    case .unknown: "unknown, the run does not have all of its images"
    case .notStarted: "not started, it asks for no pods now"
    }
  }

  fileprivate var style: TerminalText.Paint {
    switch outcome {
    case .rejected, .degraded: .error
    case .noFinding: .good
    case .atRisk, .unknown, .notStarted: .plain
    }
  }
}

extension Report {
  /// What mends that which keeps a rollout from its end, each once.
  fileprivate func helps(for rollout: RolloutVerdict) -> [String] {
    guard rollout.outcome == .rejected || rollout.outcome == .degraded else { return [] }
    return rollout.blockers.reduce(into: []) { helps, blocker in
      guard findings.indices.contains(blocker.finding) else { return }
      let help = findings[blocker.finding].finding.help
      if !help.isEmpty, !helps.contains(help) { helps.append(help) }
    }
  }

  /// The line of the manifest, and those of the Dockerfile that its notes name.
  fileprivate func placesToMend(_ index: Int) -> [String] {
    guard findings.indices.contains(index) else { return [] }
    let judged = findings[index]
    let own = judged.finding.place.map { ["\(judged.path):\($0.line)"] } ?? []
    return own + judged.finding.notes.compactMap { note in note.place.map { "\(note.path ?? judged.path):\($0.line)" } }
  }
}
