package import Linting
package import Workloads

/// A field that the API does not know.
package struct UnknownManifestField: Rule {
  package static let info = RuleInfo(
    name: "unknown-manifest-field",
    aliases: ["kube-linter:schema-validation"],
    groups: ["correctness", "kubernetes"], severity: .warning, fix: .display,
    summary: "A field stands where the API knows none of its name.",
    rationale: """
      It is dropped in silence, so a slip of the pen switches off what it was to set: a limit, a probe, a hardening.
      The case of letters counts. The fields are those of Kubernetes 1.34.
      """,
    help: "Write the field as the API does, in the place where it belongs; `kubectl explain` shows both.",
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
              image: shop/web:1.4.2
              ‹imagePullpolicy›: Always
              ‹securitycontext›:
                readOnlyRootFilesystem: true
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
              image: shop/web:1.4.2
              imagePullPolicy: Always
              securityContext:
                readOnlyRootFilesystem: true
        """)
    ],
    references: ["https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation"])

  package init() {}

  package func check(_ manifest: Manifest) -> [Finding] {
    let schema = ManifestSchema.kubernetes
    var findings: [Finding] = []
    for object in manifest.objects {
      schema.visit(object) { visit in
        guard !visit.isKnown, let entry = visit.entry else { return }
        // `$patch` and its like are for kustomize.
        if entry.key.hasPrefix("$") { return }
        // What SOPS has encrypted bears its data here; it is gone when the object is deployed.
        if entry.key == "sops", visit.owner == object.kind, visit.node["mac"] != nil { return }
        let fields = schema.fields(of: visit.owner)?.keys.sorted() ?? []
        let lower = entry.key.lowercased()
        let near = fields.first { $0.lowercased() == lower } ?? nearest(to: entry.key, among: fields)
        var finding = manifest.finding(
          Self.info, message(object, entry.key, near, home(of: entry.key, but: visit.owner, in: schema)),
          at: entry.keyRange)
        if let near {
          finding.fix = Fix(.display, edits: [.init(place: manifest.source.place(of: entry.keyRange), text: near)])
        }
        findings.append(finding)
      }
    }
    return findings
  }

  /// Where a field belongs that stands in the wrong place.
  private func home(of key: String, but owner: String, in schema: ManifestSchema) -> String? {
    let homes = [
      ("Container", "a container"), ("PodSpec", "the spec of a pod"), ("DeploymentSpec", "the spec of a Deployment"),
      ("SecurityContext", "the securityContext of a container"), ("PodSecurityContext", "the securityContext of a pod"),
      ("Probe", "a probe"), ("Metadata", "metadata"),
    ]
    return homes.first { $0.0 != owner && schema.fields(of: $0.0)?[key] != nil }?.1
  }
}

private func message(_ object: KubernetesObject, _ key: String, _ near: String?, _ home: String?) -> String {
  let hint = near.map { ": did you mean `\($0)`?" } ?? home.map { ": it belongs into \($0)" } ?? ""
  return "the API knows no field `\(key)` here in \(object.title), and drops it\(hint)"
}
