import Linting
import Testing
import Workloads

/// Objects are found by what other objects call them.
@Suite struct WorkloadModelTests {
  private func bundle(_ texts: String...) -> (Bundle, [Manifest]) {
    let files = texts.enumerated().map { ManifestFile(SourceText(path: "\($0.offset).yaml", text: $0.element)) }
    let bundle = Bundle(files)
    return (bundle, files.map { Manifest($0, in: bundle) })
  }

  private func workload(_ kind: String, _ api: String, template path: String) -> String {
    """
    apiVersion: \(api)
    kind: \(kind)
    metadata: { name: web }
    spec: \(path.replacing("POD", with: "{ metadata: { labels: { app: web } }, spec: { containers: [ { name: c, image: a:1 } ] } }"))
    """
  }

  @Test(
    "The pods of each kind",
    arguments: [
      ("Deployment", "apps/v1", "{ template: POD }"), ("StatefulSet", "apps/v1", "{ template: POD }"),
      ("DaemonSet", "apps/v1", "{ template: POD }"), ("ReplicaSet", "apps/v1", "{ template: POD }"),
      ("ReplicationController", "v1", "{ template: POD }"), ("Job", "batch/v1", "{ template: POD }"),
      ("CronJob", "batch/v1", "{ jobTemplate: { spec: { template: POD } } }"),
      ("Deployment", "extensions/v1beta1", "{ template: POD }"),
    ])
  func pods(_ kind: String, _ api: String, _ path: String) throws {
    let (bundle, _) = bundle(workload(kind, api, template: path))
    let workload = try #require(bundle.workloads.first)
    #expect(workload.kind.rawValue == kind)
    #expect(workload.pod.labels == ["app": "web"])
    #expect(workload.pod.spec.containers.map(\.name) == ["c"])
  }

  @Test("A kind of the same name in another group is another kind")
  func foreignKinds() {
    let (bundle, _) = bundle(workload("Deployment", "example.com/v1", template: "{ template: POD }"))
    #expect(bundle.workloads.isEmpty)
  }

  @Test("A Service finds pods by labels, over files, within its namespace or where nobody says")
  func services() {
    let pod = { (name: String, namespace: String, labels: String) in
      "apiVersion: v1\nkind: Pod\nmetadata: { name: \(name)\(namespace), labels: { \(labels) } }\nspec: { containers: [] }\n---\n"
    }
    let service = { (namespace: String, selector: String) in
      "apiVersion: v1\nkind: Service\nmetadata: { name: s\(namespace) }\nspec: { selector: { \(selector) } }\n"
    }
    let pods =
      pod("a", "", "app: web, tier: front") + pod("b", ", namespace: x", "app: web")
      + pod("c", ", namespace: y", "app: web")
    let found = { (text: String) -> [String] in
      let (bundle, manifests) = self.bundle(pods, text)
      return manifests[1].services.flatMap { bundle.workloads(selectedBy: $0).compactMap(\.object.name) }
    }
    #expect(found(service("", "app: web")) == ["a", "b", "c"])
    #expect(found(service(", namespace: x", "app: web")) == ["a", "b"])
    #expect(found(service("", "app: web, tier: front")) == ["a"])
    #expect(found(service("", "app: other")) == [])
    #expect(found(service("", "")) == [])
  }

  @Test("Selectors hold all of their conditions")
  func selectors() throws {
    let unmet = { (selector: String, labels: String) throws -> [String] in
      let text =
        "apiVersion: apps/v1\nkind: Deployment\nspec: { selector: { \(selector) }, template: { metadata: { labels: { \(labels) } } } }"
      let workload = try #require(self.bundle(text).0.workloads.first)
      return try #require(workload.selector).unmet(by: workload.pod.labels)
    }
    #expect(try unmet("matchLabels: { a: b }", "a: b, c: d") == [])
    #expect(try unmet("matchLabels: { a: b, c: d }", "a: x") == ["a=b", "c=d"])
    let expression = { (rest: String) in "matchExpressions: [ { key: a, operator: \(rest) } ]" }
    #expect(try unmet(expression("In, values: [b, c]"), "a: c") == [])
    #expect(try unmet(expression("In, values: [b]"), "a: c") == ["a In (b)"])
    #expect(try unmet(expression("NotIn, values: [b]"), "x: y") == [])
    #expect(try unmet(expression("Exists"), "x: y") == ["a Exists"])
    #expect(try unmet(expression("DoesNotExist"), "a: y") == ["a DoesNotExist"])
  }

  @Test("A container's own setting goes before the pod's, field by field")
  func security() throws {
    let text = """
      apiVersion: v1
      kind: Pod
      spec:
        securityContext: { runAsUser: 1, runAsNonRoot: true, fsGroup: 5 }
        initContainers: [ { name: i, restartPolicy: Always }, { name: j } ]
        containers: [ { name: c, securityContext: { runAsUser: 0 } } ]
      """
    let spec = try #require(bundle(text).0.workloads.first).pod.spec
    #expect(spec.containers.map(\.role) == [.sidecar, .initial, .regular])
    let security = try #require(spec.containers.last).security
    #expect(security.runAsUser?.integer == 0)
    #expect(security.runAsNonRoot?.flag == true)
    #expect(spec.containers.first?.security.runAsUser?.integer == 1)
  }

  @Test("What a pod needs of ConfigMaps and Secrets")
  func references() throws {
    let text = """
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - name: c
            env:
              - { name: A, valueFrom: { configMapKeyRef: { name: m, key: k } } }
              - { name: B, valueFrom: { secretKeyRef: { name: s, key: k, optional: true } } }
              - { name: C, value: x }
            envFrom: [ { prefix: P_, secretRef: { name: all } } ]
        volumes:
          - { name: v, secret: { secretName: certs, items: [ { key: a, path: a }, { key: b, path: b } ] } }
          - { name: p, projected: { sources: [ { configMap: { name: q } } ] } }
          - { name: e, emptyDir: {} }
      """
    let spec = try #require(bundle(text).0.workloads.first).pod.spec
    let words = { (reference: ConfigReference) in
      "\(reference.kind.rawValue) \(reference.name.text ?? "") \(reference.key?.text ?? "*")\(reference.isOptional ? "?" : "")"
    }
    #expect(spec.containers.flatMap(\.configReferences).map(words) == ["ConfigMap m k", "Secret s k?", "Secret all *"])
    #expect(spec.volumeReferences.map(words) == ["Secret certs a", "Secret certs b", "ConfigMap q *"])
  }
}
