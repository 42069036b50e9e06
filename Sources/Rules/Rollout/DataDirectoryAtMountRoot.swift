internal import Dockerfile
package import Linting
internal import Workloads

/// A claim is mounted exactly at PGDATA, where lost+found stops initdb.
package struct DataDirectoryAtMountRoot: Rule {
  package static let info = RuleInfo(
    name: "data-directory-at-mount-root", groups: ["kubernetes", "storage"], severity: .error,
    summary: "A claim is mounted exactly at PGDATA, where lost+found stops initdb.",
    rationale: """
      A fresh file system is not empty: it has lost+found at its root, and initdb refuses a directory that is not \
      empty.
      """,
    help: """
      Set PGDATA to a directory below the mount, or mount the claim with subPath.
      """,
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: data
              persistentVolumeClaim: { claimName: data }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: ‹/var/lib/postgresql/data›
        """,
        image: """
          tag: shop/web:v1
          env: PGDATA=/var/lib/postgresql/data
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
              persistentVolumeClaim: { claimName: data }
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: /var/lib/postgresql/data
                  subPath: db
        """,
        image: """
          tag: shop/web:v1
          env: PGDATA=/var/lib/postgresql/data
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
            - name: data
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:v1
              volumeMounts:
                - name: data
                  mountPath: /var/lib/postgresql/data
        """,
        image: """
          tag: shop/web:v1
          env: PGDATA=/var/lib/postgresql/data
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
          """),
    ],
    references: ["https://hub.docker.com/_/postgres"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let data = launch.environment.value(of: "PGDATA"),
        let mount = launch.container.mounts.first(where: { isAt(data, $0) && isClaim($0, launch) }),
        let path = mount.path
      else { return nil }
      return launch.finding(
        Self.info, .crashLoop, certain: false,
        "the claim is mounted at PGDATA (\(data)), and its lost+found makes initdb refuse the directory",
        at: path.range,
        origin: launch.origin(.env, "PGDATA is set by the image"))
    }
  }

  private func isAt(_ path: String, _ mount: VolumeMount) -> Bool {
    mount.subPath == nil && mount.node["subPathExpr"] == nil && mount.path?.text.map(cleanPath) == cleanPath(path)
  }

  private func isClaim(_ mount: VolumeMount, _ launch: Launch) -> Bool {
    launch.volume(of: mount)?.type?.key == "persistentVolumeClaim"
      || launch.workload.claimTemplates.contains(mount.volume?.text ?? "")
  }
}
