package import Linting
internal import Workloads

/// An exec probe holds a whole command line in one word, or the operators of a shell without a shell.
package struct ProbeAsOneString: Rule {
  package static let info = RuleInfo(
    name: "probe-as-one-string", groups: ["kubernetes", "probes"], severity: .error,
    summary: "An exec probe holds a whole command line in one word, or the operators of a shell without a shell.",
    rationale: """
      No shell reads the list: the first word is the name of a program, the others are its arguments as they \
      stand. The probe errs at each call and its result is thrown away, so the pod never gets ready, and a \
      liveness probe watches nothing.
      """,
    help: """
      Write one word an element, or [sh, -c, "the command line"] where the image has a shell.
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
              readinessProbe:
                exec:
                  command: [‹"wget -q http://localhost:3000/"›]
        """,
        image: """
          tag: shop/web:v1
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
              livenessProbe:
                exec:
                  command: [node, check.js, ‹"||"›, exit, "1"]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
              readinessProbe:
                exec:
                  command: [node, check.js]
        """,
        image: """
          tag: shop/web:v1
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
              readinessProbe:
                exec:
                  command: [sh, -c, "node check.js || exit 1"]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in
      launch.container.probes.compactMap { probe -> Finding? in
        let words = probe.node["exec", "command"]?.items ?? []
        guard case .exec(let texts)? = probe.handler, let first = words.first else { return nil }
        if case .oneString? = launch.execFault(of: texts) {
          return finding("its \(probe.kind.rawValue) holds a command line in one word", first, probe, launch)
        }
        guard shellText(of: texts) == nil, let sign = words.first(where: { Self.signs.contains($0.text ?? "") }) else {
          return nil
        }
        let message = "its \(probe.kind.rawValue) has “\(sign.text ?? "")” in it, which only a shell understands"
        return finding(message, sign, probe, launch)
      }
    }
  }

  private static let signs: Set = ["&&", "||", "|", ";", ">", ">>", "<", "2>&1", "&"]

  private func finding(_ message: String, _ word: YAMLNode, _ probe: Probe, _ launch: Launch) -> Finding {
    launch.finding(Self.info, probe.kind == .liveness ? .useless : .neverReady, message, at: word.range)
  }
}
