internal import Images
package import Linting
internal import Workloads

/// The image has setuid files, and the pod lets them take effect.
package struct SetuidWithEscalation: Rule {
  package static let info = RuleInfo(
    name: "setuid-with-escalation", groups: ["kubernetes", "security"], severity: .warning,
    summary: "The image has setuid files, and the pod lets them take effect.",
    rationale: """
      A program with the setuid bit runs as its owner, mostly root, whoever starts it. allowPrivilegeEscalation: \
      false makes the kernel ignore the bit.
      """,
    help: """
      Set allowPrivilegeEscalation: false, or remove the bits in the Dockerfile.
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
          user: 1001
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            4755 0:0 usr/bin/su 40kB
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
              securityContext: { allowPrivilegeEscalation: false }
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            4755 0:0 usr/bin/su 40kB
          """)
    ],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      let security = launch.container.security
      guard security.allowPrivilegeEscalation?.flag != false, security.privileged?.flag != true, launch.isRoot != true,
        let image = launch.image
      else { return nil }
      let files = image.files.files { $0.kind == .regularFile && $0.mode & 0o4000 != 0 }
      guard !files.isEmpty else { return nil }
      var finding = launch.remark(
        Self.info, message(files.count), at: (security.allowPrivilegeEscalation?.range ?? launch.container.spot))
      finding.notes = files.prefix(Self.mostNotes).flatMap {
        launch.origin(of: $0, "/\($0.displayPath) has the setuid bit")
      }
      return finding
    }
  }

  private static let mostNotes = 5
}

private func message(_ count: Int) -> String {
  "may gain rights: its image has \(count) setuid file\(count == 1 ? "" : "s"), and allowPrivilegeEscalation is not false"
}
