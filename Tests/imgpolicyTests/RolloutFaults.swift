import Testing

/// Faults of a Deployment or of its image, each by itself, and what becomes of the rollout.
extension RolloutTests {
  static let faults: [RolloutFault] = [
    RolloutFault(
      name: "named user", pod: "securityContext: { runAsNonRoot: true }", image: "user: app",
      rule: "unprovable-non-root-user", verdict: "degraded", confidence: "certain", reason: "CreateContainerConfigError"
    ),
    RolloutFault(
      name: "mount without a volume", container: "volumeMounts: [{ name: data, mountPath: /data }]",
      rule: "missing-config-reference", verdict: "rejected", confidence: "certain", reason: "Rejected"),
    RolloutFault(
      name: "text for a number", pod: "terminationGracePeriodSeconds: 10s", rule: "unknown-manifest-field",
      verdict: "rejected", confidence: "certain", reason: "Rejected"),
    RolloutFault(
      name: "root that must not be root", pod: "securityContext: { runAsNonRoot: true, runAsUser: 0 }",
      rule: "run-as-uid-zero", verdict: "degraded", confidence: "certain", reason: "CreateContainerConfigError"),
    RolloutFault(
      name: "missing program", container: "command: [python, app.py]", rule: "program-missing-in-image",
      verdict: "degraded", confidence: "certain", reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "missing interpreter", image: "entrypoint: [\"/start\"]", files: "  0755 0:0 start \"#!/bin/bash\\n\"",
      rule: "program-missing-in-image", verdict: "degraded", confidence: "certain",
      reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "empty program", image: "entrypoint: [\"/start\"]", files: "  0755 0:0 start \"\"",
      rule: "unstartable-program", verdict: "degraded", confidence: "certain", reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "memory in bytes", container: "resources: { limits: { memory: 512 } }", rule: "implausible-amount",
      verdict: "degraded", confidence: "likely", reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "forbidden program", image: "entrypoint: [\"/start\"]", files: "  0700 0:0 start \"#!/bin/sh\\n\"",
      rule: "program-unusable-for-user", verdict: "degraded", confidence: "certain",
      reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "other directory", container: "workingDir: /srv", image: "workdir: /app\ncmd: [\"node\", \"server.js\"]",
      rule: "relative-command-elsewhere", verdict: "degraded", confidence: "certain", reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "probe without program", container: "readinessProbe: { exec: { command: [curl, localhost] } }",
      rule: "program-missing-for-probe", verdict: "degraded", confidence: "certain", reason: "Running, never Ready"),
    RolloutFault(
      name: "liveness that errs",
      container: "livenessProbe: { exec: { command: [curl, localhost] } }", rule: "program-missing-for-probe",
      verdict: "at-risk", confidence: "certain", reason: "Running"),
    RolloutFault(
      name: "probe in one string", container: "readinessProbe: { exec: { command: [\"node check.js\"] } }",
      rule: "probe-as-one-string", verdict: "degraded", confidence: "certain", reason: "Running, never Ready"),
    RolloutFault(
      name: "hook without program", container: "lifecycle: { postStart: { exec: { command: [/hooks/start] } } }",
      rule: "program-missing-for-hook", verdict: "degraded", confidence: "certain", reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "unknown port name", container: "readinessProbe: { tcpSocket: { port: web } }",
      rule: "unresolved-named-port",
      verdict: "degraded", confidence: "certain", reason: "Running, never Ready"),
    RolloutFault(
      name: "wrong port", image: "env: PORT=8080", rule: "port-disagreement", verdict: "degraded", confidence: "likely",
      reason: "Running, never Ready"),
    RolloutFault(
      name: "loopback", image: "cmd: [\"node\", \"/app/server.js\", \"--host\", \"127.0.0.1\"]",
      rule: "loopback-listener",
      verdict: "degraded", confidence: "certain", reason: "Running, never Ready"),
    RolloutFault(
      name: "hidden program", pod: "volumes: [{ name: data }]",
      container: "volumeMounts: [{ name: data, mountPath: /opt/web }]", image: "entrypoint: [\"/opt/web/run\"]",
      files: "  0755 0:0 opt/web/run 50kB", rule: "image-hidden-by-mount", verdict: "degraded", confidence: "certain",
      reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "hidden interpreter", pod: "volumes: [{ name: data }]",
      container: "volumeMounts: [{ name: data, mountPath: /opt/lang }]", image: "entrypoint: [\"/start\"]",
      files: "  0755 0:0 start \"#!/opt/lang/run\\n\"\n  0755 0:0 opt/lang/run 50kB", rule: "image-hidden-by-mount",
      verdict: "degraded", confidence: "certain", reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "file over directory", pod: "volumes: [{ name: conf, configMap: { name: shop, optional: true } }]",
      container: "volumeMounts: [{ name: conf, mountPath: /app, subPath: app.conf }]", rule: "subpath-kind-mismatch",
      verdict: "degraded", confidence: "certain", reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "lost PATH", container: "env: [{ name: PATH, value: /usr/bin }]", rule: "path-override-without-tools",
      verdict: "degraded", confidence: "certain", reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "other architecture", pod: "nodeSelector: { kubernetes.io/arch: arm64 }", rule: "platform-mismatch",
      verdict: "degraded", confidence: "certain", reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "shell by default", image: "cmd: [\"node\"]", rule: "shell-as-image-default", verdict: "degraded",
      confidence: "likely", reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "pulled", container: "imagePullPolicy: Always", rule: "pulled-local-image", verdict: "degraded",
      confidence: "likely", reason: "ImagePullBackOff"),
    RolloutFault(
      name: "stripped capability", container: "securityContext: { capabilities: { drop: [ALL] } }",
      image: "entrypoint: [\"/opt/web\"]", files: "  0755 0:0 opt/web 40kB capability 400",
      rule: "capability-starved-program", verdict: "degraded", confidence: "certain",
      reason: "CreateContainerError or RunContainerError"),
    RolloutFault(
      name: "read-only", container: "securityContext: { readOnlyRootFilesystem: true }", image: "cmd: [\"nginx\"]",
      files: "  0755 0:0 bin/nginx 40kB", rule: "unwritable-runtime-path", verdict: "degraded", confidence: "likely",
      reason: "CrashLoopBackOff"),
    RolloutFault(
      name: "heap", container: "resources: { limits: { memory: 64Mi } }",
      image: "env: NODE_OPTIONS=--max-old-space-size=512", rule: "heap-over-memory-limit", verdict: "at-risk",
      confidence: "likely", reason: "Running"),
    RolloutFault(
      name: "anonymous volume", image: "volume: /data", rule: "anonymous-volume-reliance", verdict: "at-risk",
      confidence: "certain", reason: "Running"),
    RolloutFault(
      name: "hook over grace", pod: "terminationGracePeriodSeconds: 5",
      container: "lifecycle: { preStop: { sleep: { seconds: 10 } } }", rule: "grace-period-under-hook",
      verdict: "at-risk",
      confidence: "certain", reason: "Running"),
    RolloutFault(
      name: "unforwarded signal", container: "command: [sh, -c, \"node a; node b\"]", rule: "ignored-stop-signal",
      verdict: "at-risk", confidence: "certain", reason: "Running"),
    RolloutFault(
      name: "unreadable secret",
      pod: "volumes: [{ name: s, secret: { secretName: s, optional: true, defaultMode: 0400 } }]",
      container: "volumeMounts: [{ name: s, mountPath: /s }]", rule: "secret-volume-unreadable", verdict: "at-risk",
      confidence: "certain", reason: "Running"),
    RolloutFault(
      name: "lost arguments", container: "args: [--verbose]", image: "entrypoint: [\"/bin/sh\", \"-c\", \"node x\"]",
      rule: "arguments-lost-in-shell", verdict: "at-risk", confidence: "certain", reason: "Running"),
  ]
}
