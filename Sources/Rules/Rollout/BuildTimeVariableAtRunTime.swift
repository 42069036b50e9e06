internal import Dockerfile
internal import Images
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
      Nothing is said where the Dockerfile builds with the same value, where the code in the image has the value, asks for \
      it when it runs or marks the place for it, or where nobody knows with which value it was built.
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
                - name: ‹VITE_API_URL›
                  value: https://api.example.com
        """,
        image: """
          tag: shop/web:v1
          layer: COPY dist /usr/share/nginx/html
            0644 0:0 usr/share/nginx/html/assets/index.js "fetch('http://localhost:8000/todos')"
          """),
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
                - name: VITE_API_URL
                  value: https://api.example.com
        """,
        image: """
          tag: shop/web:v1
          layer: COPY dist /usr/share/nginx/html
            0644 0:0 usr/share/nginx/html/assets/index.js "fetch('https://api.example.com/todos')"
          """),
    ],
    wants: BrowserCode.wants,
    references: ["https://nextjs.org/docs/app/guides/environment-variables", "https://vite.dev/guide/env-and-mode"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      let (bundle, code) = (BrowserBundle(launch), launch.build?.browserCode)
      guard bundle != nil || code != nil else { return [] }
      return BrowserBundle.inlined(of: launch.environment.pod).compactMap { variable in
        guard let value = variable.value, code?.asksAtRunTime(for: variable.name) != true, code?.has(value) != true
        else { return nil }
        return fault(variable, value, bundle, launch)
      }
    }
  }

  private func fault(
    _ variable: PodVariables.Variable, _ value: String, _ bundle: BrowserBundle?, _ launch: Launch
  ) -> Finding? {
    switch bundle?.value(of: variable.name) {
    case .absent?: return finding(variable, "the build never gets it, so it is undefined in browsers", launch, nil)
    case .known(let built, _, _)? where BrowserBundle.isPlaceholder(built, for: variable.name): return nil
    case .known(let built, true, let place)? where built != value:
      return finding(variable, "browsers have the other value that the build got", launch, [place])
    case .known, .unknown, nil: return imageFault(variable, value, launch)
    }
  }

  /// The code in the image has other addresses than the pod's. Of many, nobody knows which is meant.
  private func imageFault(_ variable: PodVariables.Variable, _ value: String, _ launch: Launch) -> Finding? {
    guard let code = launch.build?.browserCode, code.has(value) == false else { return nil }
    let others = code.ownAddresses(like: value)
    guard let first = others.first, others.count <= 3 else { return nil }
    return finding(
      variable, "the code for browsers has \(others.map(\.text).joined(separator: " and ")) instead", launch,
      launch.origin(of: first.file, "/\(first.file.displayPath) has it"))
  }

  private func finding(
    _ variable: PodVariables.Variable, _ effect: String, _ launch: Launch, _ built: [Finding.Note]?
  ) -> Finding {
    var finding = launch.finding(
      Self.info, .useless, "\(variable.name) has no effect in browsers at run time: \(effect)", at: variable.range,
      origin: built ?? launch.origin(.from, "the code for browsers is built here"))
    if let origin = variable.origin {
      finding.notes.insert(launch.manifest.note("its value", at: origin.entry.keyRange, of: origin.object), at: 0)
    }
    return finding
  }
}
