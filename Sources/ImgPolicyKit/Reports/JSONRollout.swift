internal import Linting

extension JSONWriter {
  /// The verdict of a rollout.
  mutating func rollout(_ rollout: RolloutVerdict) {
    object { json in
      json.name("workload")
      json.value(rollout.workload)
      json.name("path")
      json.value(rollout.path)
      json.name("line")
      json.value(rollout.line)
      json.name("verdict")
      json.value(rollout.outcome.rawValue)
      json.name("confidence")
      json.optional(rollout.blockers.isEmpty ? nil : rollout.isCertain) { $0.value($1 ? "certain" : "likely") }
      json.name("blockers")
      json.array { json in for blocker in rollout.blockers { json.blocker(blocker) } }
      json.name("afterFix")
      json.array { json in for blocker in rollout.afterFix { json.blocker(blocker) } }
      json.name("servesDuringUpgrade")
      json.optional(rollout.plan.servesDuringUpgrade) { $0.value($1) }
      json.name("install")
      json.value(rollout.plan.install)
      json.name("upgrade")
      json.value(rollout.plan.upgrade)
    }
  }

  private mutating func blocker(_ blocker: RolloutVerdict.Blocker) {
    object { json in
      json.name("finding")
      json.value(blocker.finding)
      json.name("container")
      json.optional(blocker.effect.container) { $0.value($1) }
      json.name("stage")
      json.value(blocker.effect.state.stage)
      json.name("reason")
      json.value(blocker.effect.state.reason)
    }
  }
}
