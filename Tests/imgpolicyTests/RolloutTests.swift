import Foundation
import TestSupport
import Testing

/// What `gate` says of rollouts: the verdict, where the pods stay, and what comes next.
@Suite struct RolloutTests {
  struct Output: Decodable {
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

  private static let probes = "readinessProbe: { httpGet: { path: /health, port: 3000 } }"

  private static func manifest(_ fault: Fault? = nil, image: String = "shop/web:v1", spec: String = "replicas: 2")
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

  private static func image(_ fault: Fault? = nil) -> String {
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

  private func run(_ manifest: String, _ image: String, dockerfile: String? = nil) throws -> (Output, JSONOutput, Int32)
  {
    let project = try SampleProject()
    try project.write(manifest, to: "k8s.yaml")
    try project.write(image: image, to: "web.tar")
    if let dockerfile { try project.write(dockerfile, to: "web/Dockerfile") }
    let file = dockerfile == nil ? "" : "dockerfile: web/Dockerfile, "
    try project.write(
      "version: 1\ntargets: { web: { \(file)image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    let outcome = try project.run("gate", "--format", "json")
    let report = try JSONOutput(outcome.output)
    return (try JSONDecoder().decode(Output.self, from: Data(outcome.output)), report, outcome.status)
  }

  @Test("Nothing prevents a good rollout, and nobody promises it")
  func good() throws {
    let (output, report, _) = try run(Self.manifest(), Self.image())
    let workload = try #require(output.workloads.first)
    #expect(workload.verdict == "no-finding")
    #expect(workload.workload == "Deployment/shop")
    #expect(workload.line == 4)
    #expect(workload.blockers.isEmpty && workload.afterFix.isEmpty && workload.confidence == nil)
    #expect(report.findings.allSatisfy { $0.path == "web.tar" || $0.severity != "error" })
  }

  @Test("Each fault is found, and says where the pod stays", arguments: faults)
  func verdicts(_ fault: Fault) throws {
    let (output, report, _) = try run(Self.manifest(fault), Self.image(fault))
    let workload = try #require(output.workloads.first)
    #expect(workload.verdict == fault.verdict)
    #expect(workload.confidence == fault.confidence)
    let blocker = try #require(workload.blockers.first)
    #expect(blocker.reason == fault.reason)
    // What the API refuses, it refuses as a whole.
    #expect(blocker.container == (fault.verdict == "rejected" ? nil : "web"))
    #expect(report.findings.indices.contains(blocker.finding))
    #expect(report.findings.map(\.rule).contains(fault.rule), "\(report.findings.map(\.rule))")
    if workload.verdict == "degraded" { #expect(report.findings[blocker.finding].rule == fault.rule) }
  }

  @Test("The first certain fault is the state, the others come after it")
  func order() throws {
    let fault = Fault(
      name: "", pod: "securityContext: { runAsNonRoot: true }",
      container: "imagePullPolicy: Always\ncommand: [python]\nreadinessProbe: { tcpSocket: { port: web } }",
      image: "user: app", rule: "", verdict: "", confidence: "", reason: "")
    let (output, report, status) = try run(
      Self.manifest(fault), Self.image(fault), dockerfile: "FROM node:20\nUSER app\n")
    let workload = try #require(output.workloads.first)
    #expect(status == 1)
    #expect(workload.blockers.map(\.reason) == ["CreateContainerConfigError"])
    #expect(
      workload.afterFix.map(\.reason) == [
        "ImagePullBackOff", "CreateContainerError or RunContainerError", "Running, never Ready",
      ])
    #expect(report.findings[workload.blockers[0].finding].rule == "unprovable-non-root-user")
  }

  @Test(
    "What an install and an upgrade do follows from the strategy",
    arguments: [
      (
        "replicas: 2", true,
        "2 of the 2 old pods keep serving, 1 new pod hangs, and the rollout is marked failed after 600 s"
      ),
      (
        "replicas: 4", true,
        "3 of the 4 old pods keep serving, 2 new pods hang, and the rollout is marked failed after 600 s"
      ),
      (
        "strategy: { type: Recreate }", false,
        "the old pods are gone first, and nothing serves, and the rollout is marked failed after 600 s"
      ),
      (
        "strategy: { rollingUpdate: { maxUnavailable: 100%, maxSurge: 0 } }", false,
        "no old pod is sure to stay, 1 new pod hangs, and the rollout is marked failed after 600 s"
      ),
      (
        "progressDeadlineSeconds: 60", true,
        "1 of the 1 old pod keep serving, 1 new pod hangs, and the rollout is marked failed after 60 s"
      ),
    ])
  func plans(_ spec: String, _ serves: Bool, _ upgrade: String) throws {
    let fault = try #require(Self.faults.first)
    let (output, _, _) = try run(Self.manifest(fault, spec: spec), Self.image(fault))
    let workload = try #require(output.workloads.first)
    #expect(workload.servesDuringUpgrade == serves)
    #expect(workload.upgrade == upgrade)
    #expect(workload.install.hasPrefix("0 of "))
  }

  @Test("A liveness probe that never works is a risk, and the pods are of use")
  func riskyLiveness() throws {
    let project = try SampleProject()
    let fault = Fault(
      name: "", container: "livenessProbe: { exec: { command: [curl, localhost] } }", rule: "", verdict: "",
      confidence: "", reason: "")
    try project.write(Self.manifest(fault), to: "k8s.yaml")
    try project.write(image: Self.image(), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    let text = try project.run("gate").text
    #expect(text.contains("Deployment/shop: at risk: available, and something goes wrong later"), "\(text)")
    #expect(text.contains("in the container web of Deployment/shop, its livenessProbe never works"), "\(text)")
  }

  @Test("A PATH that loses the program and a probe is one fault")
  func lostPath() throws {
    let fault = Fault(
      name: "",
      container: "env: [{ name: PATH, value: /usr/bin }]\nreadinessProbe: { exec: { command: [node, check.js] } }",
      rule: "", verdict: "", confidence: "", reason: "")
    let (output, report, _) = try run(Self.manifest(fault), Self.image())
    let rules = report.findings.map(\.rule).filter { $0.contains("path") || $0.contains("program") }
    #expect(rules == ["path-override-without-tools"])
    #expect(output.workloads.first?.afterFix.isEmpty == true)
  }

  @Test("What the API refuses is refused, whether it would start now or not")
  func refusedWhileSuspended() throws {
    let manifest = """
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: shop
      spec:
        schedule: "0 3 * * *"
        suspend: true
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Always
                containers:
                  - { name: web, image: "shop/web:v1" }
      """
    let (output, _, _) = try run(manifest, Self.image())
    #expect(output.workloads.map(\.verdict) == ["rejected"])
  }

  @Test("Without its image nobody knows, and without pods nothing starts")
  func otherVerdicts() throws {
    let unknown = try run(Self.manifest(image: "redis:7.2"), Self.image()).0
    #expect(unknown.workloads.map(\.verdict) == ["unknown"])
    let none = try run(Self.manifest(spec: "replicas: 0"), Self.image()).0
    #expect(none.workloads.map(\.verdict) == ["not-started"])
  }

  private static func pod(_ name: String, _ settings: String = "", image: String = "shop/web:v1") -> String {
    let container =
      #"{"name": "web", "image": "\#(image)", "readinessProbe": {"tcpSocket": {"port": 3000}}\#(settings)}"#
    return
      #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\#(name)"}, "spec": {"containers": [\#(container)]}}"#
  }

  @Test("Of several workloads of one line, each has the verdict of its own faults")
  func oneLine() throws {
    let refused = Self.pod("b", #", "resources": {"limits": {"memory": "1mi"}}"#)
    let list = #"{"apiVersion": "v1", "kind": "List", "items": [\#(Self.pod("a")), \#(refused), \#(Self.pod("c"))]}"#
    let output = try run(list, Self.image()).0
    #expect(output.workloads.map(\.workload) == ["Pod/a", "Pod/b", "Pod/c"])
    #expect(output.workloads.map { $0.verdict == "rejected" } == [false, true, false])
  }

  @Test("Of two workloads of one name, each has the verdict of its own faults")
  func oneName() throws {
    let refused = Self.pod("a", #", "ports": [{"name": "x_y", "containerPort": 1}]"#)
    let output = try run("\(Self.pod("a"))\n---\n\(refused)\n", Self.image()).0
    #expect(output.workloads.map { $0.verdict == "rejected" } == [false, true])
  }

  @Test(
    "What the API refuses, or a pod never gets, is in the verdict however grave the policy takes it",
    arguments: [
      (#", "ports": [{"containerPort": 0}]"#, "duplicate-port-name", "Rejected"),
      (#", "ports": [{"containerPort": 1, "name": "x_y"}]"#, "invalid-port-name", "Rejected"),
      (#", "resources": {"limits": {"memory": "1mi"}}"#, "invalid-quantity", "Rejected"),
      (
        #", "resources": {"limits": {"memory": "1m"}}"#, "memory-in-milli-units",
        "CreateContainerError or RunContainerError"
      ),
      (
        #", "resources": {"limits": {"memory": "1Gi"}, "requests": {"memory": "2Gi"}}"#, "request-over-limit",
        "Rejected"
      ),
      (#", "env": [{"name": "A", "value": true}]"#, "yaml-implicit-boolean", "Rejected"),
      (
        #", "env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "b"}}}]"#,
        "missing-config-reference", "CreateContainerConfigError"
      ),
    ])
  func manifestFaults(_ settings: String, _ rule: String, _ reason: String) throws {
    let project = try SampleProject()
    let config = #"{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"a": "x"}}"#
    try project.write("\(Self.pod("a", settings))\n---\n\(config)\n", to: "k8s.yaml")
    try project.write(image: Self.image(), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    for options in [[], ["--severity", "\(rule)=info"]] {
      let outcome = try project.run(["gate", "--format", "json"] + options)
      let report = try JSONOutput(outcome.output)
      let output = try JSONDecoder().decode(Output.self, from: Data(outcome.output))
      let blocker = try #require(output.workloads.first?.blockers.first)
      #expect(blocker.reason == reason)
      #expect(report.findings[blocker.finding].rule == rule)
    }
  }

  @Test("The text names both places to mend")
  func text() throws {
    let fault = try #require(Self.faults.first)
    let project = try SampleProject()
    try project.write(Self.manifest(fault), to: "k8s.yaml")
    try project.write(image: Self.image(fault), to: "web.tar")
    try project.write("FROM node:20\nUSER app\n", to: "web/Dockerfile")
    try project.write(
      "version: 1\ntargets: { web: { dockerfile: web/Dockerfile, image: web.tar, workload: [k8s.yaml] } }\n",
      to: "imgpolicy.yaml")
    let text = try project.run("gate").text
    #expect(text.contains("Deployment/shop: degraded, it will not become available"))
    #expect(
      text.contains(
        "the container web of Deployment/shop stays in CreateContainerConfigError: runAsNonRoot needs a numeric USER, and the "
          + "image says “app” (k8s.yaml:14, web/Dockerfile:2)"), "\(text)")
  }

  @Test(
    "A process that is root is said once, whatever the manifest fails to forbid",
    arguments: ["", "runAsNonRoot: false"])
  func rootOnce(_ setting: String) throws {
    let fault = Fault(
      name: "", pod: "securityContext: { \(setting) }", image: "user: 0", rule: "", verdict: "", confidence: "",
      reason: "")
    let project = try SampleProject()
    try project.write(Self.manifest(fault), to: "k8s.yaml")
    try project.write(image: Self.image(fault), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml], policy: strict } }\n", to: "imgpolicy.yaml")
    let rules = try JSONOutput(project.run("gate", "--format", "json").output).findings.map(\.rule)
    #expect(rules.filter { $0 == "root-pod" || $0 == "root-not-forbidden" } == ["root-pod"])
  }

  @Test("A manifest that two targets list is judged once")
  func sharedManifest() throws {
    let fault = try #require(Self.faults.first)
    let project = try SampleProject()
    try project.write(Self.manifest(fault), to: "k8s.yaml")
    try project.write(image: Self.image(fault), to: "web.tar")
    try project.write(image: Self.image().replacing("shop/web:v1", with: "shop/api:v1"), to: "api.tar")
    try project.write(
      """
      version: 1
      targets:
        api: { image: api.tar, workload: [k8s.yaml] }
        web: { image: web.tar, workload: [k8s.yaml] }
      """, to: "imgpolicy.yaml")
    let outcome = try project.run("gate", "--format", "json")
    let report = try JSONOutput(outcome.output)
    #expect(report.inputs.map(\.path) == ["api.tar", "k8s.yaml", "web.tar"])
    #expect(report.findings.filter { $0.rule == "unprovable-non-root-user" }.map(\.input) == [1])
    let output = try JSONDecoder().decode(Output.self, from: Data(outcome.output))
    #expect(output.workloads.map(\.verdict) == ["degraded"])
  }
}
