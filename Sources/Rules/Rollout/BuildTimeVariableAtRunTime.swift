internal import Dockerfile
package import Linting
internal import Workloads

/// A variable that the build writes into the code for browsers is set at run time, where it has no effect on them.
package struct BuildTimeVariableAtRunTime: Rule {
  package static let info = RuleInfo(
    name: "build-time-variable-at-run-time", groups: ["correctness", "kubernetes"], severity: .warning,
    summary:
      "A variable that the build writes into the code for browsers is set at run time, where it has no effect on them.",
    rationale: """
      Bundlers replace these names by their values while they build: NEXT_PUBLIC_, VITE_, REACT_APP_, GATSBY_, \
      VUE_APP_, EXPO_PUBLIC_, STORYBOOK_. Code on the server still sees the value of the pod, browsers never do. \
      Nothing is said where the Dockerfile builds with the same value, or where nobody knows with which.
      """,
    help: """
      Give the value to the build as ARG or ENV, or let the server tell it to the browser.
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
              env:
                - name: ‹NEXT_PUBLIC_API_URL›
                  value: https://api.example.com
        """,
        dockerfile: """
          FROM node:20 AS builder
          ENV NEXT_PUBLIC_API_URL=/api
          RUN npm run build
          FROM node:20
          COPY --from=builder /app /app
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
              env:
                - name: NEXT_PUBLIC_API_URL
                  value: /api
        """,
        dockerfile: """
          FROM node:20 AS builder
          ARG NEXT_PUBLIC_API_URL=/api
          RUN npm run build
          FROM node:20
          COPY --from=builder /app /app
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
              env:
                - name: NEXT_PUBLIC_API_URL
                  value: https://api.example.com
        """,
        dockerfile: """
          FROM node:20 AS builder
          ARG NEXT_PUBLIC_API_URL
          RUN npm run build
          FROM node:20
          COPY --from=builder /app /app
          """),
    ],
    references: ["https://nextjs.org/docs/app/guides/environment-variables", "https://vite.dev/guide/env-and-mode"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard let bundle = BrowserBundle(launch) else { return [] }
      return BrowserBundle.inlined(of: launch.environment.pod).compactMap { variable in
        guard let value = variable.value else { return nil }
        switch bundle.value(of: variable.name) {
        case .absent: return finding(variable, "the build never gets it, so it is undefined in browsers", launch, nil)
        case .unknown: return nil
        case .known(let built, let isCertain, let place):
          let isOther = isCertain && built != value && !BrowserBundle.isPlaceholder(built, for: variable.name)
          return isOther ? finding(variable, "browsers have the other value that the build got", launch, place) : nil
        }
      }
    }
  }

  private func finding(
    _ variable: PodVariables.Variable, _ effect: String, _ launch: Launch, _ built: Finding.Note?
  ) -> Finding {
    var finding = launch.finding(
      Self.info, .useless, "\(variable.name) has no effect in browsers at run time: \(effect)", at: variable.range,
      origin: built.map { [$0] } ?? launch.origin(.from, "the code for browsers is built here"))
    if let origin = variable.origin {
      finding.notes.insert(launch.manifest.note("its value", at: origin.entry.keyRange, of: origin.object), at: 0)
    }
    return finding
  }
}
