import TestSupport
import Testing

/// Helm values of the usual shape, held against the images that they name.
@Suite struct ValuesBuildTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    /// `LINE RULE`
    var says: String

    init(_ name: String, _ old: String, _ new: String, _ says: String) {
      (testDescription, self.old, self.new, self.says) = (name, old, new, says)
    }
  }

  private static let values = """
    web:
      enabled: true
      image:
        repository: shop/web
        tag: v1.0.0
        pullPolicy: IfNotPresent
      service:
        port: 80
        targetPort: 3000
        nodePort: 30080
      healthPath: /health
      resources:
        limits:
          memory: 512Mi
      env:
        NEXT_PUBLIC_API_URL: /api
        NODE_OPTIONS: --max-old-space-size=256

    """

  private static let image = """
    tag: shop/web:v1.0.0
    user: app
    env: PATH=/usr/local/bin:/bin
    env: DATABASE_URL=postgres://shop:S3cretPw99x@db/shop
    expose: 3000/tcp
    healthcheck: ["CMD", "wget", "-q", "http://localhost:3000/health"]
    cmd: ["node", "server.js", "--port", "3000"]
    layer: COPY . /
      0755 0:0 bin/wget 80kB
      0755 0:0 usr/local/bin/node 90kB
      0644 0:0 server.js "x"
      0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
    """

  private static let cases = [
    Case("the tag", "v1.0.0", "1.0.0x", "5 image-not-in-archive"),
    Case("the repository", "shop/web", "shop/wed", "5 image-not-in-archive"),
    Case("the pull policy", "IfNotPresent", "Always", "6 pulled-local-image"),
    Case("the tag that moves", "v1.0.0", "latest", "5 mutable-image-tag"),
    Case("the port", "targetPort: 3000", "targetPort: 8080", "9 container-port-not-exposed"),
    Case("the port of the process", "targetPort: 3000", "targetPort: 8080", "9 port-disagreement"),
    Case("the port of the node", "30080", "3080", "10 node-port-clash"),
    Case("the path of the health check", "/health", "/healthz", "11 probe-path-unlike-healthcheck"),
    Case("the memory", "512Mi", "512mi", "14 invalid-quantity"),
    Case("the memory without a unit", "512Mi", "512", "14 implausible-amount"),
    Case("the heap", "512Mi", "128Mi", "14 heap-over-memory-limit"),
    Case(
      "the security context", "  env:", "  securityContext: { runAsNonRoot: true }\n  env:",
      "15 unprovable-non-root-user"),
    Case("a secret", "web:\n  en", "secrets:\n  databaseUrl: ''\nweb:\n  en", "2 secret-in-image-and-secret"),
    Case("the address", "/api", "http://shop-svc:8000", "16 browser-given-cluster-address"),
  ]

  private func places(_ values: String, over: String? = nil) throws -> Set<String> {
    let project = try SampleProject()
    try project.write(values, to: "values.yaml")
    try project.write(image: Self.image, to: "web.tar")
    let files = over == nil ? "[values.yaml]" : "[values.yaml, over.yaml]"
    if let over { try project.write(over, to: "over.yaml") }
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar }, chart: { values: \(files) } }\n", to: "imgpolicy.yaml")
    let report = try JSONOutput(try project.run("gate", "--select", "all", "--format", "json").output)
    return Set(
      report.findings.filter { $0.path != "web.tar" }.map { finding in
        (over == nil ? "" : "\(finding.path) ") + "\(finding.line ?? 0) \(finding.rule)"
      })
  }

  @Test("Of values that fit the image nothing is said")
  func good() throws {
    #expect(try places(Self.values) == [])
  }

  @Test("What does not fit is found on its line", arguments: cases)
  func faulty(_ fault: Case) throws {
    let changed = Self.values.replacing(fault.old, with: fault.new, maxReplacements: 1)
    #expect(changed != Self.values)
    #expect(try places(changed).contains(fault.says))
  }

  @Test("A finding stands in the file that wrote the value")
  func overlay() throws {
    #expect(
      try places(Self.values, over: "web: { image: { tag: v1.0.1 } }\n").contains("over.yaml 1 image-not-in-archive"))
  }

  @Test("Of what is switched off nothing is said, and templates in values are no templates of a manifest")
  func passedOver() throws {
    let off = Self.values.replacing("true", with: "false").replacing("v1.0.0", with: "1.0.0x")
    #expect(try places(off) == [])
    let template = Self.values.replacing("/api", with: "\"{{ .Release.Name }} \\\\ 'x'\"").replacing(
      "30080", with: "3080")
    #expect(try places(template).contains("10 node-port-clash"))
  }

  struct Dependency: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What `Chart.yaml` says of it, and where its values lie.
    var chart = "name: backend"
    var folder = "charts/backend"
    var values = "backend: { image: { tag: v2.0.0 } }"
    var says = ["image-not-in-archive"]

    init(
      _ name: String, chart: String = "name: backend", folder: String = "charts/backend",
      values: String = "backend: { image: { tag: v2.0.0 } }", says: [String] = ["image-not-in-archive"]
    ) {
      (testDescription, self.chart, self.folder) = (name, chart, folder)
      (self.values, self.says) = (values, says)
    }
  }

  private static let dependencies = [
    Dependency("the tag is the chart's, the repository the subchart's"),
    Dependency("by another name", chart: "name: api, alias: backend", folder: "charts/api"),
    Dependency("in a folder of its own", chart: "name: backend, repository: file://../api", folder: "../api"),
    Dependency(
      "switched on", chart: "name: backend, condition: backend.on", values: "backend: { on: true, image: { tag: v2 } }"),
    Dependency(
      "switched off", chart: "name: backend, condition: backend.on",
      values: "backend: { on: false, image: { tag: v2 } }",
      says: []),
    Dependency("values that are not there", folder: "charts/other", says: []),
    Dependency("the same tag", values: "backend: { image: { tag: v1.0.0 } }", says: []),
    Dependency("all the subchart's", values: "other: 1", says: []),
  ]

  @Test("A chart's values are laid over those of the charts that it depends on", arguments: dependencies)
  func subcharts(_ dependency: Dependency) throws {
    let project = try SampleProject()
    try project.write(
      "apiVersion: v2\nname: shop\ndependencies: [{ \(dependency.chart) }]\n", to: "shop/Chart.yaml")
    try project.write(dependency.values + "\n", to: "shop/values.yaml")
    try project.write("image: { repository: shop/web, tag: v1.0.0 }\n", to: "shop/\(dependency.folder)/values.yaml")
    try project.write(image: Self.image, to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, values: [shop/values.yaml] } }\n", to: "imgpolicy.yaml")
    let report = try JSONOutput(project.run("gate", "--format", "json").output)
    let found = report.findings.filter { $0.path == "shop/values.yaml" && $0.rule == "image-not-in-archive" }
    #expect(found.map(\.rule) == dependency.says)
  }
}
