internal import Images
package import Linting
internal import Workloads

/// The image's entrypoint script demands a variable that neither the pod nor the image gives.
package struct RequiredVariableUnset: Rule {
  package static let info = RuleInfo(
    name: "required-variable-unset", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "The image's entrypoint script demands a variable that neither the pod nor the image gives.",
    rationale: """
      A script with ${NAME:?} ends at once where the variable is missing or empty. Nothing is said where a \
      ConfigMap or Secret that is not among the manifests may give it.
      """,
    help: """
      Set the variable in env, or from a Secret.
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
            - name: ‹web›
              image: shop/web:v1
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/docker-entrypoint.sh"]
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 docker-entrypoint.sh "#!/bin/sh\\n: ${DATABASE_URL:?is not set}\\nexec $@\\n"
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
                - name: DATABASE_URL
                  value: postgres://db/shop
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/docker-entrypoint.sh"]
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 docker-entrypoint.sh "#!/bin/sh\\n: ${DATABASE_URL:?is not set}\\nexec $@\\n"
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
              envFrom:
                - secretRef: { name: shop }
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/docker-entrypoint.sh"]
          cmd: ["node", "server.js"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 docker-entrypoint.sh "#!/bin/sh\\n: ${DATABASE_URL:?is not set}\\nexec $@\\n"
          """),
    ],
    wants: EntrypointScript.wants,
    references: ["https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let script = launch.entrypointScript,
        let name = demandedNames(in: script.text).first(where: { launch.environment.lacks($0) })
      else { return nil }
      return launch.finding(
        Self.info, .crashLoop, certain: false, "/\(script.file.displayPath) demands \(name), and nothing sets it",
        at: launch.container.spot, origin: launch.origin(of: script.file, "/\(script.file.displayPath) comes from here")
      )
    }
  }

  /// The names in `${NAME:?…}` and `${NAME?…}`.
  private func demandedNames(in text: String) -> [String] {
    text.split(separator: "\n").filter { !$0.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") }.flatMap { line in
      line.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { part in
        let name = part.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let rest = part.dropFirst(name.count)
        return !name.isEmpty && (rest.hasPrefix(":?") || rest.hasPrefix("?")) ? String(name) : nil
      }
    }
  }
}
