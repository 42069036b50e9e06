package import Linting
internal import Workloads

/// A container that may run as root.
package struct RootNotForbidden: Rule {
  package static let info = RuleInfo(
    name: "root-not-forbidden",
    aliases: ["kube-linter:run-as-non-root", "polaris:runAsRootAllowed", "KSV-0012", "PSS:runAsNonRoot"],
    groups: ["kubernetes", "security", "user"], severity: .warning, fix: .unsafe,
    summary: "Nothing in the manifest keeps a container from running as root.",
    rationale: """
      The user of the image then decides, and most images have none, which is root. With `runAsNonRoot` the kubelet
      refuses to start it. Where the image is at hand and its user is not root, only the checks of others speak that want the
      setting itself.
      """,
    help: "Set `runAsNonRoot: true` for the pod, and `runAsUser` where the image names its user by a word.",
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
              image: shop/web:1.4.2
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: web
                image: shop/web:1.4.2
                securityContext:
                  runAsNonRoot: true
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: true
          containers:
            - name: web
              image: shop/web:1.4.2
              securityContext:
                runAsNonRoot: ‹false›
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              runAsNonRoot: true
            containers:
              - name: web
                image: shop/web:1.4.2
                securityContext:
                  runAsNonRoot: true
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
          securityContext:
            runAsNonRoot: true
          containers:
            - name: web
              image: shop/web:1.4.2
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
              image: shop/web:1.4.2
              securityContext:
                runAsUser: 1001
        """),
    ],
    judgesAlone: true,
    references: [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ])

  package init() {}

  package func check(_ rollout: Rollout) -> [Finding] {
    let manifest = rollout.manifest
    let harmless = Set(manifest.workloads.flatMap { containersWithoutRoot($0, rollout) })
    let inContainers = manifest.completeContainers.compactMap { placed -> Finding? in
      let security = placed.container.security
      guard security.runAsNonRoot?.flag != true else { return nil }
      let hasUser = security.runAsUser?.integer.map { $0 > 0 } ?? false
      let written = security.container?["runAsNonRoot"] ?? (hasUser ? nil : security.runAsNonRoot)
      var finding = manifest.finding(
        Self.info, message(placed, hasUser: hasUser), at: written?.range ?? placed.container.spot,
        aliases: Self.info.aliases.filter { !hasUser || ["KSV-0012", "PSS:runAsNonRoot"].contains($0) })
      // A number above 0 forbids root as well, but not in the words that the standard wants; so does an image that is not root's.
      finding.isOwn = !hasUser && !harmless.contains(ContainerPlace(placed.workload, placed.container.name))
      if hasUser || security.runAsUser == nil {
        finding.fix = manifest.fix(
          setting: "securityContext", "runAsNonRoot", to: .flag(true), in: placed.container.node)
      }
      return finding
    }
    return inContainers + refusedForPods(in: manifest)
  }

  private struct ContainerPlace: Hashable {
    let workload: ObjectPlace
    let name: String

    init(_ workload: Workload, _ name: String) { (self.workload, self.name) = (workload.object.start, name) }
  }

  /// The containers of a workload that surely are not root, whichever of their images they run.
  private func containersWithoutRoot(_ workload: Workload, _ rollout: Rollout) -> [ContainerPlace] {
    let launches = Dictionary(grouping: rollout.launches(of: workload), by: \.container.name)
    return launches.filter { $0.value.allSatisfy { $0.isRoot == false } }.map { ContainerPlace(workload, $0.key) }
  }

  /// The level refuses an explicit false for the pod, too, although each container says otherwise.
  private func refusedForPods(in manifest: Manifest) -> [Finding] {
    manifest.workloads.compactMap { workload in
      let containers = workload.pod.spec.containers
      guard let setting = workload.pod.spec.securityContext?["runAsNonRoot"], setting.flag == false,
        !containers.isEmpty, containers.allSatisfy({ $0.security.runAsNonRoot?.flag == true })
      else { return nil }
      var finding = manifest.finding(
        Self.info, overridden(workload), at: setting.range, aliases: ["PSS:runAsNonRoot"])
      finding.isOwn = false
      return finding
    }
  }
}

private func overridden(_ workload: Workload) -> String {
  "\(workload.object.title) says `runAsNonRoot: false` for the pod, though each container says otherwise: "
    + "the level restricted refuses it"
}

private func message(_ placed: PlacedContainer, hasUser: Bool) -> String {
  hasUser
    ? "the \(placed.title) has a user, but not `runAsNonRoot: true`"
    : "nothing keeps the \(placed.title) from running as root"
}
