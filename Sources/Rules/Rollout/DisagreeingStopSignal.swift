internal import Dockerfile
package import Linting
internal import Workloads

/// The manifest runs another program than the one that the image's STOPSIGNAL was meant for.
package struct DisagreeingStopSignal: Rule {
  package static let info = RuleInfo(
    name: "disagreeing-stop-signal", groups: ["kubernetes", "shutdown"], severity: .warning,
    summary: "The manifest runs another program than the one that the image's STOPSIGNAL was meant for.",
    rationale: """
      The runtime sends the signal of the image. A worker that gets the SIGQUIT of the web server in the same \
      image dumps its core, or does not end at all. SIGKILL leaves nobody time to end.
      """,
    help: """
      Reset STOPSIGNAL in an image of its own for the worker, or handle the signal.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              command: ‹[›node, worker.js]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["php-fpm"]
          stopsignal: SIGQUIT
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
          containers:
            - name: web
              image: shop/web:v1
              command: [php-fpm, -F]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["php-fpm"]
          stopsignal: SIGQUIT
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:v1
              command: [node, worker.js]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["php-fpm"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
      "https://docs.docker.com/reference/dockerfile/#stopsignal",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      // What the pod names itself takes the place of the image's.
      if let own = launch.container.node["lifecycle", "stopSignal"] { return fault(of: own, launch) }
      guard let config = launch.config, let signal = config.stopSignal, !signal.isEmpty,
        let cause = cause(launch, signal)
      else { return nil }
      return launch.finding(
        Self.info, .atRisk, cause, at: launch.processRange, origin: launch.origin(.stopsignal, "STOPSIGNAL \(signal)"))
    }
  }

  private func fault(of signal: YAMLNode, _ launch: Launch) -> Finding? {
    guard let text = signal.text, StopSignal.canonicalName(of: text) == "SIGKILL" else { return nil }
    return launch.finding(
      Self.info, .atRisk, "its stopSignal is \(text), which leaves no time to end", at: signal.range)
  }

  private func cause(_ launch: Launch, _ signal: String) -> String? {
    guard let name = StopSignal.canonicalName(of: signal) else {
      return "the image's STOPSIGNAL “\(signal)” is no signal, so that it cannot be stopped in order"
    }
    if name == "SIGKILL" {
      return "the image's STOPSIGNAL is \(signal), which leaves no time to end"
    }
    guard name != "SIGTERM", let process = launch.process, process.source == .podCommand,
      let own = (launch.config?.entrypoint ?? []).first ?? launch.config?.cmd?.first,
      baseName(own) != baseName(process.program)
    else { return nil }
    return "it runs \(process.program) and is stopped by \(signal), which the image means for \(own)"
  }
}
