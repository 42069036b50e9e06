package import Images
package import Linting

/// The health check of the image has times or retries that make no sense.
package struct UnreasonableHealthcheck: Rule {
  package static let info = RuleInfo(
    name: "unreasonable-healthcheck", groups: ["config", "healthcheck"], severity: .info,
    summary: "The health check of the image has times or retries that make no sense.",
    rationale: """
      A check that runs every few milliseconds keeps the machine busy, one that runs twice an hour tells of a \
      failure long after it happened, and one that may take longer than the time between two of them comes late each \
      time it hangs.
      """,
    help: "Give HEALTHCHECK an interval of some seconds, and a timeout below it.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/"]
        interval: 10s
        timeout: 60s
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/"]
        interval: 30s
        timeout: 5s
        start-period: 20s
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"])

  package init() {}

  /// Of a health check that does not say, in seconds.
  private static let defaultInterval = 30.0
  private static let intervals = 1.0...600
  private static let longestStart = 3600.0

  package func check(_ image: ImageModel) -> [Finding] {
    guard let check = image.config?.healthcheck, let kind = check.test.first, kind != "NONE" else { return [] }
    return faults(of: check).map { image.finding(Self.info, $0, of: .healthcheck) }
  }

  private func faults(of check: ImageConfig.Healthcheck) -> [String] {
    var faults: [String] = []
    let interval = check.interval == 0 ? Self.defaultInterval : check.interval
    if !Self.intervals.contains(interval) { faults.append(unusualInterval(interval)) }
    if check.timeout > interval { faults.append(longTimeout(check.timeout, interval)) }
    if check.timeout < 0 { faults.append(negative("timeout", check.timeout)) }
    if check.startPeriod < 0 { faults.append(negative("start period", check.startPeriod)) }
    if check.startPeriod > Self.longestStart { faults.append(longStart(check.startPeriod)) }
    if let retries = check.retries, retries < 1 { faults.append(noRetries(retries)) }
    return faults
  }
}

private func unusualInterval(_ seconds: Double) -> String {
  "the health check runs every \(time(seconds)), expected 1 second to 10 minutes"
}

private func longTimeout(_ timeout: Double, _ interval: Double) -> String {
  "the health check may take \(time(timeout)), longer than the \(time(interval)) until the next one"
}

private func negative(_ what: String, _ seconds: Double) -> String {
  "the \(what) of the health check is \(time(seconds)), expected no negative time"
}

private func longStart(_ seconds: Double) -> String {
  "the start period of the health check is \(time(seconds)), expected at most an hour"
}

private func noRetries(_ retries: Int) -> String {
  "the health check has \(retries) retries, expected at least 1"
}

/// `90 s`, `0.5 s`
private func time(_ seconds: Double) -> String {
  let whole = Int(exactly: seconds.rounded())
  return "\(whole.map { Double($0) == seconds ? "\($0)" : "\(seconds)" } ?? "\(seconds)") s"
}
