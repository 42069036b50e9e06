import Foundation
import TestSupport
import Testing

/// Rollouts of objects that the API refuses, or whose pods never get what they need.
@Suite struct RefusedRolloutTests {
  private static func pod(_ name: String, _ settings: String = "", image: String = "shop/web:v1") -> String {
    let container =
      #"{"name": "web", "image": "\#(image)", "readinessProbe": {"tcpSocket": {"port": 3000}}\#(settings)}"#
    return
      #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\#(name)"}, "spec": {"containers": [\#(container)]}}"#
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
    let (output, _, _) = try RolloutSample.run(manifest, RolloutSample.image())
    #expect(output.workloads.map(\.verdict) == ["rejected"])
  }

  @Test("Of several workloads of one line, each has the verdict of its own faults")
  func oneLine() throws {
    let refused = Self.pod("b", #", "resources": {"limits": {"memory": "1mi"}}"#)
    let list = #"{"apiVersion": "v1", "kind": "List", "items": [\#(Self.pod("a")), \#(refused), \#(Self.pod("c"))]}"#
    let output = try RolloutSample.run(list, RolloutSample.image()).0
    #expect(output.workloads.map(\.workload) == ["Pod/a", "Pod/b", "Pod/c"])
    #expect(output.workloads.map { $0.verdict == "rejected" } == [false, true, false])
  }

  @Test("Of two workloads of one name, each has the verdict of its own faults")
  func oneName() throws {
    let refused = Self.pod("a", #", "ports": [{"name": "x_y", "containerPort": 1}]"#)
    let output = try RolloutSample.run("\(Self.pod("a"))\n---\n\(refused)\n", RolloutSample.image()).0
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
    try project.write(image: RolloutSample.image(), to: "web.tar")
    try project.write(
      "version: 1\ntargets: { web: { image: web.tar, workload: [k8s.yaml] } }\n", to: "imgpolicy.yaml")
    for options in [[], ["--severity", "\(rule)=info"]] {
      let outcome = try project.run(["gate", "--format", "json"] + options)
      let report = try JSONOutput(outcome.output)
      let output = try JSONDecoder().decode(RolloutOutput.self, from: Data(outcome.output))
      let blocker = try #require(output.workloads.first?.blockers.first)
      #expect(blocker.reason == reason)
      #expect(report.findings[blocker.finding].rule == rule)
    }
  }
}
