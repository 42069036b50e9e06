package import Linting
package import Workloads

/// A field that the API does not know, or not with such a value.
package struct UnknownManifestField: Rule {
  package static let info = RuleInfo(
    name: "unknown-manifest-field",
    aliases: ["kube-linter:schema-validation"],
    groups: ["correctness", "kubernetes"], severity: .warning, fix: .unsafe, fixReveals: [RuleInfo.allRules],
    summary: "A field stands where the API knows none of its name, or holds what the API refuses there.",
    rationale: """
      An unknown field is dropped in silence, so a slip of the pen switches off what it was to set: a limit, a probe,
      a hardening. The case of letters counts. For a text where a number or a list belongs, for a word or a number
      that the field does not take and for a name that is none the API refuses the whole object, and no node pulls an
      image by a name that is none. The fields are those of Kubernetes 1.34. Values that a program replaces later,
      such as `${REPLICAS}`, are left alone.
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
                imagePullPolicy: Always
                securityContext:
                  readOnlyRootFilesystem: true
          """),
      RuleInfo.Example(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: ‹my_web›
        spec:
          containers:
            - name: web
              image: shop/web:1.4.2
              imagePullPolicy: ‹Sometimes›
              command: ‹/srv/app›
              ports:
                - containerPort: ‹"3000"›
        """,
        fixed: """
          apiVersion: v1
          kind: Pod
          metadata:
            name: my_web
          spec:
            containers:
              - name: web
                image: shop/web:1.4.2
                imagePullPolicy: Sometimes
                command: ["/srv/app"]
                ports:
                  - containerPort: 3000
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
        if visit.isKnown {
          findings += refused(visit, object, manifest).map { [$0] } ?? []
          findings += visit.refusedLabels.map { finding($0, of: object, manifest) }
        } else if let entry = visit.entry, !isForOthers(visit, of: object) {
          findings.append(unknown(entry, visit, object, manifest))
        }
      }
      findings += object.refusedSettings.map { finding($0, of: object, manifest) }
    }
    for workload in manifest.workloads {
      findings += workload.refusedSettings.map { finding($0, of: workload.object, manifest) }
    }
    return findings + manifest.containers.compactMap { nameless($0, manifest) }
  }

  /// Fields that are gone when the object is deployed: `$patch` and its like are for kustomize, and what SOPS has encrypted
  /// bears its data.
  private func isForOthers(_ visit: ManifestSchema.Visit, of object: KubernetesObject) -> Bool {
    guard let key = visit.key else { return false }
    return key.hasPrefix("$") || key == "sops" && visit.owner == object.kind && visit.node["mac"] != nil
  }

  private func unknown(
    _ entry: YAMLNode.Entry, _ visit: ManifestSchema.Visit, _ object: KubernetesObject, _ manifest: Manifest
  ) -> Finding {
    let schema = ManifestSchema.kubernetes
    let fields = schema.fields(of: visit.owner)?.keys.sorted() ?? []
    let near = match(for: entry.key, among: fields)
    var finding = manifest.finding(
      Self.info, message(object, entry.key, near, home(of: entry.key, but: visit.owner, in: schema)), at: entry.keyRange
    )
    if let near, !visit.siblings.contains(where: { $0.key == near }) {
      finding.fix = fix(near, at: entry.keyRange, manifest)
    }
    return finding
  }

  private func refused(
    _ visit: ManifestSchema.Visit, _ object: KubernetesObject, _ manifest: Manifest
  ) -> Finding? {
    guard let fault = visit.fault else { return nil }
    let name = visit.key.map { "`\($0)`" } ?? "the object"
    var meant: String?
    let what: String
    switch fault {
    case .type:
      what =
        "\(name) \(visit.entry == nil ? "has" : "is") \(words(for: visit.node)) where \(words(for: visit.type)) belongs"
      meant = mended(visit)
    case .word:
      let text = visit.node.text ?? ""
      let choices = if case .choice(let words) = visit.type { words } else { [String]() }
      meant = match(for: text, among: choices)
      let hint = meant.map { ": did you mean `\($0)`?" } ?? ": expected \(listed(choices))"
      what = "`\(text.prefix(40))` is nothing that \(name) may be\(hint)"
    case .name: what = "“\((visit.node.text ?? "").prefix(40))” is no name: \(ruleOfNames(dots: false))"
    case .range(let range):
      let bounds =
        range.upperBound == Int.max
        ? "\(range.lowerBound) or more" : "a number from \(range.lowerBound) to \(range.upperBound)"
      what = "\(name) is \(visit.node.text ?? ""): expected \(bounds)"
    case .alternatives(let keys): what = "\(name) has \(keys.joined(separator: " and ")), and may have but one of them"
    }
    // What has the type of its field is read, and refused only where somebody looks at the pods.
    let isOfPods = if case .range = fault { visit.isOfPods } else { false }
    var finding = finding(
      RefusedSetting(range: visit.node.spot, reason: what, isOfPods: isOfPods), of: object, manifest)
    finding.fix = meant.map { fix($0, at: visit.node.range, manifest) }
    return finding
  }

  /// A container whose image has a name that is none. The API takes it, and no node can pull it.
  private func nameless(_ placed: PlacedContainer, _ manifest: Manifest) -> Finding? {
    guard let node = placed.container.image, let name = manifest.bundle.image(of: placed.container), !name.isEmpty,
      !ReplacedText.isReplaced(name), !name.contains("$")
    else { return nil }
    // What ko builds has another name once it is built.
    if name.hasPrefix("ko://") { return nil }
    do throws(ImageReference.ParseError) {
      _ = try ImageReference.parse(name)
      return nil
    } catch {
      let (workload, container) = (placed.workload, placed.container)
      var finding = manifest.finding(
        Self.info, "the \(placed.title) stays in InvalidImageName: \(error.message)", at: node.range,
        help: "Write the image as `registry/name:tag`, in small letters and without a scheme.")
      finding.effect = RolloutEffect(
        workload: workload.object.start, container: container.name, turn: placed.turn, state: .invalidImageName)
      return finding
    }
  }

  private func finding(_ setting: RefusedSetting, of object: KubernetesObject, _ manifest: Manifest) -> Finding {
    let state = setting.isOfPods ? Workload(object)?.stateOfRefusedPods ?? .rejected : .rejected
    let whose = state == .rejected ? object.title : "the pods of \(object.title)"
    return manifest.finding(
      Self.info, "the API refuses \(whose): \(setting.reason)", at: setting.range, keeping: object, in: state,
      help: Self.help)
  }

  private static let help = "Give the field what the API takes there; `kubectl explain` tells it."

  private func fix(_ text: String, at range: Range<Int>, _ manifest: Manifest) -> Fix {
    manifest.fix(.unsafe, writing: text, at: range)
  }

  private func match(for word: String, among known: [String]) -> String? {
    let lower = word.lowercased()
    return known.first { $0.lowercased() == lower } ?? nearest(to: word, among: known)
  }

  /// The value without its quotes, where that is what the API wants; or the list of one.
  private func mended(_ visit: ManifestSchema.Visit) -> String? {
    guard let scalar = visit.node.scalar, scalar.style != .block else { return nil }
    if case .list(.text) = visit.type {
      return scalar.text.utf8.contains { " \"\\,[]{}".utf8.contains($0) } ? nil : "[\"\(scalar.text)\"]"
    }
    switch (visit.type, YAMLScalar(text: scalar.text, style: .plain).value) {
    case (.integer, .integer), (.flag, .boolean): return scalar.text
    default: return nil
    }
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

/// `Always, IfNotPresent or Never`
private func listed(_ choices: [String]) -> String {
  choices.dropLast().joined(separator: ", ") + (choices.last.map { choices.count > 1 ? " or \($0)" : $0 } ?? "")
}

private func words(for node: YAMLNode) -> String {
  switch node.content {
  case .sequence: "a list"
  case .mapping: "a mapping"
  case .scalar(let scalar):
    switch scalar.value {
    case .null: "nothing"
    case .boolean(let flag): "the boolean \(flag)"
    case .integer, .number: "the number \(scalar.text)"
    case .string: "a text"
    }
  }
}

private func words(for type: ManifestSchema.FieldType) -> String {
  switch type {
  case .text, .label, .choice: "a text"
  case .integer: "a whole number"
  case .flag: "true or false"
  case .integerOrText: "a whole number or a text"
  case .quantity: "an amount"
  case .object, .map: "a mapping"
  case .list: "a list"
  case .anything: "something else"
  }
}
