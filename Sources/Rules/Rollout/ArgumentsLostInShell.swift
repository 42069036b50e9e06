internal import Dockerfile
package import Linting
internal import Workloads

/// args of the manifest go to a shell that does not look at them.
package struct ArgumentsLostInShell: Rule {
  package static let info = RuleInfo(
    name: "arguments-lost-in-shell", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "args of the manifest go to a shell that does not look at them.",
    rationale: """
      An ENTRYPOINT in shell form is sh -c with a text: args become $0, $1 and so on of that text. A text that \
      uses none of them ignores the arguments in silence.
      """,
    help: """
      Write ENTRYPOINT in exec form, or set command in the manifest.
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
              args: ‹[›--verbose]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/bin/sh", "-c", "node server.js"]
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
              args: [--verbose]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/bin/sh", "-c", "exec node server.js '$@'", "web"]
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
              args: [--verbose]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/",
      "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard launch.container.command == nil, let arguments = launch.container.arguments, !arguments.items.isEmpty,
        let entrypoint = launch.config?.entrypoint, let text = shellText(of: entrypoint),
        !["$@", "$*", "$0", "$1", "${@", "${*", "${0", "${1"].contains(where: text.contains)
      else { return nil }
      return launch.finding(
        Self.info, .atRisk, "its args go to the shell of the image's ENTRYPOINT, whose text uses none of them",
        at: arguments.spot, origin: launch.origin(.entrypoint, "the ENTRYPOINT has the shell form"))
    }
  }
}
