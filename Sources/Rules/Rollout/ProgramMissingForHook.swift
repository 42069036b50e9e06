internal import Dockerfile
package import Linting
internal import Workloads

/// A postStart or preStop hook runs a program that the image does not have.
package struct ProgramMissingForHook: Rule {
  package static let info = RuleInfo(
    name: "program-missing-for-hook", groups: ["kubernetes", "shutdown"], severity: .error,
    summary: "A postStart or preStop hook runs a program that the image does not have.",
    rationale: """
      A postStart that fails has its container killed, again and again. A preStop that fails does not hold up the \
      end: the time that it was to give for open requests is lost, and every rollout drops some.
      """,
    help: """
      Use preStop.sleep, which the kubelet does itself, or install the program in the final stage.
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
              lifecycle:
                preStop:
                  exec:
                    command: ‹[›sleep, "10"]
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
              lifecycle:
                postStart:
                  exec:
                    command: ‹[›bash, -c, "echo started"]
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
              lifecycle:
                preStop:
                  exec:
                    command: [sh, -c, "sleep 10"]
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            bin/sleep -> sh
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
              lifecycle:
                preStop:
                  sleep: { seconds: 10 }
        """,
        image: """
          tag: shop/web:v1
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    wants: ProgramStart.wants,
    references: ["https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in
      launch.container.hooks.compactMap { hook -> Finding? in
        guard case .exec(let words)? = hook.handler, let fault = launch.execFault(of: words) else { return nil }
        let isStart = hook.kind == .postStart
        var finding = launch.finding(
          Self.info, isStart ? .crashLoop : .atRisk, message(hook.kind, fault), at: hook.spot,
          origin: launch.origin(.from, "the image is built here"))
        if !isStart { finding.highestSeverity = .warning }
        return finding
      }
    }
  }
}

private func message(_ kind: Probe.Kind, _ fault: ExecFault) -> String {
  let name =
    switch fault {
    case .program(let name), .oneString(let name): "“\(name)”"
    case .commands(let names): names.map { "“\($0)”" }.joined(separator: " and ")
    }
  let outcome =
    kind == .postStart
    ? "the container is killed when it has started (PostStartHookError)" : "the hook fails, and the end comes at once"
  return "its \(kind.rawValue) hook needs \(name), which the image does not have: \(outcome)"
}
