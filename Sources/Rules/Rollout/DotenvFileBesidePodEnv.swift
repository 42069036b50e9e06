internal import Images
package import Linting
internal import Workloads

/// A .env file of the image sets variables that the pod sets, too.
package struct DotenvFileBesidePodEnv: Rule {
  package static let info = RuleInfo(
    name: "dotenv-file-beside-pod-env", groups: ["kubernetes", "secrets"], severity: .warning,
    summary: "A .env file of the image sets variables that the pod sets, too.",
    rationale: """
      Mostly the variables of the process win, but not where the file is loaded with an override; so a change of the \
      manifest may have no effect. Such a file is mostly one of a developer, with secrets in it. A variable for which \
      both have the same value is left alone.
      """,
    help: """
      List .env* in .dockerignore, and give all variables in the manifest.
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
                - name: ‹LOG_LEVEL›
                  value: "debug"
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 app/.env "LOG_LEVEL=info\\n"
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
                - name: LOG_FORMAT
                  value: "debug"
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 app/.env "LOG_LEVEL=info\\n"
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
                - name: LOG_LEVEL
                  value: "debug"
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 app/.env.example "LOG_LEVEL=info\\n"
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
                - name: LOG_LEVEL
                  value: "debug"
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 app/.env "LOG_LEVEL=debug\\n"
          """),
    ],
    wants: DotenvFile.wants,
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      guard !launch.container.environment.isEmpty || !launch.container.configReferences.isEmpty else { return [] }
      return DotenvFile.all(of: launch).compactMap { finding($0, launch) }
    }
  }

  private func finding(_ file: DotenvFile, _ launch: Launch) -> Finding? {
    let twice = file.variables.compactMap { name, value in
      launch.environment.pod[name].flatMap { $0.value == value ? nil : $0 }
    }.sorted { ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name) }
    guard let first = twice.first else { return nil }
    return launch.remark(
      Self.info, message("/\(file.file.displayPath)", twice.map(\.name)), at: first.range,
      origin: launch.origin(of: file.file, "/\(file.file.displayPath) comes from here"))
  }
}

private func message(_ path: String, _ names: [String]) -> String {
  let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
  return
    "gets \(shown) from the pod, and \(path) of the image has \(names.count == 1 ? "it" : "them"), too: which value counts depends on how the program reads that file"
}
