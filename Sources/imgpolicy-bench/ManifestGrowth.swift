import Linting
import Rules
import Workloads

/// How fast manifests are read and judged, and how the time grows with what a hostile author may repeat.
enum ManifestGrowth {
  /// A manifest that repeats one thing.
  private struct Shape: Sendable {
    var title: String
    var size: Int
    var head = ""
    /// One repetition; its number makes names unique.
    var line: @Sendable (Int) -> String

    func file(_ count: Int) -> SourceText {
      SourceText(path: "k8s.yaml", bytes: Array((head + (0..<count).map(line).joined()).utf8))
    }
  }

  private static let pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n"

  private static let shapes = [
    Shape(title: "Deployments with Services", size: 1000, line: application),
    Shape(title: "keys of a ConfigMap", size: 20_000, head: "apiVersion: v1\nkind: ConfigMap\ndata:\n") {
      "  k\($0): \"v\"\n"
    },
    Shape(title: "containers of a Pod", size: 2000, head: pod + "  containers:\n") {
      "  - { name: c\($0), image: a:1 }\n"
    },
    Shape(title: "variables of a container", size: 10_000, head: pod + "  containers:\n  - name: c\n    env:\n") {
      "    - { name: A\($0), value: \"1\" }\n"
    },
    Shape(title: "Services of one port", size: 2000) {
      "apiVersion: v1\nkind: Service\nmetadata: { name: s\($0) }\nspec: { selector: { a: b }, ports: [ { port: 80, nodePort: 30080 } ] }\n---\n"
    },
    Shape(title: "aliases of one anchor", size: 5000, head: "a: &a { b: c }\n") { "k\($0): *a\n" },
    Shape(title: "keys that stand twice", size: 20_000, head: "apiVersion: v1\nkind: ConfigMap\ndata:\n") { _ in
      "  k: v\n"
    },
    Shape(title: "documents without values", size: 4000) { _ in "---\n# nothing\n" },
    Shape(title: "open brackets", size: 10_000, head: "a: ") { _ in "[" },
    Shape(title: "references to a missing ConfigMap", size: 2000) {
      pod
        + "  containers: [ { name: c, envFrom: [ { configMapRef: { name: m\($0) } } ] } ]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: n\($0)x }\n---\n"
    },
  ]

  static let titles = shapes.map(\.title)

  private static func application(_ number: Int) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web\(number), labels: { app: web\(number) } }
    spec:
      replicas: 2
      selector: { matchLabels: { app: web\(number) } }
      template:
        metadata: { labels: { app: web\(number) } }
        spec:
          containers:
            - name: web
              image: registry.example.com/shop/web:1.4.\(number)
              ports: [ { name: http, containerPort: 8080 } ]
              resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 128Mi } }
              readinessProbe: { httpGet: { path: /ready, port: http } }
    ---
    apiVersion: v1
    kind: Service
    metadata: { name: web\(number) }
    spec: { selector: { app: web\(number) }, ports: [ { port: 80, targetPort: http } ] }
    ---

    """
  }

  /// Reads and judges one file.
  private static func judge(_ source: SourceText, _ rules: [any Rule<Manifest>]) {
    let manifest = Manifest(ManifestFile(source))
    for rule in rules { _ = rule.check(manifest) }
  }

  static func measure(_ isWanted: (String) -> Bool) {
    let rules = Catalog().workload
    print("\nManifests: read and judged")
    if isWanted("1,000 manifests") {
      let files = (0..<1000).map { SourceText(path: "\($0).yaml", bytes: Array(application($0).utf8)) }
      Measure.line("1,000 manifests, judged together", bytes: files.reduce(0) { $0 + $1.bytes.count }) {
        let read = files.map { ManifestFile($0) }
        let bundle = Bundle(read)
        for file in read {
          let manifest = Manifest(file, in: bundle)
          for rule in rules { _ = rule.check(manifest) }
        }
      }
    }
    for shape in shapes where isWanted(shape.title) {
      let files = [1, 2, 4].map { (shape.size * $0, shape.file(shape.size * $0)) }
      Measure.growth(shape.title, files.map { size, file in (size, { judge(file, rules) }) })
    }
    guard isWanted("10 MB of YAML") else { return }
    let files = [4_500, 9_000, 18_000].map { (0..<$0).map(application).joined() }.map {
      SourceText(path: "k8s.yaml", text: $0)
    }
    Measure.growth("bytes of YAML", files.map { file in (file.bytes.count, { judge(file, rules) }) })
  }
}
