internal import Dockerfile
package import Linting
internal import Workloads

/// The root file system is read-only, and the image writes to a path without a volume.
package struct UnwritableRuntimePath: Rule {
  package static let info = RuleInfo(
    name: "unwritable-runtime-path", groups: ["kubernetes", "storage"], severity: .warning,
    summary: "The root file system is read-only, and the image writes to a path without a volume.",
    rationale: """
      Known by the software that runs: a cache, a directory for process ids, the temporary files of an \
      interpreter. Servers that cannot write there end at their start; others fail at the first request that needs \
      it.
      """,
    help: """
      Mount an emptyDir at each of these paths.
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
              securityContext:
                readOnlyRootFilesystem: ‹true›
        """,
        image: """
          tag: shop/web:v1
          cmd: ["nginx", "-g", "daemon off;"]
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
          volumes:
            - name: tmp
          containers:
            - name: web
              image: shop/web:v1
              securityContext:
                readOnlyRootFilesystem: ‹true›
              volumeMounts:
                - { name: tmp, mountPath: /tmp }
        """,
        image: """
          tag: shop/web:v1
          workdir: /app
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0644 0:0 app/server.js "x"
            0755 0:0 app/.next/
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
          volumes:
            - name: tmp
          containers:
            - name: web
              image: shop/web:v1
              securityContext: { readOnlyRootFilesystem: true }
              volumeMounts:
                - { name: tmp, mountPath: /tmp }
        """,
        image: """
          tag: shop/web:v1
          cmd: ["node", "server.js"]
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
        """,
        image: """
          tag: shop/web:v1
          cmd: ["nginx"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    wants: StartScript.wants,
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let setting = launch.container.security.readOnlyRootFilesystem, setting.flag == true else { return nil }
      let paths = launch.writtenPaths.filter { !launch.isWritable($0.path) }
      guard !paths.isEmpty else { return nil }
      let isFatal = paths.contains(where: \.isNeededAtStart)
      let names = paths.map(\.path)
      return launch.finding(
        Self.info, isFatal ? .crashLoop : .atRisk, certain: false, message(paths),
        at: setting.range, origin: launch.originOfProcess("it is started here"), help: help(names))
    }
  }
}

private func message(_ paths: [WrittenPath]) -> String {
  let writers = paths.reduce(into: [String]()) { if !$0.contains($1.writer) { $0.append($1.writer) } }
  let parts = writers.map { writer in
    "\(writer) writes to " + paths.filter { $0.writer == writer }.map(\.path).joined(separator: ", ")
  }
  return "\(parts.joined(separator: ", ")), and the root file system is read-only there"
}

private func help(_ paths: [String]) -> String {
  "Mount an emptyDir at \(paths.joined(separator: " and at "))."
}
