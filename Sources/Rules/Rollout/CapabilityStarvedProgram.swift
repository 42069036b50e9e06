internal import Images
package import Linting
internal import Workloads

/// The program carries a capability that its container does not have, so the kernel refuses to start it.
package struct CapabilityStarvedProgram: Rule {
  package static let info = RuleInfo(
    name: "capability-starved-program", groups: ["kubernetes", "security"], severity: .error,
    summary: "The program carries a capability that its container does not have, so the kernel refuses to start it.",
    rationale: """
      A file capability with the effective bit must be granted whole: where the container may not have it, execve \
      fails with “operation not permitted”, even for a call such as --version. Where allowPrivilegeEscalation is false, \
      the program starts without it, which is told as a warning.
      """,
    help: """
      Leave the capability in capabilities.add, or strip it from the file: setcap -r in the Dockerfile.
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
                runAsUser: 1001
                capabilities:
                  drop: ‹[›ALL]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 40kB capability 400
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
              securityContext:
                runAsUser: 1001
                capabilities:
                  drop: [ALL]
                  add: [NET_BIND_SERVICE]
        """,
        image: """
          tag: shop/web:v1
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 40kB capability 400
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
              securityContext:
                capabilities:
                  drop: [ALL]
        """,
        image: """
          tag: shop/web:v1
          user: 1001
          entrypoint: ["/app/web"]
          layer: COPY . /
            0755 0:0 bin/sh 80kB
            0755 0:0 usr/local/bin/node 90kB
            0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
            0755 0:0 app/web 40kB
          """),
    ],
    references: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
      "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    rollout.launches.compactMap { launch in
      guard let program = launch.process?.program, case .usable(let file) = launch.program(program),
        let capabilities = file.capability.flatMap(FileCapabilities.init)
      else { return nil }
      return refusal(launch, file, capabilities) ?? loss(launch, file, capabilities)
    }
  }

  /// What is in force at once has to be granted whole, also to root.
  private func refusal(_ launch: Launch, _ file: FileEntry, _ capabilities: FileCapabilities) -> Finding? {
    let security = launch.container.security
    let lost = capabilities.permittedNames.map { $0.uppercased() }.filter { !security.mayHave($0) }
    guard capabilities.isEffective, !lost.isEmpty else { return nil }
    let drop = launch.container.node["securityContext", "capabilities", "drop"]
    let isDropped = lost.contains(where: security.lacks)
    let why = isDropped ? "which the pod drops" : "which containers have only where the pod adds it"
    return launch.finding(
      Self.info, .startError,
      "/\(file.displayPath) carries the capability \(lost.joined(separator: ", ")), \(why): “operation not permitted”",
      at: isDropped ? drop?.spot ?? launch.programRange : launch.programRange, origin: origin(launch, file))
  }

  /// Without new privileges a process of another user than root starts, and gets no capability of its program.
  private func loss(_ launch: Launch, _ file: FileEntry, _ capabilities: FileCapabilities) -> Finding? {
    let names = capabilities.permittedNames.map { $0.uppercased() }
    guard let setting = launch.container.security.allowPrivilegeEscalation, setting.flag == false,
      let uid = launch.uid, uid != 0, !names.isEmpty
    else { return nil }
    var finding = launch.finding(
      Self.info, .atRisk, certain: false,
      "allowPrivilegeEscalation is false, so that /\(file.displayPath) does not get its capability "
        + names.joined(separator: ", "), at: setting.range, origin: origin(launch, file))
    finding.highestSeverity = .warning
    return finding
  }

  private func origin(_ launch: Launch, _ file: FileEntry) -> [Finding.Note] {
    launch.origin(of: file, "/\(file.displayPath) gets its capabilities here")
  }
}
