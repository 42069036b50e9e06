internal import Dockerfile
package import Linting
internal import Workloads

/// A Service gives the container a variable that takes the place of the image's own.
package struct ServiceLinkOverImageEnv: Rule {
  package static let info = RuleInfo(
    name: "service-link-over-image-env", groups: ["correctness", "kubernetes"], severity: .error,
    summary: "A Service gives the container a variable that takes the place of the image's own.",
    rationale: """
      For each Service of the namespace that exists when the pod starts, Kubernetes sets NAME_PORT=tcp://… and \
      more of that kind, and these beat the ENV of the image. A program that expects a number in REDIS_PORT then \
      ends. It works at the first rollout, before the Service is there, and fails at the next restart.
      """,
    help: """
      Set enableServiceLinks: false in the pod, or the variable in env, or rename the Service.
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
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: redis
        spec:
          selector: { app: redis }
          ports:
            - port: 6379
        """,
        image: """
          tag: shop/web:v1
          env: REDIS_PORT=6379
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
          enableServiceLinks: false
          containers:
            - name: web
              image: shop/web:v1
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: redis
        spec:
          selector: { app: redis }
          ports:
            - port: 6379
        """,
        image: """
          tag: shop/web:v1
          env: REDIS_PORT=6379
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
              env:
                - { name: REDIS_PORT, value: "6379" }
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: redis
        spec:
          selector: { app: redis }
          ports:
            - port: 6379
        """,
        image: """
          tag: shop/web:v1
          env: REDIS_PORT=6379
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    let bundle = rollout.manifest.bundle
    return rollout.launches.flatMap { launch -> [Finding] in
      guard launch.config != nil, launch.pod.flag("enableServiceLinks") != false else { return [] }
      var seen: Set<ObjectPlace> = []
      return launch.environment.imageNames.flatMap { name -> [Finding] in
        guard launch.environment.pod[name] == nil else { return [] }
        let reaching = services(giving: name, in: bundle).filter {
          $0.object.mayReach(namespace: launch.workload.object.namespace)
        }
        return reaching.prefix(Self.mostServices).filter { seen.insert($0.object.start).inserted }.map {
          finding(name, $0, launch)
        }
      }
    }
  }

  private func finding(_ name: String, _ service: Service, _ launch: Launch) -> Finding {
    let isSameNamespace = service.object.namespace == launch.workload.object.namespace
    var finding = launch.finding(
      Self.info, .crashLoop, certain: isSameNamespace && isAddress(name), message(name, service),
      at: launch.container.spot,
      origin: launch.origin(.env, "the image sets \(name)"))
    finding.notes.append(launch.manifest.note("the Service is here", at: service.object.spot, of: service.object))
    return finding
  }

  /// Of Services that give one variable, nobody reads of more.
  private static let mostServices = 8

  private static let suffixes = ["_PORT", "_SERVICE_HOST", "_SERVICE_PORT"]

  /// The Services that give a variable to the pods of their namespaces.
  private func services(giving variable: String, in bundle: Bundle) -> [Service] {
    Self.prefixes(of: variable).flatMap { bundle.services(givingVariables: $0) }
  }

  /// What stands for the Service in the names that Docker's links had: `REDIS` in `REDIS_PORT` and in `REDIS_PORT_6379_TCP_ADDR`.
  private static func prefixes(of variable: String) -> [String] {
    let plain = suffixes.filter(variable.hasSuffix).map { String(variable.dropLast($0.count)) }
    var words = variable.split(separator: "_", omittingEmptySubsequences: false)
    if ["PROTO", "PORT", "ADDR"].contains(words.last) { words.removeLast() }
    guard words.count > 3, ["TCP", "UDP", "SCTP"].contains(words[words.count - 1]), words[words.count - 2].isDecimal,
      words[words.count - 3] == "PORT"
    else { return plain }
    return plain + [words.dropLast(3).joined(separator: "_")]
  }
}

private func message(_ name: String, _ service: Service) -> String {
  "\(service.object.title) sets \(name)\(isAddress(name) ? " to an address (tcp://…)" : ""), over the value that the image gives it"
}

/// Whether Kubernetes gives a variable a whole address, which no program takes for a number or a host.
private func isAddress(_ name: String) -> Bool {
  let transports = ["_TCP", "_UDP", "_SCTP"]
  let isNumber = (transports.map { $0 + "_PORT" } + ["_SERVICE_PORT"]).contains(where: name.hasSuffix)
  return transports.contains(where: name.hasSuffix) || name.hasSuffix("_PORT") && !isNumber
}
