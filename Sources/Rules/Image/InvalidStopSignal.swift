internal import Dockerfile
package import Images
package import Linting

/// The stop signal of the image is no signal.
package struct InvalidStopSignal: Rule {
  package static let info = RuleInfo(
    name: "invalid-stop-signal", groups: ["config"], severity: .warning,
    summary: "The stop signal of the image is no signal.",
    rationale: """
      Docker sends this signal to stop a container. With a name that it does not know the container cannot be \
      stopped in order: it is killed after the grace period, or not stopped at all.
      """,
    help: "Write a name such as SIGTERM, or a number from 1 to 64, behind STOPSIGNAL.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        stopsignal: SIGTREM
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        stopsignal: SIGQUIT
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: [
      "https://docs.docker.com/reference/dockerfile/#stopsignal",
      "https://github.com/opencontainers/image-spec/blob/main/config.md#properties",
    ])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let signal = image.config?.stopSignal, !signal.isEmpty, StopSignal.canonicalName(of: signal) == nil else {
      return []
    }
    return [image.finding(Self.info, noSignal(signal), of: .stopSignal)]
  }
}

private func noSignal(_ text: String) -> String {
  "the stop signal of the image is “\(text)”, which is no signal: expected a name such as SIGTERM, or a number from 1 to 64"
}
