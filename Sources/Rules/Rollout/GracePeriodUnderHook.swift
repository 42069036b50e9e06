internal import Dockerfile
package import Linting
internal import Workloads

/// The grace period ends before the preStop hook and the server's own drain do.
package struct GracePeriodUnderHook: Rule {
  package static let info = RuleInfo(
    name: "grace-period-under-hook", groups: ["kubernetes", "shutdown"], severity: .error,
    summary: "The grace period ends before the preStop hook and the server's own drain do.",
    rationale: """
      The clock of terminationGracePeriodSeconds runs while the hook does. What is left for the process itself is \
      nothing: it is killed with requests open.
      """,
    help: """
      Set terminationGracePeriodSeconds above the time of the hook and of the drain behind it.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: ‹30›
          containers:
            - name: web
              image: shop/web:v1
              lifecycle:
                preStop:
                  sleep:
                    seconds: 30
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          terminationGracePeriodSeconds: 60
          containers:
            - name: web
              image: shop/web:v1
              lifecycle:
                preStop:
                  sleep:
                    seconds: 10
        """)
    ],
    references: ["https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      let hook = launch.container.hooks.first { $0.kind == .preStop }
      let sleep = hook.flatMap(seconds)
      let drain = launch.flaggedServers.lazy.compactMap(DrainTime.init).first
      let whole = (sleep ?? 0).addingSaturating(drain?.seconds ?? 0)
      let grace = launch.pod.terminationGracePeriod
      guard sleep != nil || drain != nil, whole >= grace else { return nil }
      let setting = launch.pod.node?["terminationGracePeriodSeconds"]?.range
      return launch.finding(
        Self.info, .atRisk, message(sleep, drain, grace), at: setting ?? hook?.spot ?? launch.processRange,
        origin: drain == nil ? [] : launch.originOfProcess("the server is started here"))
    }
  }

  /// Seconds, as `sleep` reads them: `30`, `30s`, `1m`.
  private static func duration(_ text: String) -> Int? {
    let units = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[String($0)] }) else { return Int(text) }
    return Int(text.dropLast()).map { $0.multipliedReportingOverflow(by: unit) }.flatMap {
      $0.overflow ? nil : $0.partialValue
    }
  }

  /// The seconds that the hook sleeps, by itself or by a literal `sleep`.
  private func seconds(of hook: Probe) -> Int? {
    if let seconds = hook.node["sleep", "seconds"]?.integer { return seconds }
    guard case .exec(let words)? = hook.handler else { return nil }
    let commands = shellText(of: words).map { ShellCommands($0).all.map(\.words) } ?? [words]
    let sleeps = commands.filter { $0.first.map(baseName) == "sleep" && $0.count == 2 }
    let seconds = sleeps.compactMap { $0.last.flatMap(Self.duration) }
    return seconds.isEmpty ? nil : seconds.reduce(0) { $0.addingSaturating($1) }
  }
}

private func message(_ sleep: Int?, _ drain: DrainTime?, _ grace: Int) -> String {
  let parts = [
    sleep.map { "its preStop hook takes \($0) s" },
    drain.map { "its server drains for \($0.seconds) s (\($0.source))" },
  ]
  let causes = parts.compactMap { $0 }.joined(separator: ", ")
  return "\(causes), and the grace period is \(grace) s: the process is killed before it can end"
}
