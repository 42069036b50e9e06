internal import Dockerfile
package import Linting
internal import Workloads

/// A probe runs a program that the image does not have.
package struct ProgramMissingForProbe: Rule {
  package static let info = RuleInfo(
    name: "program-missing-for-probe", groups: ["kubernetes", "probes"], severity: .error,
    summary: "A probe runs a program that the image does not have.",
    rationale: """
      Two outcomes have to be told apart. Where the program itself is missing, the runtime reports an error and \
      the kubelet throws the result away: the pod never gets ready, and a liveness probe watches nothing. Where a \
      shell runs and its command is missing, the probe fails, and a liveness probe has the container killed again \
      and again.
      """,
    help: """
      Probe with httpGet, tcpSocket or grpc, which need nothing in the image, or install the program in the final \
      stage.
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
                  command: ‹[›curl, -f, "http://localhost:3000/"]
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
                  command: ‹[›sh, -c, "curl -f http://localhost:3000/ || exit 1"]
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
                  command: [node, probe.js]
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
                  command: [sh, -c, "curl -f http://localhost:3000/ || wget -q http://localhost:3000/"]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            bin/wget -> sh
          """),
    ],
    wants: ProgramStart.wants,
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in
      launch.container.probes.compactMap { probe -> Finding? in
        guard case .exec(let words)? = probe.handler, let fault = launch.execFault(of: words) else { return nil }
        switch fault {
        case .program(let name): return missing(name, probe, launch)
        case .commands(let names): return failing(names, probe, launch)
        case .oneString: return nil
        }
      }
    }
  }

  private func missing(_ name: String, _ probe: Probe, _ launch: Launch) -> Finding {
    launch.finding(
      Self.info, probe.kind == .liveness ? .useless : .neverReady, message(name, probe.kind), at: probe.spot,
      origin: launch.origin(.from, "the image is built here"))
  }

  private func failing(_ names: [String], _ probe: Probe, _ launch: Launch) -> Finding {
    let isReadiness = probe.kind == .readiness
    return launch.finding(
      Self.info, isReadiness ? .neverReady : .restarting, certain: isReadiness,
      "its \(probe.kind.rawValue) calls \(names.joined(separator: " and ")) in a shell, which the image does not have: "
        + "each probe fails with 127", at: probe.spot, origin: launch.origin(.from, "the image is built here"))
  }
}

/// What comes of a probe that errs, whose results are thrown away.
private func message(_ program: String, _ kind: Probe.Kind) -> String {
  switch kind {
  case .liveness:
    "its livenessProbe never works: it runs \(program), which the image does not have, and nothing is ever restarted"
  case .startup:
    "its startupProbe runs \(program), which the image does not have, so it errs, and the other probes never begin"
  default: "its \(kind.rawValue) runs \(program), which the image does not have, so it errs"
  }
}
