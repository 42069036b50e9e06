internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The manifest sets PATH without the directories in which the image has its programs.
package struct PathOverrideWithoutTools: Rule {
  package static let info = RuleInfo(
    name: "path-override-without-tools", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The manifest sets PATH without the directories in which the image has its programs.",
    rationale: """
      A PATH of the manifest replaces the image's own, such as /opt/venv/bin or /usr/local/go/bin in front of the \
      usual directories. What is called by its name is then not found. So are the libraries of the image where the \
      manifest sets PYTHONPATH, NODE_PATH or their like without its directories, which is told as a warning.
      """,
    help: """
      Repeat the image's directories in the value, or leave PATH to the image.
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
                - name: ‹PATH›
                  value: /usr/bin:/bin
        """,
        image: """
          tag: shop/web:v1
          env: PATH=/opt/venv/bin:/usr/bin:/bin
          cmd: ["serve"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 opt/venv/bin/serve 40kB
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
                - name: PATH
                  value: /opt/venv/bin:/bin
        """,
        image: """
          tag: shop/web:v1
          env: PATH=/opt/venv/bin:/usr/bin:/bin
          cmd: ["serve"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 opt/venv/bin/serve 40kB
          """)
    ],
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in [programFault(launch)].compactMap { $0 } + libraryFaults(launch) }
  }

  private func programFault(_ launch: Launch) -> Finding? {
    guard let variable = launch.environment.pod["PATH"] else { return nil }
    if let program = launch.process?.program, isLost(program, launch) {
      return finding("its program \(program)", .startError, variable.range, launch)
    }
    for probe in launch.container.probes + launch.container.hooks {
      guard case .exec(let words)? = probe.handler, let program = words.first, isLost(program, launch) else {
        continue
      }
      var finding = finding(
        "\(program) of its \(probe.kind.rawValue)", state(without: probe.kind), variable.range, launch)
      finding.highestSeverity = .warning
      return finding
    }
    return nil
  }

  /// The directories of libraries that a variable of the manifest leaves out.
  private func libraryFaults(_ launch: Launch) -> [Finding] {
    guard let image = launch.image else { return [] }
    return Self.libraryPaths.compactMap { name in
      guard let variable = launch.environment.pod[name], let value = variable.value,
        let own = launch.environment.imageValue(of: name)
      else { return nil }
      let kept = Set(value.split(separator: ":").map { cleanPath(String($0)) })
      let lost = own.split(separator: ":").map { cleanPath(String($0)) }.filter { path in
        path.hasPrefix("/") && !kept.contains(path) && launch.mount(over: path) == nil
          && !image.files.children(of: path).isEmpty
      }
      guard let first = lost.first else { return nil }
      var finding = launch.finding(
        Self.info, .atRisk, certain: false, "\(name) leaves out \(first), where the image has libraries",
        at: variable.range, origin: launch.origin(.env, "the image sets its own \(name)"))
      finding.highestSeverity = .warning
      return finding
    }
  }

  private static let libraryPaths = ["LD_LIBRARY_PATH", "NODE_PATH", "PYTHONPATH", "RUBYLIB", "PERL5LIB", "JAVA_HOME"]

  private func isLost(_ program: String, _ launch: Launch) -> Bool {
    guard launch.isOnImagePath(program), case .missing = launch.program(program) else { return false }
    return true
  }

  private func state(without kind: Probe.Kind) -> PodState {
    switch kind {
    case .startup, .readiness: .neverReady
    case .liveness: .useless
    case .preStop: .atRisk
    case .postStart: .crashLoop
    }
  }

  private func finding(_ what: String, _ state: PodState, _ range: Range<Int>, _ launch: Launch) -> Finding {
    launch.finding(
      Self.info, state, "\(what) is in the PATH of the image and not in that of the manifest", at: range,
      origin: launch.origin(.env, "the image sets its own PATH"))
  }
}
