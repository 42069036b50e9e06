internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// What the container starts demands a variable that neither the pod nor the image gives.
package struct RequiredVariableUnset: Rule {
  package static let info = RuleInfo(
    name: "required-variable-unset", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "What the container starts demands a variable that neither the pod nor the image gives.",
    rationale: """
      A script with ${NAME:?} ends at once where the variable is missing or empty, and so does a new database of \
      PostgreSQL, MySQL or MariaDB without a password. A placeholder that the image has for a value and the pod \
      leaves is told mildly. Nothing is said where a ConfigMap or Secret that is not among the manifests may give \
      the variable, or where `command` passes the script by.
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
    wants: StartScript.wants,
    references: ["https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.flatMap { launch in
      [scriptFault(launch) ?? imageFault(launch), placeholder(launch), ownPlaceholder(launch)].compactMap { $0 }
    }
  }

  private func scriptFault(_ launch: Launch) -> Finding? {
    guard let image = launch.image else { return nil }
    for script in launch.chain.scripts {
      let lacked = StartScript(of: script, in: image).demands.filter { demand in
        launch.environment.lacks(demand.name, orHasItEmpty: demand.refusesEmpty)
          && launch.environment.pod[demand.name + "_FILE"] == nil
      }
      if lacked.isEmpty { continue }
      return launch.finding(
        Self.info, .crashLoop, certain: false, message("/\(script.displayPath)", lacked.map(\.name)),
        at: launch.container.spot, origin: launch.origin(of: script, "/\(script.displayPath) comes from here"))
    }
    return nil
  }

  /// A database that nobody has told whether it needs a password. With data of an earlier start it needs none.
  private func imageFault(_ launch: Launch) -> Finding? {
    guard launch.container.command == nil, let text = launch.manifest.bundle.image(of: launch.container),
      let reference = try? ImageReference.parse(text), let choices = Self.passwords[reference.repository],
      choices.allSatisfy({ launch.environment.leaves($0) && launch.environment.imageValue(of: $0) == nil }),
      startsItsServer(launch)
    else { return nil }
    return launch.finding(
      Self.info, .crashLoop, certain: false,
      message(reference, choices),
      at: launch.container.spot)
  }

  private func startsItsServer(_ launch: Launch) -> Bool {
    let isOwn = launch.config?.entrypoint.map { $0.contains { baseName($0).contains("entrypoint") } } ?? true
    let first = launch.container.arguments?.items.first?.text
    return isOwn && first.map { $0.hasPrefix("-") || Self.servers.contains($0) } ?? true
  }

  /// The values that stand for what nobody has set yet. They are told where the pod leaves them.
  private func placeholder(_ launch: Launch) -> Finding? {
    let values = launch.build?.image?.configWithSecrets?.environment ?? launch.config?.environment ?? [:]
    let names = values.filter { launch.environment.leaves($0.key) && Placeholder.isOne($0.value) }.keys.sorted()
    guard !names.isEmpty else { return nil }
    var finding = launch.remark(
      Self.info, "sets no \(listOnce(names)), for which the image has only a placeholder", at: launch.container.spot,
      origin: launch.origin(.env, "the placeholder is set here"))
    finding.highestSeverity = .warning
    return finding
  }

  /// The same, where it is the pod itself that gives it.
  private func ownPlaceholder(_ launch: Launch) -> Finding? {
    let left = launch.container.environment.filter { $0.value?.text.map(Placeholder.isOne) == true }
    guard let first = left.first, let value = first.value else { return nil }
    var finding = launch.remark(
      Self.info, "is given only a placeholder for \(listOnce(left.compactMap { $0.name?.text }))", at: value.range)
    finding.highestSeverity = .warning
    return finding
  }

  private static let servers: Set = ["postgres", "mysqld", "mariadbd"]

  /// By the image of a database: what it takes for an answer.
  private static let passwords: [String: [String]] = {
    let postgres = ["POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRES_HOST_AUTH_METHOD"]
    let root = ["ROOT_PASSWORD", "ROOT_PASSWORD_FILE", "RANDOM_ROOT_PASSWORD"]
    let mysql = root.map { "MYSQL_\($0)" } + ["MYSQL_ALLOW_EMPTY_PASSWORD"]
    let mariadb = (root + ["ALLOW_EMPTY_ROOT_PASSWORD", "ROOT_PASSWORD_HASH"]).map { "MARIADB_\($0)" }
    return [
      "docker.io/library/postgres": postgres, "docker.io/library/mysql": mysql,
      "docker.io/library/mariadb": mariadb + mysql,
    ]
  }()
}

private func message(_ script: String, _ names: [String]) -> String {
  "\(script) demands \(listOnce(names)), and nothing gives \(Set(names).count == 1 ? "it a value" : "them values")"
}

/// Of names that an image takes for another's sake, nobody has to be told.
private func message(_ image: ImageReference, _ choices: [String]) -> String {
  let names = choices.filter { !$0.hasSuffix("_FILE") }.prefix(4)
  return "\(image.familiar) starts without data only when it is given one of \(names.joined(separator: ", "))"
}
