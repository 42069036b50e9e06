import Dockerfile
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
    /// What stands behind all of them.
    var middle = ""
    /// One repetition more for each, behind it.
    var second: @Sendable (Int) -> String = { _ in "" }

    func file(_ count: Int) -> SourceText {
      let text = head + (0..<count).map(line).joined() + middle + (0..<count).map(second).joined()
      return SourceText(path: "k8s.yaml", bytes: Array(text.utf8))
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
    Shape(
      title: "Pods that take all of one ConfigMap", size: 500, head: config, line: entries,
      second: {
        "---\n\(pod(named: $0))  containers: [ { name: c, image: shop/web:1, envFrom: [ { configMapRef: { name: all } } ] } ]\n"
      }),
    Shape(
      title: "variables of one ConfigMap, each by its key", size: 4000, head: config, line: { "  k\($0): \"v\"\n" },
      middle: "---\n" + pod + "  containers:\n  - name: c\n    image: shop/web:1\n    env:\n",
      second: { "    - { name: A\($0), valueFrom: { configMapKeyRef: { name: all, key: k\($0) } } }\n" }),
    Shape(
      title: "variables of one ConfigMap, each by a key that it lacks", size: 2000, head: config,
      line: { "  k\($0): \"v\"\n" },
      middle: "---\n" + pod + "  containers:\n  - name: c\n    image: shop/web:1\n    env:\n",
      second: { "    - { name: A\($0), valueFrom: { configMapKeyRef: { name: all, key: z\($0) } } }\n" }),
    Shape(
      title: "references that never end", size: 10_000, head: pod + "  containers:\n  - name: c\n    args:\n    - \"",
      line: { _ in "$(" }, middle: "\"\n"),
    Shape(
      title: "Services that give variables to Pods", size: 500,
      line: {
        "apiVersion: v1\nkind: Service\nmetadata: { name: s\($0) }\nspec: { ports: [ { port: 80 } ] }\n---\n"
      }, second: { "\(pod(named: $0))  containers: [ { name: c, image: shop/web:1 } ]\n---\n" }),
    Shape(
      title: "ports of a Service that its Pod lacks", size: 1000,
      head: "apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec:\n  selector: { a: b }\n  ports:\n",
      line: { "  - { port: \(30_000 + $0), targetPort: \($0 % 2 == 0 ? "\(30_000 + $0)" : "q\($0)") }\n" },
      middle:
        "---\napiVersion: v1\nkind: Pod\nmetadata: { name: p, labels: { a: b } }\nspec:\n  containers:\n  - name: c\n    image: shop/web:1\n    ports:\n",
      second: { "    - { name: p\($0), containerPort: \($0 + 1) }\n" }),
    Shape(
      title: "Services of one label with Pods of it", size: 200,
      line: {
        "apiVersion: v1\nkind: Service\nmetadata: { name: s\($0) }\nspec: { selector: { a: b }, ports: [ { port: 80, targetPort: 8080 } ] }\n---\n"
      },
      second: {
        "apiVersion: v1\nkind: Pod\nmetadata: { name: p\($0), labels: { a: b } }\nspec: { containers: [ { name: c, image: shop/web:1, ports: [ { containerPort: 8080 } ] } ] }\n---\n"
      }),
    Shape(title: "blocks with CR line ends", size: 10_000, line: { "k\($0): |\r  x\r" }),
    Shape(
      title: "aliases of a text that grows", size: 1000, head: "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: &a \"",
      line: { _ in "é" }, middle: "\"\n", second: { "  k\($0): *a\n" }),
  ]

  private static let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: all }\ndata:\n"

  private static func pod(named number: Int) -> String {
    "apiVersion: v1\nkind: Pod\nmetadata: { name: p\(number) }\nspec:\n"
  }

  /// Forty for each of something else.
  @Sendable private static func entries(_ number: Int) -> String {
    (0..<40).map { "  k\(number)x\($0): \"v\"\n" }.joined()
  }

  /// What the containers run.
  private static let builds = Builds([
    Build(
      dockerfile: BuildModel(
        source: SourceText(path: "Dockerfile", text: "FROM scratch\nENV S1_PORT=80 PORT=8080\nCMD [\"/web\"]\n")),
      image: nil, target: "web")
  ])

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
  private static func judge(_ source: SourceText, _ catalog: Catalog) {
    let manifest = Manifest(ManifestFile(source))
    for rule in catalog.workload { _ = rule.check(manifest) }
    let rollout = Rollout(manifest, builds: builds)
    for rule in catalog.rollout { _ = rule.check(rollout) }
  }

  static func measure(_ isWanted: (String) -> Bool) {
    let catalog = Catalog()
    print("\nManifests: read and judged")
    if isWanted("1,000 manifests") {
      let files = (0..<1000).map { SourceText(path: "\($0).yaml", bytes: Array(application($0).utf8)) }
      Measure.line("1,000 manifests, judged together", bytes: files.reduce(0) { $0 + $1.bytes.count }) {
        let read = files.map { ManifestFile($0) }
        let bundle = Bundle(read)
        for file in read {
          let manifest = Manifest(file, in: bundle)
          for rule in catalog.workload { _ = rule.check(manifest) }
        }
      }
    }
    for shape in shapes where isWanted(shape.title) {
      let files = [1, 2, 4].map { (shape.size * $0, shape.file(shape.size * $0)) }
      Measure.growth(shape.title, files.map { size, file in (size, { judge(file, catalog) }) })
    }
    guard isWanted("10 MB of YAML") else { return }
    let files = [4_500, 9_000, 18_000].map { (0..<$0).map(application).joined() }.map {
      SourceText(path: "k8s.yaml", text: $0)
    }
    Measure.growth("bytes of YAML", files.map { file in (file.bytes.count, { judge(file, catalog) }) })
  }
}
