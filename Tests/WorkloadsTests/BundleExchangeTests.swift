import Linting
import Testing
import Workloads

/// A bundle in which a file is exchanged is the bundle of the files with the other one in its place.
@Suite struct BundleExchangeTests {
  /// Files that say different things of the same names, and one that says nothing.
  private static let texts = [
    object("v1", "Service", "web", "spec: { selector: { app: web }, ports: [ { port: 80, nodePort: 30080 } ] }"),
    object("v1", "Service", "web", "spec: { type: ExternalName, selector: { app: web, tier: front } }")
      + object("v1", "ConfigMap", "settings", "data: { A: a }"),
    object("v1", "Pod", "a", "spec: { containers: [ { name: c, image: shop/web } ] }", labels: "app: web, tier: front"),
    object("v1", "Pod", "b", "spec: { containers: [ { name: c, image: shop/web:1 } ] }", labels: "app: web, x.io/a: b"),
    object("v1", "ConfigMap", "settings", "data: { B: b }")
      + object("bitnami.com/v1", "SealedSecret", "keys", "spec: {}"),
    object("argoproj.io/v1", "Rollout", "roll", "spec: { template: { metadata: { labels: { app: rolled } } } }"),
    object("example.com/v1", "Database", "web", "spec: {}"),
    object(
      "autoscaling/v2", "HorizontalPodAutoscaler", "hpa", "spec: { scaleTargetRef: { kind: Pod, name: a } }"),
    object(
      "kustomize.config.k8s.io/v1", "Kustomization", "k", "images: [ { name: shop/web, newTag: \"2\" } ]"),
    object(
      "kustomize.config.k8s.io/v1", "Kustomization", "l", "images: [ { name: shop/web, digest: \"sha256:1\" } ]"),
    "# nothing\n",
  ]

  private static func object(
    _ version: String, _ kind: String, _ name: String, _ rest: String, labels: String = ""
  ) -> String {
    "apiVersion: \(version)\nkind: \(kind)\nmetadata: { name: \(name), labels: { \(labels) } }\n\(rest)\n---\n"
  }

  private static let files = texts.enumerated().map {
    ManifestFile(SourceText(path: "\($0.offset).yaml", text: $0.element))
  }

  @Test("Whatever is exchanged, and for what, is found as if it had been there", arguments: texts.indices)
  func exchanged(_ number: Int) {
    let bundle = Bundle(Self.files)
    for other in Self.files + [Bundle.joined(Self.texts[0...3]), Bundle.joined(Self.texts[3...9])] {
      var files = Self.files
      files[number] = other
      #expect(Self.answers(of: bundle.exchanging(number, for: other)) == Self.answers(of: Bundle(files)))
    }
    #expect(Self.answers(of: bundle.exchanging(Self.files.count, for: Self.files[0])) == Self.answers(of: bundle))
  }

  @Test("The answers tell the files apart")
  func different() {
    let answers = Self.texts.indices.map { number in
      var files = Self.files
      files.remove(at: number)
      return Self.answers(of: Bundle(files))
    }
    // The last file says nothing.
    #expect(Set(answers).count == Self.texts.count)
    #expect(answers.last == Self.answers(of: Bundle(Self.files)))
  }

  /// Everything that a bundle can be asked, about all that is in the files.
  private static func answers(of bundle: Bundle) -> [String] {
    let title = { (object: KubernetesObject) in "\(object.source.path) \(object.title)" }
    var answers = bundle.workloads.map { title($0.object) } + bundle.services.map { title($0.object) }
    for object in files.flatMap(\.objects) {
      let named = bundle.objects(ofKind: object.kind, named: object.name ?? "", in: nil)
      answers.append("\(bundle.objects(ofKind: object.kind).map(title)) \(named.map(title))")
      answers.append(bundle.scaler(of: object).map(title) ?? "-")
      answers.append(
        "\(bundle.makes(.secret, named: object.name ?? "")) \(bundle.hasService(named: object.name ?? ""))")
    }
    for config in files.flatMap(\.configs) {
      answers.append(
        "\(bundle.configs(config.kind, named: config.object.name ?? "", in: nil).map { title($0.object) })")
    }
    for service in files.flatMap(\.services) {
      answers.append("\(bundle.workloads(selectedBy: service).map { title($0.object) })")
      answers.append("\(bundle.services(givingVariables: service.variablePrefix ?? "").map { title($0.object) })")
    }
    for selector in ["app: rolled", "app: web", "x.io/a: b", "app: other"] {
      let text = object("v1", "Service", "s", "spec: { selector: { \(selector) } }")
      answers += ManifestFile(SourceText(path: "", text: text)).services.map { "\(bundle.mayHaveOtherPods(for: $0))" }
    }
    for workload in files.flatMap(\.workloads) {
      answers.append(bundle.service(selecting: workload).map { title($0.object) } ?? "-")
      answers.append("\(bundle.services(selecting: workload).map { title($0.object) })")
      answers += workload.pod.spec.containers.map { bundle.image(of: $0) ?? "-" }
    }
    return answers + bundle.services(onNodePort: 30080, "TCP").map { title($0.object) }
  }
}

extension Bundle {
  fileprivate static func joined(_ texts: ArraySlice<String>) -> ManifestFile {
    ManifestFile(SourceText(path: "joined.yaml", text: texts.joined()))
  }
}
