import Foundation
import TestSupport
import Testing

/// What `gate` says of rollouts in JSON.
struct RolloutOutput: Decodable {
  struct Workload: Decodable {
    struct Blocker: Decodable {
      var finding: Int
      var container: String?
      var stage: String
      var reason: String
    }

    var workload: String
    var path: String
    var line: Int
    var verdict: String
    var confidence: String?
    var blockers: [Blocker]
    var afterFix: [Blocker]
    var servesDuringUpgrade: Bool?
    var install: String
    var upgrade: String
  }

  var workloads: [Workload]
}

/// A Deployment of two containers' worth of faults, and the image that it runs.
struct RolloutFault: Sendable, CustomTestStringConvertible {
  var name: String
  /// Lines of the pod's spec, and of the container.
  var pod = ""
  var container = ""
  /// Statements of the image's listing, and files of its layer.
  var image = ""
  var files = ""
  var rule: String
  var verdict: String
  var confidence: String
  var reason: String

  var testDescription: String { name }
}

/// A Deployment, the image that it runs, and what `gate` says of them.
enum RolloutSample {
  static let probes = "readinessProbe: { httpGet: { path: /health, port: 3000 } }"

  static func manifest(_ fault: RolloutFault? = nil, image: String = "shop/web:v1", spec: String = "replicas: 2")
    -> String
  {
    let indented = { (text: String, depth: Int) in
      text.split(separator: "\n").map { String(repeating: " ", count: depth) + $0 + "\n" }.joined()
    }
    let container = fault?.container ?? ""
    return """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: shop
      spec:
        \(spec)
        selector:
          matchLabels: { app: shop }
        template:
          metadata:
            labels: { app: shop }
          spec:
      \(indented("enableServiceLinks: false\n" + (fault?.pod ?? ""), 6))      containers:
              - name: web
                image: \(image)
      \(indented(container.contains("readinessProbe") ? container : container + "\n" + probes, 10))
      """
  }

  static func image(_ fault: RolloutFault? = nil) -> String {
    let has = { (word: String) in fault?.image.contains(word) ?? false }
    return """
      tag: shop/web:v1
      \(has("user:") ? "" : "user: 1001")
      \(has("cmd:") || has("entrypoint:") ? "" : "cmd: [\"node\", \"/app/server.js\"]")
      \(has("healthcheck:") ? "" : "healthcheck: [\"CMD\", \"node\", \"-e\", \"0\"]")
      \(fault?.image ?? "")
      layer: COPY . /
        0755 0:0 bin/sh 80kB
        0755 0:0 bin/node 90kB
        0644 0:0 app/server.js "x"
        0644 0:0 etc/passwd "root:x:0:0::/root:/bin/sh\\napp:x:1001:1001::/app:/bin/sh\\n"
      \(fault?.files ?? "")
      """
  }

  static func run(_ manifest: String, _ image: String, dockerfile: String? = nil) throws -> (
    RolloutOutput, JSONOutput, Int32
  ) {
    let project = try SampleProject()
    try project.write(manifest, to: "k8s.yaml")
    try project.write(image: image, to: "web.tar")
    if let dockerfile { try project.write(dockerfile, to: "web/Dockerfile") }
    let file = dockerfile == nil ? "" : "dockerfile: web/Dockerfile, "
    try project.write(
      "version: 1\ntargets: { web: { \(file)image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    let outcome = try project.run("gate", "--format", "json")
    let report = try JSONOutput(outcome.output)
    return (try JSONDecoder().decode(RolloutOutput.self, from: Data(outcome.output)), report, outcome.status)
  }
}
