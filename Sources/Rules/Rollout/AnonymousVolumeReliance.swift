internal import Dockerfile
internal import Images
package import Linting
internal import Workloads

/// The image declares a VOLUME, and the pod mounts nothing exactly there.
package struct AnonymousVolumeReliance: Rule {
  package static let info = RuleInfo(
    name: "anonymous-volume-reliance", groups: ["kubernetes", "storage"], severity: .error,
    summary: "The image declares a VOLUME, and the pod mounts nothing exactly there.",
    rationale: """
      What becomes of it depends on the runtime: containerd makes an anonymous volume that can be written, CRI-O \
      makes a plain directory, which a read-only root file system locks. Either way the data vanish with the \
      container. A mount above or below it does not replace it. Where it is the data directory of a database, all \
      that anybody has stored is lost; elsewhere it is a warning.
      """,
    help: """
      Mount an emptyDir or a claim at exactly that path.
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
              image: ‹shop/web:v1›
        """,
        image: """
          tag: shop/web:v1
          volume: /var/lib/shop
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
          volumes:
            - name: data
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - { name: data, mountPath: /var/lib/shop }
        """,
        image: """
          tag: shop/web:v1
          volume: /var/lib/shop
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
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: [
      "https://kubernetes.io/docs/concepts/storage/volumes/", "https://docs.docker.com/reference/dockerfile/#volume",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      let mounted = Set(launch.container.mounts.compactMap(\.path?.text).map(cleanPath))
      let open = (launch.config?.volumes ?? []).filter { !mounted.contains(cleanPath($0)) }
      guard !open.isEmpty else { return nil }
      var finding = launch.finding(
        Self.info, .atRisk, message(open, launch), at: launch.imageRange,
        origin: launch.origin(.volume, "VOLUME \(open.joined(separator: " "))"))
      let keepsData = open.map(cleanPath).contains { path in
        Self.dataDirectories.contains(path)
          || launch.environment.value(of: "PGDATA").map { $0.isAtOrBelow(path) } == true
      }
      if !keepsData { finding.highestSeverity = .warning }
      return finding
    }
  }

  /// Where databases keep what they are there for.
  private static let dataDirectories: Set = [
    "/var/lib/postgresql", "/var/lib/postgresql/data", "/var/lib/mysql", "/data/db", "/var/lib/cassandra",
    "/var/lib/clickhouse", "/var/lib/influxdb", "/var/lib/influxdb2", "/var/lib/neo4j/data", "/bitnami/postgresql",
    "/bitnami/mysql", "/bitnami/mariadb", "/bitnami/mongodb", "/usr/share/elasticsearch/data", "/var/opt/mssql",
  ]
}

private func message(_ paths: [String], _ launch: Launch) -> String {
  let isLocked = launch.container.security.readOnlyRootFilesystem?.flag == true
  let more = isLocked ? ", and with CRI-O nothing can be written there" : ""
  return
    "the image declares a volume at \(paths.joined(separator: ", ")) and the pod mounts nothing there: its data vanish "
    + "with the container\(more)"
}
