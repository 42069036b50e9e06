package import Linting
package import Workloads

/// A ConfigMap, a Secret, a key or a volume that is not there.
package struct MissingConfigReference: Rule {
  package static let info = RuleInfo(
    name: "missing-config-reference",
    aliases: ["kube-linter:env-value-from"],
    groups: ["correctness", "kubernetes"], severity: .error, fix: .unsafe,
    summary: "A pod needs a ConfigMap, a Secret, a key or a volume that the manifests do not have.",
    rationale: """
      The pod then stays in CreateContainerConfigError, or in ContainerCreating where a volume needs it. What is not
      among the manifests may come from elsewhere, so that is told mildly, but for a name that is nearly that of
      another, and for manifests that the option `complete` calls complete; a key that a ConfigMap or Secret of them
      lacks is an error. A pod that mounts a volume it does not have is refused by the API.
      """,
    help: "Name what there is, deploy what is missing along, or mark the reference `optional: true`.",
    bad: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: todo-config
        data:
          LOG_LEVEL: info
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              envFrom:
                - configMapRef:
                    name: ‹todo-confg›
              env:
                - name: LEVEL
                  valueFrom:
                    configMapKeyRef:
                      name: todo-config
                      key: ‹LOGLEVEL›
        """,
        fixed: """
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: todo-config
          data:
            LOG_LEVEL: info
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: web
                image: shop/web:1.4.2
                envFrom:
                  - configMapRef:
                      name: todo-config
                env:
                  - name: LEVEL
                    valueFrom:
                      configMapKeyRef:
                        name: todo-config
                        key: LOGLEVEL
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: uploads
              emptyDir: {}
          containers:
            - name: web
              image: shop/web:1.4.2
              volumeMounts:
                - name: ‹upload›
                  mountPath: /srv/uploads
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            volumes:
              - name: uploads
                emptyDir: {}
            containers:
              - name: web
                image: shop/web:1.4.2
                volumeMounts:
                  - name: uploads
                    mountPath: /srv/uploads
          """),
    ],
    good: [
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: todo-config
        data:
          LOG_LEVEL: info
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              envFrom:
                - configMapRef:
                    name: todo-config
                - secretRef:
                    name: elsewhere
                    optional: true
        """)
    ],
    options: [complete],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/"])

  private let isComplete: Bool

  package init(_ settings: RuleSettings) { isComplete = settings.options(of: Self.info).flag(Self.complete) }

  package func check(_ manifest: Manifest) -> [Finding] {
    manifest.workloads.flatMap { workload in
      let references = workload.pod.spec.containers.flatMap(\.configReferences) + workload.pod.spec.volumeReferences
      return references.filter { !manifest.bundle.makes($0.kind, named: $0.name.text ?? "") }.compactMap {
        finding($0, of: workload, in: manifest)
      } + volumeless(workload, manifest)
    }
  }

  /// Mounts of volumes that the pod does not have. A container without an image is a patch, whose volumes may be elsewhere.
  private func volumeless(_ workload: Workload, _ manifest: Manifest) -> [Finding] {
    let volumes = workload.pod.spec.volumes.compactMap(\.name) + workload.claimTemplates
    let known = Set(volumes)
    let mounts = workload.pod.spec.containers.filter { $0.image != nil }.flatMap(\.mounts)
    return mounts.compactMap { mount -> Finding? in
      guard let node = mount.volume, let name = node.text, !known.contains(name) else { return nil }
      let near = nearest(to: name, among: volumes.prefix(Self.mostNames))
      var finding = manifest.finding(
        Self.info, message(workload, mounts: name, volumes, near), at: node.range, keeping: workload.object,
        in: workload.stateOfRefusedPods)
      finding.fix = near.map { manifest.fix(.unsafe, writing: $0, at: node.range) }
      return finding
    }
  }

  private func finding(_ reference: ConfigReference, of workload: Workload, in manifest: Manifest) -> Finding? {
    guard !reference.isOptional, let name = reference.name.text, !Self.isMadeByCluster(name) else { return nil }
    let found = manifest.bundle.configs(reference.kind, named: name, in: workload.object.namespace)
    guard !found.isEmpty else { return missing(reference, name, of: workload, in: manifest) }
    guard let key = reference.key, let text = key.text, found.allSatisfy({ $0.entry(text) == nil }) else {
      return nil
    }
    let keys = Array(found.flatMap { $0.keys(atMost: Self.mostNames) }.prefix(Self.mostNames))
    return manifest.finding(
      Self.info, keyless(reference.kind, name, text, keys), at: key.range, keeping: workload.object,
      in: reference.stateOfPods)
  }

  private func missing(
    _ reference: ConfigReference, _ name: String, of workload: Workload, in manifest: Manifest
  ) -> Finding? {
    let bundle = manifest.bundle
    let near = nearest(
      to: name, among: bundle.objects(ofKind: reference.kind.rawValue).prefix(Self.mostNames).compactMap(\.name))
    var finding = manifest.finding(
      Self.info, message(reference, name, of: workload, near), at: reference.name.range)
    // Where the manifests may not be all, it is a guess.
    if isComplete {
      finding.effect = RolloutEffect(workload: workload.object.start, state: reference.stateOfPods)
    } else {
      finding.highestSeverity = near == nil ? .info : .warning
    }
    if let near {
      finding.fix = manifest.fix(.unsafe, writing: near, at: reference.name.range)
    }
    return finding
  }

  /// Among more names, nobody looks for a near one.
  private static let mostNames = 500

  private static func isMadeByCluster(_ name: String) -> Bool { name == "kube-root-ca.crt" }
}

extension MissingConfigReference {
  static let complete = RuleInfo.Option(
    "complete", .flag, "Whether the manifests of a run are all that is deployed; what they lack is then an error.")
}

extension ConfigReference {
  /// Where pods stay that lack it.
  fileprivate var stateOfPods: PodState { use == .volume ? .containerCreating : .configError }
}

private func message(
  _ reference: ConfigReference, _ name: String, of workload: Workload, _ near: String?
) -> String {
  let guess = near.map { ": did you mean `\($0)`?" } ?? ": it must come from elsewhere"
  return
    "\(workload.object.title) needs the \(reference.kind.rawValue) \(name), which is not among the manifests\(guess)"
}

private func message(_ workload: Workload, mounts name: String, _ volumes: [String], _ near: String?) -> String {
  let guess = near.map { ": did you mean `\($0)`?" }
  let known = volumes.isEmpty ? ": it has none" : ": it has \(listOnce(Array(volumes.prefix(8))))"
  return
    "\(workload.object.title) mounts the volume \(name), which it does not have, so the API refuses it\(guess ?? known)"
}

private func keyless(_ kind: ConfigObject.Kind, _ name: String, _ key: String, _ keys: [String]) -> String {
  let guess = nearest(to: key, among: keys).map { ": did you mean `\($0)`?" }
  let known = keys.isEmpty ? ": it is empty" : ": it has \(keys.prefix(8).joined(separator: ", "))"
  return "\(kind.rawValue)/\(name) has no key \(key)\(guess ?? known)"
}
