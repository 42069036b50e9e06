internal import Dockerfile
package import Linting
internal import Workloads

/// The manifest changes a variable that the image relies on.
package struct UnnoticedEnvOverride: Rule {
  package static let info = RuleInfo(
    name: "unnoticed-env-override", groups: ["correctness", "kubernetes"], severity: .info,
    summary: "The manifest changes a variable that the image relies on.",
    rationale: """
      Often it is meant; but with envFrom every key of a ConfigMap becomes a variable, and a key that nobody \
      thought of wins over the image. NODE_ENV=development over production is the usual accident.
      """,
    help: """
      Remove the key, or give the ConfigMap a prefix in envFrom.
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
                - name: ‹NODE_ENV›
                  value: development
        """,
        image: """
          tag: shop/web:v1
          env: NODE_ENV=production
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
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
                - name: NODE_ENV
                  value: production
        """,
        image: """
          tag: shop/web:v1
          env: NODE_ENV=production
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """)
    ],
    references: ["https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch -> [Finding] in
      Self.names.compactMap { name in
        guard let variable = launch.environment.pod[name], let value = variable.value,
          let own = launch.environment.imageValue(of: name), own != value
        else { return nil }
        var finding = launch.remark(
          Self.info, "gets another \(name) than the image sets\(variable.isOfWhole ? ", by envFrom" : "")",
          at: variable.range,
          origin: launch.origin(.env, "the image sets \(name)"))
        if let origin = variable.origin {
          finding.notes.append(launch.manifest.note("its value", at: origin.entry.keyRange, of: origin.object))
        }
        return finding
      }
    }
  }

  private static let names = [
    "HOME", "JAVA_HOME", "JAVA_OPTS", "LANG", "LD_LIBRARY_PATH", "NODE_ENV", "NODE_PATH", "PORT", "PYTHONPATH",
    "PYTHONUNBUFFERED", "RAILS_ENV", "RACK_ENV",
  ]
}
